import type { Span } from '../../analysis/spikes.ts';
import type { Samples } from '../../charts/samplePath.ts';
import type { Extent } from '../../recording/sampleRing.ts';

/** Points of a line; NaN in y is a gap. */
export interface Line {
  readonly x: number[];
  readonly y: number[];
}

/** A smooth stretch takes two points of a column, an extremum one or two more: about 2000 points a trace. */
const COLUMNS = 1000;

/**
 * The samples of the span, from ≤ t ≤ to, against time in ms. Where there are more rows than `columns`, each column of
 * rows is its first, smallest, largest and last value: no spike is lost, and a flat trace stays a line.
 */
export function decimate(samples: Samples, { from, to }: Span, columns = COLUMNS): Line {
  const { rowInterval } = samples;
  const firstRow = Math.max(samples.firstRow, Math.ceil(from / rowInterval - 1e-6));
  const rows = Math.min(samples.endRow, Math.floor(to / rowInterval + 1e-6) + 1) - firstRow;
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
