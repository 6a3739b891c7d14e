import type { DescribedProbe } from '../model/probes.ts';
import { rowsWithin, SampleRing } from './sampleRing.ts';
import type { Extent } from './sampleRing.ts';

const MEMORY_BYTES = 2 ** 20;

/** What one probe has recorded, in the rows of the recording; it begins where the probe was added, and before that there is nothing. */
export class ProbeTrace {
  readonly probe: DescribedProbe;
  /** ms. */
  readonly rowInterval: number;
  private readonly ring: SampleRing;

  /**
   * @param start the row of the recording at which the probe is added
   * @param mostRows rows to keep at most; fewer where more would not fit into 1 MiB
   */
  constructor(probe: DescribedProbe, rowInterval: number, start: number, mostRows: number) {
    this.probe = probe;
    this.rowInterval = rowInterval;
    this.ring = new SampleRing(1, Math.min(mostRows, rowsWithin(MEMORY_BYTES, 1)), start);
  }

  /** 'I_Na'. */
  get name(): string {
    return this.probe.variable;
  }

  get unit(): string {
    return this.probe.unit;
  }

  /** The oldest row still held. */
  get firstRow(): number {
    return this.ring.firstRow;
  }

  /** One past the newest row; equal to firstRow while there is none. */
  get endRow(): number {
    return this.ring.endRow;
  }

  /** Smallest and largest value since the probe was added; [Infinity, −Infinity] before the first number. */
  get range(): readonly [number, number] {
    return [this.ring.minima[0]!, this.ring.maxima[0]!];
  }

  /** NaN where the row is not held. */
  value(row: number): number {
    return this.ring.value(0, row);
  }

  /** The value at the row nearest to `time` (ms); NaN where it is not held. */
  valueAt(time: number): number {
    return this.value(Math.round(time / this.rowInterval));
  }

  /**
   * First, min, max and last value of the rows from ≤ row < to that are held, into `into`; false where there are none. Where no value is a
   * number, min is Infinity and max −Infinity.
   */
  extent(from: number, to: number, into: Extent): boolean {
    return this.ring.extent(0, from, to, into);
  }

  /** Appends the value at `offset`. */
  append(values: Float32Array | Float64Array, offset: number): void {
    this.ring.append(values, offset);
  }
}
