import type { StimulusDescription } from '../model/description.ts';
import type { PopulationRange } from '../model/population.ts';

/** Rows at equal distances in time. */
export interface RecordedRows {
  /** When the first row was recorded, ms. */
  readonly start: number;
  /** [rows, columns], row-major. */
  readonly values: Float32Array<ArrayBuffer>;
}

/** What was recorded of one variable of one neuron. */
export interface RecordedProbe extends RecordedRows {
  readonly neuron: number;
  /** 'I_Na'. */
  readonly variable: string;
  readonly unit: string;
  readonly meaning: string;
}

/** In the order of time; both arrays are of one length. */
export interface RecordedSpikes {
  readonly neuron: Int32Array<ArrayBuffer>;
  /** ms: the start of the step in which V crossed the threshold upwards. */
  readonly time: Float64Array<ArrayBuffer>;
}

/** The matrix of one synapse type as it was at the end. */
export interface RecordedMatrix {
  /** 'ach_mat'. */
  readonly name: string;
  /** [n, n], row = postsynaptic, column = presynaptic neuron. */
  readonly weights: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** A run, or a stretch of it, read off its recording: plain data that any format is written from, and that crosses the thread border. */
export interface RecordedRun {
  readonly title: string;
  /** Of the lab. */
  readonly version: string;
  /** What a reader needs to repeat it, in sentences. */
  readonly description: readonly string[];
  /** Number of neurons. */
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** ms. */
  readonly dt: number;
  /** Time from row to row of everything that is sampled, ms. */
  readonly rowInterval: number;
  /** The stretch, ms. */
  readonly from: number;
  readonly to: number;
  /** V in mV, [rows, n]. */
  readonly voltage: RecordedRows;
  /** Mean V of each population in mV, [rows, populations]. */
  readonly means: RecordedRows;
  readonly probes: readonly RecordedProbe[];
  /** Upward crossings of 0 mV by any neuron. */
  readonly spikes: RecordedSpikes;
  /** Upward crossings of −20 mV by the populations that are counted by them. */
  readonly events: RecordedSpikes;
  /** The current that was injected, from a time (ms) until the next; ascending, the first from 0. */
  readonly stimuli: readonly { readonly from: number; readonly stimulus: StimulusDescription }[];
  readonly matrices: readonly RecordedMatrix[];
  /** What of the run the recording no longer holds, in sentences. */
  readonly notes: readonly string[];
}

/** 'PN 3'. */
export function nameOfNeuron(populations: readonly PopulationRange[], neuron: number): string {
  const population = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  return `${population?.name ?? 'neuron'} ${neuron}`;
}

/** Times of `rows` rows in ms. */
export function rowTimes({ start }: RecordedRows, rowInterval: number, rows: number): Float64Array<ArrayBuffer> {
  // From the number of the row: sums of intervals drift.
  const first = Math.round(start / rowInterval);
  return Float64Array.from({ length: rows }, (_, row) => rounded((first + row) * rowInterval));
}

/** 0.3, not 0.30000000000000004: no grid is finer than 1e-9 ms. */
function rounded(ms: number): number {
  return Math.round(ms * 1e9) / 1e9;
}
