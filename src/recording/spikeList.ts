const FIRST_ALLOCATION = 256;

/**
 * Spikes (or other events) in the order of their time, with the way back from each spike to the neuron's previous one.
 * Growing typed arrays: appending allocates only when they grow.
 */
export class SpikeList {
  /** How many spikes are held. */
  count = 0;
  /** Neuron of spike s at index s < count; may be longer than `count`, and is replaced when it grows: do not keep it. */
  neuron: Int32Array<ArrayBuffer> = new Int32Array(FIRST_ALLOCATION);
  /** Time of spike s in ms, never decreasing; as above. */
  time: Float64Array<ArrayBuffer> = new Float64Array(FIRST_ALLOCATION);
  /** Index of the same neuron's spike before spike s; −1 where s is its first. */
  private previous = new Int32Array(FIRST_ALLOCATION);
  private readonly newest: Int32Array<ArrayBuffer>;
  private readonly counts: Int32Array<ArrayBuffer>;

  constructor(n: number) {
    this.newest = new Int32Array(n).fill(-1);
    this.counts = new Int32Array(n);
  }

  /** @throws RangeError when the list knows no such neuron, or the spike is earlier than the last one. */
  append(neuron: number, time: number): void {
    const newest = this.newest[neuron];
    if (newest === undefined) {
      throw new RangeError(`a spike of neuron ${neuron}: expected 0 … ${this.newest.length - 1}`);
    }
    if (this.count > 0 && !(time >= this.time[this.count - 1]!)) {
      throw new RangeError(
        `a spike at ${time} ms after one at ${this.time[this.count - 1]} ms: expected them in the order of time`,
      );
    }
    if (this.count === this.time.length) this.grow();
    this.neuron[this.count] = neuron;
    this.time[this.count] = time;
    this.previous[this.count] = newest;
    this.newest[neuron] = this.count;
    this.counts[neuron]!++;
    this.count++;
  }

  /** Index of the first spike at or after `time` (ms); `count` when there is none. */
  firstAtOrAfter(time: number): number {
    let low = 0;
    let high = this.count;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.time[middle]! < time) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** How often the neuron fired. */
  countOf(neuron: number): number {
    return this.counts[neuron] ?? 0;
  }

  /** Times of the neuron's spikes in ms, ascending, all or those with from ≤ t < to. */
  timesOf(neuron: number, from = -Infinity, to = Infinity): Float64Array<ArrayBuffer> {
    const times = new Float64Array(this.countOf(neuron));
    let start = times.length;
    for (let spike = this.newest[neuron] ?? -1; spike >= 0; spike = this.previous[spike]!) {
      const time = this.time[spike]!;
      if (time < from) break;
      if (time < to) times[--start] = time;
    }
    return times.slice(start);
  }

  private grow(): void {
    const length = this.time.length * 2;
    const { neuron, time, previous } = this;
    this.neuron = new Int32Array(length);
    this.neuron.set(neuron);
    this.time = new Float64Array(length);
    this.time.set(time);
    this.previous = new Int32Array(length);
    this.previous.set(previous);
  }
}
