/**
 * Spikes (or other events) in the order of their time, with the way back from each spike to the neuron's previous one.
 * Growing typed arrays: appending allocates only when they grow.
 */
export class SpikeList {
  /** How many spikes are held. */
  count = 0;
  /** Neuron of spike s at index s < count; may be longer than `count`, and is replaced when it grows: do not keep it. */
  neuron = new Int32Array(0);
  /** Time of spike s in ms, never decreasing; as above. */
  time = new Float64Array(0);

  constructor(n: number) {
    void n;
  }

  /** Index of the first spike at or after `time` (ms); `count` when there is none. */
  firstAtOrAfter(time: number): number {
    throw new Error(`unfinished ${time}`);
  }

  /** How often the neuron fired. */
  countOf(neuron: number): number {
    throw new Error(`unfinished ${neuron}`);
  }

  /** Times of the neuron's spikes in ms, ascending, all or those with from ≤ t < to. */
  timesOf(neuron: number, from = -Infinity, to = Infinity): Float64Array<ArrayBuffer> {
    throw new Error(`unfinished ${neuron} ${from} ${to}`);
  }
}
