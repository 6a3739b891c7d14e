/** Which voltage rows a stretch of steps records: those of the steps that are multiples of `recordEvery`. */
export interface RecordedRows {
  /** Steps from the last such multiple to the first step; 0 when the first step is recorded. */
  readonly phase: number;
  /** Number of the first row, counted from that multiple: 0 or 1. */
  readonly firstRow: number;
  /** The first step that is recorded. */
  readonly firstRecordedStep: number;
  readonly rows: number;
}

export function recordedRows(firstStep: number, steps: number, recordEvery: number): RecordedRows {
  const phase = firstStep % recordEvery;
  const firstRow = phase === 0 ? 0 : 1;
  return {
    phase,
    firstRow,
    firstRecordedStep: firstStep - phase + firstRow * recordEvery,
    rows: Math.ceil((firstStep + steps) / recordEvery) - Math.ceil(firstStep / recordEvery),
  };
}
