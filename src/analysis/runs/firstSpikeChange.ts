import type { Recording } from '../../recording/recording.ts';
import { isComparedByEvents } from './isComparedByEvents.ts';

/** The first spike (LNs: −20 mV event, where both runs tell them) of two runs of the same neurons that is not in both at the same time. */
export interface SpikeChange {
  readonly neuron: number;
  /** 'moved': by up to MOST_MOVED; 'missing': only the first run has it; 'new': only the second. */
  readonly kind: 'moved' | 'missing' | 'new';
  readonly isEvent: boolean;
  /** ms: when it is in the first run, or in the second where it is new. */
  readonly time: number;
  /** ms, of a moved one: when it is in the second run. */
  readonly movedTo?: number;
}

/** ms: a spike that comes later than this is another one. */
const MOST_MOVED = 5;

/** Of one step, ms: so that 0.1 + 0.2 is not another time than 0.3. */
const ROUNDING = 1e-6;

/**
 * Compares the k-th spike of each neuron with its k-th in the other run, over the time that both have recorded; undefined where all are the same.
 * @throws RangeError when the runs have other numbers of neurons.
 */
export function firstSpikeChange(a: Recording, b: Recording): SpikeChange | undefined {
  if (a.n !== b.n) throw new RangeError(`spikes of ${a.n} neurons compared with those of ${b.n}: expected as many`);
  const from = Math.max(a.completeFrom, b.completeFrom);
  const until = Math.min(a.time, b.time);
  let first: SpikeChange | undefined;
  let earliest = until;
  for (const population of a.populations) {
    const isEvent = isComparedByEvents(population, a, b);
    const [before, after] = isEvent ? [a.events, b.events] : [a.spikes, b.spikes];
    for (let neuron = population.first; neuron < population.first + population.count; neuron++) {
      const change = changeOf(before.timesOf(neuron, from), after.timesOf(neuron, from));
      if (!change || change.at >= earliest) continue;
      earliest = change.at;
      const { kind, time, movedTo } = change;
      first = { neuron, kind, isEvent, time, ...(movedTo !== undefined && { movedTo }) };
    }
  }
  return first;
}

interface Change extends Pick<SpikeChange, 'kind' | 'time' | 'movedTo'> {
  /** When the earlier of the two came. */
  readonly at: number;
}

function changeOf(a: Float64Array, b: Float64Array): Change | undefined {
  for (let k = 0; k < Math.max(a.length, b.length); k++) {
    const from = a[k] ?? Infinity;
    const to = b[k] ?? Infinity;
    if (Math.abs(to - from) <= ROUNDING) continue;
    const at = Math.min(from, to);
    if (Math.abs(to - from) <= MOST_MOVED) return { kind: 'moved', time: from, movedTo: to, at };
    return from < to ? { kind: 'missing', time: from, at } : { kind: 'new', time: to, at };
  }
  return undefined;
}
