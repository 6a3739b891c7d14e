import type { Span } from '../../analysis/span.ts';
import type { Samples } from '../../charts/samplePath.ts';
import type { Extent } from '../../recording/sampleRing.ts';

/** Points of a line; NaN in y is a gap. */
export interface Line {
  readonly x: number[];
  readonly y: number[];
}

/** Values of successive rows: values[k] at (firstRow + k) · rowInterval ms. */
export interface RowValues {
  readonly rowInterval: number;
  readonly firstRow: number;
  readonly values: Float32Array;
}

/** A smooth stretch takes two points of a column, an extremum one or two more: about 2000 points a trace. */
const COLUMNS = 1000;

/** A share of a row: 0.3 ms / 0.1 ms is 2.9999999999999996. */
const ROUNDING = 1e-6;

/** The rows of the span that are there, from ≤ t ≤ to. */
export function rowsOf(
  { rowInterval, firstRow, endRow }: Pick<Samples, 'rowInterval' | 'firstRow' | 'endRow'>,
  { from, to }: Span,
): { readonly first: number; readonly count: number } {
  const first = Math.max(firstRow, Math.ceil(from / rowInterval - ROUNDING));
  return { first, count: Math.max(0, Math.min(endRow, Math.floor(to / rowInterval + ROUNDING) + 1) - first) };
}

/** Every sample of the span. */
export function copyRows(samples: Samples, span: Span): RowValues {
  const { first, count } = rowsOf(samples, span);
  const values = Float32Array.from({ length: count }, (_, k) => samples.value(first + k));
  return { rowInterval: samples.rowInterval, firstRow: first, values };
}

/**
 * The samples of the span, from ≤ t ≤ to, against time in ms. Where there are more rows than `columns`, each column of
 * rows is its first, smallest, largest and last value: no spike is lost, and a flat trace stays a line.
 */
export function decimate(samples: Samples, span: Span, columns = COLUMNS): Line {
  const { rowInterval } = samples;
  const { first: firstRow, count: rows } = rowsOf(samples, span);
  const line: Line = { x: [], y: [] };
  const add = (row: number, value: number): void => {
    line.x.push(row * rowInterval);
    line.y.push(value);
  };
  const extent: Extent = { first: 0, min: 0, max: 0, last: 0 };
  const used = Math.min(rows, columns);
  for (let column = 0; column < used; column++) {
    const start = firstRow + Math.floor((column * rows) / used);
    const end = firstRow + Math.floor(((column + 1) * rows) / used);
    samples.extent(start, end, extent);
    const { first, min, max, last } = extent;
    const middle = (start + end - 1) / 2;
    add(start, first);
    if (min < first && min < last) add(middle, min);
    if (max > first && max > last) add(middle, max);
    if (end - start > 1) add(end - 1, last);
  }
  return line;
}
