import { FileError } from '../../files/fileError.ts';
import type { PopulationRange } from '../../model/population.ts';

/** Spikes from a file, to be compared with those of a run of the same neurons. */
export interface ImportedSpikes {
  /** File name. */
  readonly name: string;
  /** Index of the neuron of each spike, in the order of time. */
  readonly neuron: Int32Array<ArrayBuffer>;
  /** ms. */
  readonly time: Float64Array<ArrayBuffer>;
  /** Upward crossings of −20 mV, where the file tells them apart from spikes. */
  readonly events?: { readonly neuron: Int32Array<ArrayBuffer>; readonly time: Float64Array<ArrayBuffer> };
  /** How long was recorded, ms, where the file says so. */
  readonly duration?: number;
  /** What was assumed, in sentences. */
  readonly notes: readonly string[];
}

/** Whose spikes they are to be. */
export interface SpikesPurpose {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
}

/** Spikes of a file that are read at most: as many as 4000 neurons fire in ten minutes at 4 Hz. */
export const MOST_SPIKES = 10_000_000;

/** Largest file of spikes that is opened, bytes. */
export const MOST_SPIKE_BYTES = 2 ** 28;

/**
 * Spikes in the order of time; those of one time stay in theirs.
 * @param unit of the times in ms
 * @throws FileError where a neuron is not in the network, or a time is no time
 */
export function checkedSpikes(
  ids: ArrayLike<number | bigint>,
  times: ArrayLike<number>,
  {
    name,
    n,
    first = 0,
    unit = 1,
  }: { readonly name: string; readonly n: number; readonly first?: number; readonly unit?: number },
): Pick<ImportedSpikes, 'neuron' | 'time'> {
  const count = times.length;
  const order = new Uint32Array(count);
  let isSorted = true;
  for (let k = 0; k < count; k++) {
    const id = Number(ids[k]!) + first;
    if (!(Number.isInteger(id) && id >= first && id < n)) {
      throw new FileError(
        `${name} holds a spike of neuron ${ids[k]}, the network has ${n}: expected 0 … ${n - 1 - first}`,
      );
    }
    const time = times[k]!;
    if (!(time >= 0 && Number.isFinite(time))) {
      throw new FileError(`${name} holds a spike of neuron ${id} at ${time}: expected a time from 0 on`);
    }
    if (k > 0 && time < times[k - 1]!) isSorted = false;
    order[k] = k;
  }
  if (!isSorted) order.sort((a, b) => times[a]! - times[b]! || a - b);
  return {
    neuron: Int32Array.from(order, (k) => Number(ids[k]!) + first),
    time: Float64Array.from(order, (k) => times[k]! * unit),
  };
}
