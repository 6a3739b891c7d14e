import { SegmentTransform } from '../analysis/rhythm/segmentTransform.ts';
import { binFrequencies, peakFrequency } from '../analysis/rhythm/spectrum.ts';
import type { Recording } from '../recording/recording.ts';

/** Zeros that are added to a segment make the steps of frequency so many times finer than its length does. */
const PADDING = 4;
/** Up to here frequencies are shown, Hz. */
export const HIGHEST_HZ = 100;
/** The mean voltage is averaged to about this interval before it is transformed, ms: ten times the highest frequency shown. */
const SAMPLE_MS = 1;
/** Rhythms of the mean voltage are looked for from here on, Hz. */
const LOWEST_HZ = 5;
/** Columns stand at least so far apart, in windows: nearer ones show nothing new. */
const LEAST_HOP = 1 / 40;
/** How many columns are kept of each distance, and of how many distances. */
const MOST_COLUMNS = 16_384;
const MOST_LEVELS = 6;

/** A column's power is the mean over its segments; those lie half a window apart where columns are wider than that. */
interface Level {
  readonly hop: number;
  readonly columns: Map<number, Float32Array>;
}

/**
 * Columns of a spectrogram of one population's mean voltage, each computed once: column c of a level stands at c·hop ms, and levels have hops
 * of powers of two of the smallest one, so that zooming and scrolling meet the same columns again. A column whose segments reach beyond what
 * has been recorded is not there yet.
 */
export class SpectrogramColumns {
  readonly recording: Recording;
  readonly population: number;
  readonly windowMs: number;
  readonly frequency: Float64Array;
  /** Hz: below it stands the drift with the stimulus, which the window spreads over its main lobe. No peak is looked for. */
  readonly lowestHz: number;
  /** The largest power from lowestHz on of all columns so far, dB re 1 mV²/Hz; −Infinity before the first. */
  loudest = -Infinity;
  private readonly transform: SegmentTransform;
  /** Density of all frequencies of one column. */
  private readonly power: Float64Array;
  /** Rows of the recording to a sample. */
  private readonly rows: number;
  /** ms from sample to sample. */
  private readonly interval: number;
  /** The first of the samples, counted from t = 0. */
  private readonly firstSample: number;
  private samples = new Float64Array(1024);
  private count = 0;
  /** Newest last. */
  private readonly levels: Level[] = [];

  constructor(recording: Recording, population: number, windowMs: number) {
    this.recording = recording;
    this.population = population;
    this.windowMs = windowMs;
    this.rows = Math.max(1, Math.floor(SAMPLE_MS / recording.rowInterval + 1e-6));
    this.interval = this.rows * recording.rowInterval;
    this.firstSample = Math.ceil(recording.startRow / this.rows);
    this.transform = new SegmentTransform(Math.max(4, Math.round(windowMs / this.interval)), PADDING);
    this.power = new Float64Array(this.transform.bins);
    const frequency = binFrequencies(this.transform, 1000 / this.interval);
    this.frequency = frequency.subarray(0, frequency.findLastIndex((hz) => hz <= HIGHEST_HZ) + 1);
    this.lowestHz = Math.max(LOWEST_HZ, 2000 / windowMs);
  }

  /** The smallest hop of columns that are at least `columnMs` wide, ms. */
  hopFor(columnMs: number): number {
    const least = this.windowMs * LEAST_HOP;
    return least * 2 ** Math.max(0, Math.ceil(Math.log2(columnMs / least) - 1e-9));
  }

  /** By c, the power at every frequency around c·hop ms, dB re 1 mV²/Hz: what has been computed. */
  columnsOf(hop: number): ReadonlyMap<number, Float32Array> {
    return this.levelOf(hop).columns;
  }

  /** Where the mean power of some columns peaks from lowestHz on, Hz, and its power there, dB; undefined without columns. */
  peakOf(columns: readonly Float32Array[]): { readonly hz: number; readonly power: number } | undefined {
    if (columns.length === 0) return undefined;
    const power = this.frequency.map((_, k) => columns.reduce((sum, one) => sum + 10 ** (one[k]! / 10), 0));
    const hz = peakFrequency({ frequency: this.frequency, power }, this.lowestHz, HIGHEST_HZ);
    if (hz === undefined) return undefined;
    const at = power[Math.min(power.length - 1, Math.round(hz / this.frequency[1]!))]!;
    return { hz, power: 10 * Math.log10(at / columns.length) };
  }

  /**
   * Computes columns first ≤ c < end that can be and are not, coarse ones first, until `deadline` (of performance.now()).
   * Returns whether all are there that can be.
   */
  compute(hop: number, first: number, end: number, deadline: number): boolean {
    this.readSamples();
    const { columns } = this.levelOf(hop);
    const reach = this.windowMs / 2 + this.spread(hop) / 2;
    const [known, until] = [this.firstSample, this.firstSample + this.count].map((sample) => sample * this.interval);
    const from = Math.max(first, Math.ceil((known! + reach) / hop - 1e-9));
    const to = Math.min(end, Math.floor((until! - reach) / hop + 1e-9) + 1);
    for (let stride = 8; stride >= 1; stride /= 2) {
      for (let c = Math.ceil(from / stride) * stride; c < to; c += stride) {
        if (columns.has(c)) continue;
        if (performance.now() > deadline) return false;
        columns.set(c, this.computed(hop, c));
      }
    }
    while (columns.size > Math.max(MOST_COLUMNS, 2 * (end - first))) columns.delete(columns.keys().next().value!);
    return true;
  }

  private computed(hop: number, c: number): Float32Array {
    const { interval, transform, windowMs, power, frequency } = this;
    power.fill(0);
    const spread = this.spread(hop);
    const segments = 1 + Math.round(spread / (windowMs / 2));
    for (let s = 0; s < segments; s++) {
      const middle = c * hop + (segments > 1 ? (s / (segments - 1) - 0.5) * spread : 0);
      const start = Math.round(middle / interval - transform.segment / 2) - this.firstSample;
      const last = this.count - transform.segment;
      transform.addPower(this.samples, Math.min(Math.max(0, start), last), 1000 / interval, power, 0, 1 / segments);
    }
    const column = new Float32Array(frequency.length);
    for (let k = 0; k < column.length; k++) {
      // Nothing at all, as of a network at rest, is as dark as can be.
      column[k] = 10 * Math.log10(Math.max(1e-30, power[k]!));
      if (column[k]! > this.loudest && frequency[k]! >= this.lowestHz) this.loudest = column[k]!;
    }
    return column;
  }

  /** From the middle of a column's first segment to that of its last, ms. */
  private spread(hop: number): number {
    const half = this.windowMs / 2;
    return hop > half ? Math.ceil(hop / half - 1) * half : 0;
  }

  private levelOf(hop: number): Level {
    const index = this.levels.findIndex((one) => one.hop === hop);
    const level = index < 0 ? { hop, columns: new Map<number, Float32Array>() } : this.levels.splice(index, 1)[0]!;
    this.levels.push(level);
    if (this.levels.length > MOST_LEVELS) this.levels.shift();
    return level;
  }

  /** Averages the rows that have come since to samples. */
  private readSamples(): void {
    const { recording, rows, population, firstSample } = this;
    const end = Math.floor(recording.endRow / rows) - firstSample;
    if (end > this.samples.length) {
      const longer = new Float64Array(Math.max(end, 2 * this.samples.length));
      longer.set(this.samples);
      this.samples = longer;
    }
    for (; this.count < end; this.count++) {
      let sum = 0;
      const first = (firstSample + this.count) * rows;
      for (let row = first; row < first + rows; row++) {
        sum += recording.meanVoltage(population, row);
      }
      this.samples[this.count] = sum / rows;
    }
  }
}
