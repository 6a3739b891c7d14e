import type { Recording } from '../recording/recording.ts';
import { blockWithin } from '../recording/sampleRing.ts';
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
    firstRow: recording.oldestRow,
    endRow: recording.endRow,
    value: (row) => recording.voltage(neuron, row),
    extent: (from, to, into) => recording.voltageExtent(neuron, from, to, into),
  };
}

export function meanVoltageSamples(recording: Recording, population: number): Samples {
  return {
    rowInterval: recording.rowInterval,
    firstRow: recording.startRow,
    endRow: recording.endRow,
    value: (row) => recording.meanVoltage(population, row),
    extent: (from, to, into) => recording.meanVoltageExtent(population, from, to, into),
  };
}

/** The part of a path that a line needs. */
export type LinePath = Pick<Path2D, 'moveTo' | 'lineTo'>;

/** Below this many rows to a column every row is a point of the line; above, columns are reduced. */
const ROWS_TO_REDUCE = 2;
/**
 * Columns of many rows begin at a border of the recording's blocks, at most this share of a column aside: whole blocks are read fastest, none
 * twice and none left out.
 */
const ROWS_ASIDE = 4;
/** How far the line may pass beside a point that it leaves out, CSS pixels. */
const TOLERANCE = 0.1;

/**
 * Draws the samples into a path. Where several rows share a column of pixels (`columnsPerPixel` to a CSS pixel) the line
 * goes through their first, smallest, largest and last value, so that a spike of a single sample stays at any zoom and a
 * flat trace stays a line. Columns are counted from t = 0, not from the view, so that scrolling does not make them flicker.
 */
export function addSamples(
  path: LinePath,
  size: Size,
  view: TimeView,
  scale: ValueScale,
  samples: Samples,
  columnsPerPixel = 1,
): void {
  const line = new Line(path);
  const columnMs = timePerPixel(size, view) / columnsPerPixel;
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
  const { rowInterval } = samples;
  const rowsPerColumn = columnMs / rowInterval;
  const firstColumn = Math.max(Math.floor(view.start / columnMs), Math.floor(samples.firstRow / rowsPerColumn));
  const lastColumn = Math.min(Math.ceil(view.end / columnMs), Math.ceil(samples.endRow / rowsPerColumn));
  const block = blockWithin(rowsPerColumn / ROWS_ASIDE);
  const borderOf = (column: number): number => Math.ceil((column * rowsPerColumn) / block - 1e-6) * block;
  let from = borderOf(firstColumn);
  for (let column = firstColumn; column <= lastColumn; column++) {
    const to = borderOf(column + 1);
    if (samples.extent(from, to, extent)) {
      const end = Math.min(to, samples.endRow) - 1;
      const left = xOfTime(size, view, Math.max(from, samples.firstRow) * rowInterval);
      addColumn(line, scale, extent, left, xOfTime(size, view, end * rowInterval));
    }
    from = to;
  }
}

/** The first value at the column's left, the last at its right, between them what rises above or falls below both. */
function addColumn(line: Line, scale: ValueScale, extent: Extent, left: number, right: number): void {
  const { first, min, max, last } = extent;
  // A column of nothing but NaN, or with NaN at an end, is a gap in the line.
  if (!(min <= max)) {
    line.end();
    return;
  }
  const middle = (left + right) / 2;
  if (Number.isNaN(first)) line.end();
  else line.to(left, yOfValue(scale, first));
  if (!(min >= first) && !(min >= last)) line.to(middle, yOfValue(scale, min));
  if (!(max <= first) && !(max <= last)) line.to(middle, yOfValue(scale, max));
  if (Number.isNaN(last)) line.end();
  else line.to(right, yOfValue(scale, last));
}

/**
 * A line that leaves out the points that it passes within TOLERANCE anyway: from the last point drawn it keeps the range
 * of slopes that passes all points since (the "swinging door" of process recorders), and draws on when none is left.
 */
class Line {
  private readonly path: LinePath;
  private points = 0;
  /** The last point drawn. */
  private drawnX = 0;
  private drawnY = 0;
  /** The newest point, not drawn yet unless it is the last one drawn. */
  private x = 0;
  private y = 0;
  private lowestSlope = -Infinity;
  private highestSlope = Infinity;

  constructor(path: LinePath) {
    this.path = path;
  }

  to(x: number, y: number): void {
    if (this.points > 0 && x === this.x && y === this.y) return;
    this.points++;
    if (this.points === 1) {
      this.path.moveTo(x, y);
      this.anchor(x, y);
      this.x = x;
      this.y = y;
      return;
    }
    const slope = (y - this.drawnY) / (x - this.drawnX);
    if (!(x > this.drawnX && slope >= this.lowestSlope && slope <= this.highestSlope)) this.draw();
    this.x = x;
    this.y = y;
    if (x > this.drawnX) {
      this.lowestSlope = Math.max(this.lowestSlope, (y - TOLERANCE - this.drawnY) / (x - this.drawnX));
      this.highestSlope = Math.min(this.highestSlope, (y + TOLERANCE - this.drawnY) / (x - this.drawnX));
    } else {
      this.draw();
    }
  }

  /** The next point starts a new line. A lone point becomes a dot. */
  end(): void {
    if (this.points === 1) this.path.lineTo(this.x + 1, this.y);
    else if (this.points > 1) this.draw();
    this.points = 0;
  }

  private draw(): void {
    if (this.x !== this.drawnX || this.y !== this.drawnY) this.path.lineTo(this.x, this.y);
    this.anchor(this.x, this.y);
  }

  private anchor(x: number, y: number): void {
    this.drawnX = x;
    this.drawnY = y;
    this.lowestSlope = -Infinity;
    this.highestSlope = Infinity;
  }
}
