import type { PlotArea, Size } from '../frame.ts';
import type { SweepPicture } from './sweepPicture.ts';
import { rowsOf } from './sweepPicture.ts';

const MARGIN = { left: 58, right: 74, rightOfLine: 14, top: 26, bottom: 40 };

/** The plot area of a sweep's picture: a heat map has its colour bar on the right. */
export function sweepArea({ width, height }: Size, { y }: SweepPicture): PlotArea {
  const right = width - (y ? MARGIN.right : MARGIN.rightOfLine);
  return {
    left: MARGIN.left,
    right: Math.max(MARGIN.left + 1, right),
    top: MARGIN.top,
    bottom: Math.max(MARGIN.top + 1, height - MARGIN.bottom),
  };
}

/** The border of column `index` of the cells, a fraction for places in between; CSS pixels. */
export function xOfColumn({ left, right }: PlotArea, { x }: SweepPicture, index: number): number {
  return left + (index / x.values.length) * (right - left);
}

/** The upper border of row `index`; the first value of y is at the bottom. */
export function yOfRow({ top, bottom }: PlotArea, picture: SweepPicture, index: number): number {
  return bottom - ((index + 1) / rowsOf(picture)) * (bottom - top);
}

/** The cell under a point, or the one nearest to it; undefined outside the plot area, gutters included. */
export function sweepCellAt(size: Size, picture: SweepPicture, x: number, y: number): number | undefined {
  const area = sweepArea(size, picture);
  if (x < area.left || x >= area.right || y < area.top || y >= area.bottom) return undefined;
  const rows = rowsOf(picture);
  const column = Math.floor(((x - area.left) / (area.right - area.left)) * picture.x.values.length);
  const row = Math.floor(((area.bottom - y) / (area.bottom - area.top)) * rows);
  return column * rows + Math.min(rows - 1, row);
}
