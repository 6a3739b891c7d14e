/**
 * What one stretch of simulation leaves behind: the only data that walks from the engine to the charts.
 * Typed arrays only, so that a batch crosses the thread border by transfer, without a copy.
 */
export interface Batch {
  /** Index of the first step of this batch; the step k runs from t = k·dt to (k+1)·dt. */
  readonly firstStep: number;
  /** How many steps the batch advanced. */
  readonly steps: number;
  /** Index of the step whose START the first voltage row shows (row r shows step firstRecordedStep + r·recordEvery). */
  readonly firstRecordedStep: number;
  /** Rows of V: `voltage.length / n`; 0 is possible. Sample-major, [rows, n], mV. */
  readonly voltage: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  /** What the run's probes saw at the same rows, [rows, probes]; missing where there are none. */
  readonly probes?: Float32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;
  /** Upward crossings of F_b, ordered by step, then by neuron: the neuron … */
  readonly spikeNeuron: Int32Array<ArrayBuffer>;
  /** … and the index of the step in which it crossed; its time is that of the START of the step, step·dt ms. */
  readonly spikeStep: Float64Array<ArrayBuffer>;
}
