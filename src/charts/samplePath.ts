import type { Recording } from '../recording/recording.ts';
import type { Extent } from '../recording/sampleRing.ts';
import type { Size } from './frame.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** One value per recorded row: V of a neuron or the mean of a population. */
export interface Samples {
  readonly rowInterval: number;
  readonly firstRow: number;
  readonly endRow: number;
  value(row: number): number;
  extent(from: number, to: number, into: Extent): boolean;
}

export function voltageSamples(recording: Recording, neuron: number): Samples {
  return {
    rowInterval: recording.rowInterval,
    firstRow: recording.firstRow,
    endRow: recording.endRow,
    value: (row) => recording.voltage(neuron, row),
    extent: (from, to, into) => recording.voltageExtent(neuron, from, to, into),
  };
}

export function meanVoltageSamples(recording: Recording, population: number): Samples {
  return {
    rowInterval: recording.rowInterval,
    firstRow: 0,
    endRow: recording.endRow,
    value: (row) => recording.meanVoltage(population, row),
    extent: (from, to, into) => recording.meanVoltageExtent(population, from, to, into),
  };
}

/** The part of a canvas path that a line needs. */
export type LinePath = Pick<CanvasPath, 'moveTo' | 'lineTo'>;

/** Below this many rows to a column every row is a point of the line; above, columns are reduced. */
const ROWS_TO_REDUCE = 2;
/** Differences that no screen shows, CSS pixels. */
const INVISIBLE = 0.05;
const FLAT = 0.5;

/**
 * Draws the samples into a path. Where several rows share a pixel column it goes through their first, smallest, largest
 * and last value, so that a spike of a single sample stays at any zoom and a flat trace stays a line. Columns are
 * counted from t = 0, not from the view, so that scrolling does not make them flicker.
 */
export function addSamples(path: LinePath, size: Size, view: TimeView, scale: ValueScale, samples: Samples): void {
  const line = new Line(path);
  const columnMs = timePerPixel(size, view);
  if (columnMs / samples.rowInterval < ROWS_TO_REDUCE) addRows(line, size, view, scale, samples);
  else addColumns(line, columnMs, size, view, scale, samples);
  line.end();
}

function addRows(line: Line, size: Size, view: TimeView, scale: ValueScale, samples: Samples): void {
  const { rowInterval } = samples;
  const from = Math.max(samples.firstRow, Math.floor(view.start / rowInterval));
  const to = Math.min(samples.endRow, Math.ceil(view.end / rowInterval) + 1);
  for (let row = from; row < to; row++) {
    const value = samples.value(row);
    if (Number.isNaN(value)) line.end();
    else line.to(xOfTime(size, view, row * rowInterval), yOfValue(scale, value));
  }
}

function addColumns(
  line: Line,
  columnMs: number,
  size: Size,
  view: TimeView,
  scale: ValueScale,
  samples: Samples,
): void {
  const extent: Extent = { first: 0, min: 0, max: 0, last: 0 };
  const rowsPerColumn = columnMs / samples.rowInterval;
  const first = Math.max(Math.floor(view.start / columnMs), Math.floor(samples.firstRow / rowsPerColumn));
  const last = Math.min(Math.ceil(view.end / columnMs), Math.ceil(samples.endRow / rowsPerColumn));
  let from = Math.ceil(first * rowsPerColumn);
  for (let column = first; column <= last; column++) {
    const to = Math.ceil((column + 1) * rowsPerColumn);
    const found = samples.extent(from, to, extent);
    from = to;
    if (!found) continue;
    if (!(extent.min <= extent.max)) {
      line.end();
      continue;
    }
    const x = xOfTime(size, view, (column + 0.5) * columnMs);
    const low = yOfValue(scale, extent.min);
    const high = yOfValue(scale, extent.max);
    if (low - high < FLAT) {
      line.to(x, (low + high) / 2);
      continue;
    }
    if (!Number.isNaN(extent.first)) line.to(x, yOfValue(scale, extent.first));
    line.to(x, low);
    line.to(x, high);
    if (!Number.isNaN(extent.last)) line.to(x, yOfValue(scale, extent.last));
  }
}

/** A line that leaves out points on its way: of a run at the same height only the two ends are drawn. */
class Line {
  private readonly path: LinePath;
  private points = 0;
  private x = 0;
  private y = 0;
  /** Whether x, y has not been drawn yet. */
  private pending = false;

  constructor(path: LinePath) {
    this.path = path;
  }

  to(x: number, y: number): void {
    this.points++;
    if (this.points === 1) {
      this.path.moveTo(x, y);
      this.x = x;
      this.y = y;
      return;
    }
    if (Math.abs(y - this.y) < INVISIBLE) {
      this.x = x;
      this.pending = true;
      return;
    }
    this.drawPending();
    this.path.lineTo(x, y);
    this.x = x;
    this.y = y;
  }

  /** The next point starts a new line. A lone point becomes a dot. */
  end(): void {
    this.drawPending();
    if (this.points === 1) this.path.lineTo(this.x + 1, this.y);
    this.points = 0;
  }

  private drawPending(): void {
    if (this.pending) this.path.lineTo(this.x, this.y);
    this.pending = false;
  }
}
