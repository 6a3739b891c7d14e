import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import type { Span } from '../firing/spikes.ts';
import { isComparedByEvents } from './isComparedByEvents.ts';

/** Spikes (LNs: −20 mV events, where both runs tell them) of a population in two runs. */
export interface SharedSpikes {
  readonly a: number;
  readonly b: number;
  /** Of both: each has a partner in the other run, of the same neuron and no further away than the tolerance; no spike has two. */
  readonly shared: number;
}

/**
 * How many spikes of a population two runs of the same neurons share within the span: each, in the order of time, with the first free one
 * of the other run that lies within ± toleranceMs.
 */
export function sharedSpikes(
  a: Recording,
  b: Recording,
  population: PopulationRange,
  span: Span,
  toleranceMs: number,
): SharedSpikes {
  const list = isComparedByEvents(population, a, b) ? 'events' : 'spikes';
  let [ofA, ofB, shared] = [0, 0, 0];
  for (let neuron = population.first; neuron < population.first + population.count; neuron++) {
    const before = a[list].timesOf(neuron, span.from, span.to);
    const after = b[list].timesOf(neuron, span.from, span.to);
    ofA += before.length;
    ofB += after.length;
    for (let i = 0, k = 0; i < before.length && k < after.length;) {
      const distance = after[k]! - before[i]!;
      if (Math.abs(distance) <= toleranceMs + 1e-9) {
        shared++;
        i++;
        k++;
      } else if (distance < 0) k++;
      else i++;
    }
  }
  return { a: ofA, b: ofB, shared };
}
