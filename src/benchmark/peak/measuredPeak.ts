/** What an engine's arithmetic can reach here, measured. */
export interface MeasuredPeak {
  /** How, in a few words. */
  readonly how: string;
  readonly flopsPerSecond: number;
}
