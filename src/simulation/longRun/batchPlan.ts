import { npyHeader } from '../../files/npy.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import { checkBatches, columnCount, stateColumns, type RecordedShape } from '../../model/stateColumns.ts';
import { countSteps } from '../countSteps.ts';

/** The first step of a batch; of the one behind the last, the end of the run: ⌊k · steps / batches⌋ of a run from t = 0. */
export function firstStepOf(
  { start, steps, batches }: Pick<BatchPlan, 'start' | 'steps' | 'batches'>,
  batch: number,
): number {
  return start + Math.floor((batch * (steps - start)) / batches);
}

/** The steps and rows of a long run's batches. */
export class BatchPlan {
  /** The step that the run begins with: 0, or that of the checkpoint from which it branched. */
  readonly start: number;
  /** The step at which it ends. */
  readonly steps: number;
  readonly batches: number;
  /** Steps from one row to the next. */
  readonly every: number;
  /** Numbers in a row. */
  readonly width: number;

  constructor({
    start = 0,
    steps,
    batches,
    every,
    width,
  }: Pick<BatchPlan, 'steps' | 'batches' | 'every' | 'width'> & Partial<Pick<BatchPlan, 'start'>>) {
    this.start = start;
    this.steps = steps;
    this.batches = batches;
    this.every = every;
    this.width = width;
  }

  /** The first step of a batch; of the one behind the last, the end of the run. */
  firstStep(batch: number): number {
    return firstStepOf(this, batch);
  }

  /** Rows of a batch: one at the start of each of its steps that `every` divides. */
  rows(batch: number): number {
    return this.rowsBefore(this.firstStep(batch + 1)) - this.rowsBefore(this.firstStep(batch));
  }

  /** Rows of the whole run. */
  get allRows(): number {
    return this.rowsBefore(this.steps) - this.rowsBefore(this.start);
  }

  /** What the file of a batch begins with. */
  header(batch: number): Uint8Array<ArrayBuffer> {
    return this.headerOf(this.rows(batch));
  }

  /** What the file of all rows begins with. */
  get mergedHeader(): Uint8Array<ArrayBuffer> {
    return this.headerOf(this.allRows);
  }

  /** Bytes of the file of a batch. */
  bytes(batch: number): number {
    return this.header(batch).length + 8 * this.rows(batch) * this.width;
  }

  private rowsBefore(step: number): number {
    return Math.ceil(step / this.every);
  }

  private headerOf(rows: number): Uint8Array<ArrayBuffer> {
    return npyHeader('<f8', [rows, this.width]);
  }
}

/**
 * The batches of a run that goes to disk.
 * @param start the step that it begins with
 * @throws RangeError with a sentence where the run cannot be split or recorded like that.
 */
export function planBatches(
  run: RunDescription,
  { batches, record }: LongRunDescription,
  network: RecordedShape,
  start = 0,
): BatchPlan {
  const steps = countSteps(run);
  if (steps <= start) {
    throw new RangeError(
      `the run ends at ${run.duration} ms, and begins at the ${Number((start * run.dt).toFixed(6))} ms of a checkpoint: expected a longer duration`,
    );
  }
  checkBatches({ batches }, steps - start);
  return new BatchPlan({
    start,
    steps,
    batches,
    every: record.every,
    width: columnCount(stateColumns(network, record)),
  });
}
