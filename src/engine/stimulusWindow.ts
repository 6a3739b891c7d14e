import { columnAt, type StimulusColumns } from '../model/stimulus/stimulus.ts';

/** The columns of the stimulus that some steps need, for a device: a window of them and a table of where each half-step finds its own. */
export class StimulusWindow<
  Values extends Float32Array | Float64Array = Float32Array<ArrayBuffer>,
  Schedule extends Int32Array = Int32Array<ArrayBuffer>,
> {
  /** Columns one after the other, [count, n]. */
  readonly values: Values;
  /** For each half-step from the start of the first step: the number of its column within the window. */
  readonly schedule: Schedule;
  count = 0;
  private readonly stimulus: StimulusColumns;
  private readonly dt: number;
  private held: readonly number[] = [];

  constructor(stimulus: StimulusColumns, dt: number, places: { readonly values: Values; readonly schedule: Schedule }) {
    this.stimulus = stimulus;
    this.dt = dt;
    this.values = places.values;
    this.schedule = places.schedule;
  }

  /** A window of float32 for up to `mostSteps` steps at once of any stimulus, in memory of its own. */
  static ofFloat32(stimulus: StimulusColumns, dt: number, mostSteps: number): StimulusWindow {
    const halfSteps = 2 * mostSteps + 1;
    return new StimulusWindow(stimulus, dt, {
      values: new Float32Array(halfSteps * stimulus.n),
      schedule: new Int32Array(halfSteps),
    });
  }

  /** The same places for the columns of another stimulus; what they hold counts for nothing any more. */
  of(stimulus: StimulusColumns): StimulusWindow<Values, Schedule> {
    return new StimulusWindow(stimulus, this.dt, this);
  }

  /** Fills the window for `steps` steps from `firstStep`. Answers whether the columns differ from those held before. */
  fill(firstStep: number, steps: number): boolean {
    const columns: number[] = [];
    for (let h = 0; h <= 2 * steps; h++) {
      const column = columnAt(this.stimulus, 2 * firstStep + h, this.dt);
      if (columns.at(-1) !== column) columns.push(column);
      this.schedule[h] = columns.length - 1;
    }
    this.count = columns.length;
    const isSame = columns.length === this.held.length && columns.every((column, c) => column === this.held[c]);
    if (isSame) return false;
    columns.forEach((column, c) => this.stimulus.readColumn(column, this.values, c * this.stimulus.n));
    this.held = columns;
    return true;
  }
}
