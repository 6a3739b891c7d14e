import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';

export { isCountedByEvents };

export interface PopulationActivity {
  readonly count: number;
  /** How many neurons fired at all. */
  readonly active: number;
  /** Hz per neuron; NaN for an empty population or before the first batch. */
  readonly rateHz: number;
}

/** Which list of a recording tells how often a population's neurons fired. */
export function countedOf(population: PopulationRange | undefined): 'events' | 'spikes' {
  return population && isCountedByEvents(population) ? 'events' : 'spikes';
}

/** How often a neuron fired since all is recorded: see `Recording.completeFrom`. */
export function timesFired(recording: Recording, neuron: number, counted: 'events' | 'spikes'): number {
  const { startTime, completeFrom } = recording;
  const list = recording[counted];
  return completeFrom > startTime ? list.timesOf(neuron, completeFrom).length : list.countOf(neuron);
}

/** What a population did since all is recorded. */
export function activityOf(recording: Recording, population: PopulationRange): PopulationActivity {
  const counted = countedOf(population);
  let count = 0;
  let active = 0;
  for (let neuron = population.first; neuron < population.first + population.count; neuron++) {
    const own = timesFired(recording, neuron, counted);
    count += own;
    if (own > 0) active++;
  }
  return { count, active, rateHz: (1000 * count) / (population.count * recording.duration) };
}
