/** I_stim reduced to what a screen can show: its range and mean over the neurons that receive a current at the time, in bins. */
export interface StimulusPreview {
  /** Length of each bin, ms; bin b covers b·interval ≤ t < (b+1)·interval. */
  readonly interval: number;
  /** µA/cm², [bins], over the neurons that receive a current in the bin and its samples, 0 where none does. After the last bin its values hold. */
  readonly min: Float32Array;
  readonly max: Float32Array;
  readonly mean: Float32Array;
  /** How many neurons ever receive a current other than 0. */
  readonly driven: number;
  readonly n: number;
}
