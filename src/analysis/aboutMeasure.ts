/** What a measure says of itself beside its chart. Plain text; formulas in Unicode. */
export interface AboutMeasure {
  readonly title: string;
  readonly formula: string;
  /** Which stretch of time, which bins, segments or filters. */
  readonly window: string;
  readonly unit: string;
  /** Where the definition stands. */
  readonly source: string;
}
