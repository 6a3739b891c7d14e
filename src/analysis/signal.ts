import { ROUNDING } from './rounding.ts';

/** One value at start + k · interval, k = 0, 1, …; times in ms. */
export interface Signal {
  readonly samples: Float64Array | Float32Array;
  readonly interval: number;
  readonly start: number;
}

/** Values of several channels (neurons, as a rule) at start + row · interval; times in ms. */
export interface SignalRows {
  /** [rows, channels], row-major. */
  readonly values: Float64Array | Float32Array;
  readonly channels: number;
  readonly interval: number;
  readonly start: number;
}

/** Index of the sample nearest to a time in ms; may lie outside the signal. */
export function nearestSample(
  { interval, start }: { readonly interval: number; readonly start: number },
  time: number,
): number {
  return Math.floor((time - start) / interval + 0.5 + ROUNDING);
}

/** Rows of the signal. */
export function rowCount({ values, channels }: SignalRows): number {
  return channels === 0 ? 0 : values.length / channels;
}
