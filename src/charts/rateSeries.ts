import { isCountedByEvents } from '../analysis/firing/spikes.ts';
import type { Recording } from '../recording/recording.ts';
import { SampleRing } from '../recording/sampleRing.ts';
import type { Extent } from '../recording/sampleRing.ts';
import type { SpikeList } from '../recording/spikeList.ts';
import type { Samples } from './samplePath.ts';

/** How spikes become a rate: counted in bins from t = 0 on, or each spread out as a Gaussian of this standard deviation. */
export type RateKernel =
  { readonly kind: 'bins'; readonly binMs: number } | { readonly kind: 'gaussian'; readonly sigmaMs: number };

/** Values of a Gaussian's rate stand so far apart, ms. */
const GRID_MS = 1;
/** Beyond so many standard deviations a Gaussian counts for nothing: 6e-5 of it. */
const REACH = 4;

/**
 * Rates of all populations over time, Hz per neuron (LNs by their −20 mV events), appended to as the run goes on; what later spikes can still change is computed when
 * it is asked for. Row r covers r·interval ≤ t < (r + 1)·interval, or is the Gaussian's value at r·interval.
 */
export class RateSeries {
  readonly recording: Recording;
  readonly kernel: RateKernel;
  /** ms from row to row. */
  readonly interval: number;
  /** A column for each population; rows that no later spike changes. */
  private readonly settled: SampleRing;
  private readonly row: Float64Array;
  /** The rows after them: [rows, populations]. */
  private open = new Float64Array(0);
  private openRows = 0;
  private revision = -1;

  constructor(recording: Recording, kernel: RateKernel) {
    this.recording = recording;
    this.kernel = kernel;
    this.interval = kernel.kind === 'bins' ? kernel.binMs : GRID_MS;
    // A bin of which most is recorded; a value of the Gaussian from the start on.
    const start = recording.completeFrom / this.interval;
    const startRow = kernel.kind === 'bins' ? Math.floor(start + 0.5) : Math.ceil(start - 1e-9);
    this.settled = new SampleRing(recording.populations.length, Infinity, startRow);
    this.row = new Float64Array(recording.populations.length);
  }

  /** Takes in what has been recorded since; costs nothing where nothing has. */
  update(): void {
    const { recording, kernel, interval, settled } = this;
    if (this.revision === recording.revision) return;
    this.revision = recording.revision;
    // Events are seen between rows: until the next row comes, the newest interval may still get one.
    const known = recording.timeOfRow(recording.endRow - 1);
    const ahead = kernel.kind === 'bins' ? interval : REACH * kernel.sigmaMs;
    for (; settled.endRow * interval + ahead <= known + 1e-9;) {
      this.rates(settled.endRow, this.row);
      settled.append(this.row, 0);
    }
    this.openRows = Math.max(0, this.rowsRecorded() - settled.endRow);
    this.open = new Float64Array(this.openRows * this.row.length);
    for (let k = 0; k < this.openRows; k++) {
      this.rates(settled.endRow + k, this.row);
      this.open.set(this.row, k * this.row.length);
    }
  }

  /** The first row: of a bin at least half has been recorded. */
  get startRow(): number {
    return this.settled.firstRow;
  }

  /** Rows that can be drawn: of a bin at least half has been recorded. */
  get endRow(): number {
    return this.settled.endRow + this.openRows;
  }

  /** Hz per neuron; NaN outside what was recorded and for a population without neurons. */
  value(population: number, row: number): number {
    const k = row - this.settled.endRow;
    if (k < 0) return this.settled.value(population, row);
    return k < this.openRows ? this.open[k * this.row.length + population]! : NaN;
  }

  /** The rate at a time, ms: of its bin, or of the nearest value of the Gaussian. */
  valueAt(population: number, time: number): number {
    const at = time / this.interval;
    return this.value(population, this.kernel.kind === 'bins' ? Math.floor(at + 1e-9) : Math.round(at));
  }

  /** Largest rate since the start, of any population; 0 before there is one. */
  get largest(): number {
    let largest = 0;
    for (const rate of this.settled.maxima) largest = Math.max(largest, rate);
    for (const rate of this.open) if (rate > largest) largest = rate;
    return largest;
  }

  /** One population's rates as a line is drawn of them. */
  samples(population: number): Samples {
    return {
      rowInterval: this.interval,
      firstRow: this.startRow,
      endRow: this.endRow,
      value: (row) => this.value(population, row),
      extent: (from, to, into) => this.extent(population, from, to, into),
    };
  }

  private extent(population: number, from: number, to: number, into: Extent): boolean {
    const isFound = this.settled.extent(population, from, to, into);
    let isBegun = isFound;
    for (let row = Math.max(from, this.settled.endRow); row < Math.min(to, this.endRow); row++) {
      const rate = this.value(population, row);
      if (!isBegun) Object.assign(into, { first: rate, min: Infinity, max: -Infinity });
      isBegun = true;
      into.last = rate;
      if (rate < into.min) into.min = rate;
      if (rate > into.max) into.max = rate;
    }
    return isBegun;
  }

  private rowsRecorded(): number {
    const { time } = this.recording;
    if (this.recording.isEmpty) return 0;
    if (this.kernel.kind === 'bins') return Math.floor(time / this.interval + 0.5);
    return Math.floor(time / this.interval) + 1;
  }

  /** Rates of all populations at a row, into `into` [populations]. */
  private rates(row: number, into: Float64Array): void {
    const { recording, kernel, interval } = this;
    const { time, completeFrom: start } = recording;
    const at = row * interval;
    const [from, to] =
      kernel.kind === 'bins'
        ? [Math.max(at, start), Math.min(at + interval, time)]
        : [at - REACH * kernel.sigmaMs, at + REACH * kernel.sigmaMs];
    const sigma = kernel.kind === 'bins' ? undefined : kernel.sigmaMs;
    // What of the Gaussian lies outside the recording is no silence: the part within stands for all of it.
    const weight =
      sigma === undefined
        ? to - from
        : normalShare((start - at) / sigma, (time - at) / sigma) * sigma * Math.sqrt(2 * Math.PI);
    recording.populations.forEach((range, population) => {
      const { first, count } = range;
      const list = isCountedByEvents(range) ? recording.events : recording.spikes;
      const sum = weightedCount(list, first, first + count, from, to, at, sigma);
      into[population] = count > 0 && weight > 0 ? (1000 * sum) / (weight * count) : NaN;
    });
  }
}

/** Spikes of neurons first … end − 1 at from ≤ t < to; with a sigma each weighted by its Gaussian about `at`, which is 1 there. */
function weightedCount(
  list: SpikeList,
  first: number,
  end: number,
  from: number,
  to: number,
  at: number,
  sigma: number | undefined,
): number {
  let sum = 0;
  // So that a spike on a border of 0.3 ms falls behind it as 3 · 0.1 does.
  for (let spike = list.firstAtOrAfter(from - 1e-9); spike < list.count; spike++) {
    const time = list.time[spike]!;
    if (time >= to - 1e-9) break;
    const neuron = list.neuron[spike]!;
    if (neuron < first || neuron >= end) continue;
    sum += sigma === undefined ? 1 : Math.exp(-0.5 * ((time - at) / sigma) ** 2);
  }
  return sum;
}

/** Share of the standard normal distribution between two values, by Abramowitz and Stegun 7.1.26; within 2e-7. */
function normalShare(from: number, to: number): number {
  return (errorFunction(to / Math.SQRT2) - errorFunction(from / Math.SQRT2)) / 2;
}

function errorFunction(x: number): number {
  const t = 1 / (1 + 0.3275911 * Math.abs(x));
  const series = t * (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  return Math.sign(x) * (1 - series * Math.exp(-x * x));
}
