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
