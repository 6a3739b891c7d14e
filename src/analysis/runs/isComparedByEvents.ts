import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import { isCountedByEvents } from '../firing/spikes.ts';

/** Whether runs are compared by a population's −20 mV events: a file of spikes may not tell them, and spikes are set against spikes then. */
export function isComparedByEvents(
  population: Pick<PopulationRange, 'name'>,
  ...runs: readonly Pick<Recording, 'hasEvents'>[]
): boolean {
  return isCountedByEvents(population) && runs.every(({ hasEvents }) => hasEvents);
}
