/** I_stim reduced to what a screen can show: its range and mean over the driven neurons in bins of equal length. */
export interface StimulusPreview {
  /** Length of a bin, ms; bin b covers b·interval ≤ t < (b+1)·interval. */
  readonly interval: number;
  /** µA/cm², [bins], over driven neurons and the bin's samples. After the last bin its values hold. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  /** How many neurons ever receive a current other than 0. */
  readonly driven: number;
  readonly n: number;
}
