import type { Cell } from '../../model/connectivity/cellRange.ts';
import type { Size } from '../frame.ts';

/** The part of a matrix that is seen: what stands at the left top, and how large a cell is. */
export interface MatrixView {
  /** In cells from the first row, postsynaptic; with a fraction where it begins within a cell. */
  readonly row: number;
  /** In cells from the first column, presynaptic. */
  readonly column: number;
  /** CSS pixels of a cell's side; below one device pixel cells share one. */
  readonly cell: number;
}

/** Where things stand on a matrix chart, CSS pixels from the canvas's left top. */
export interface MatrixLayout {
  readonly n: number;
  readonly view: MatrixView;
  /** The cells that are seen: from left to right and from top to bottom. */
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  /** How much of the canvas cells may take, whether they fill it or not. */
  readonly width: number;
  readonly height: number;
}

/** Room for the axes: title, populations and indices; and for the degrees on the other sides. */
export const MATRIX_MARGIN = { left: 60, top: 42, right: 42, bottom: 32 } as const;

const LARGEST_CELL = 48;
/** From this many device pixels on a cell takes a whole number of them: all cells are equally large then, and little room is lost. */
const WHOLE_PIXELS = 5;

/** @param view undefined: all of the matrix, as large as it fits. */
export function matrixLayout(size: Size, n: number, view: MatrixView | undefined, pixelRatio: number): MatrixLayout {
  const { left, top, right, bottom } = MATRIX_MARGIN;
  const width = Math.max(1, size.width - left - right);
  const height = Math.max(1, size.height - top - bottom);
  const room = { n, width, height };
  const shown = view ? clampView(room, view) : { row: 0, column: 0, cell: fittingCell(room, pixelRatio) };
  return {
    ...room,
    view: shown,
    left,
    top,
    right: left + Math.min(width, (n - shown.column) * shown.cell),
    bottom: top + Math.min(height, (n - shown.row) * shown.cell),
  };
}

type Room = Pick<MatrixLayout, 'n' | 'width' | 'height'>;

/** CSS pixels of a cell with which the whole matrix is seen. */
function fittingCell({ n, width, height }: Room, pixelRatio: number): number {
  return wholePixels(Math.min(LARGEST_CELL, Math.min(width, height) / n), pixelRatio, Math.floor);
}

/** The nearest side of a cell that is crisp. */
function wholePixels(cell: number, pixelRatio: number, round: (value: number) => number): number {
  const device = cell * pixelRatio;
  return device < WHOLE_PIXELS ? cell : round(device) / pixelRatio;
}

/** No further than the matrix goes. */
function clampView({ n, width, height }: Room, { row, column, cell }: MatrixView): MatrixView {
  const within = (start: number, room: number): number => Math.max(0, Math.min(start, n - room / cell));
  return { row: within(row, height), column: within(column, width), cell };
}

/**
 * The view with cells `factor` times as large; the cell at x, y stays there.
 * @returns undefined where all of the matrix is seen again.
 */
export function zoomMatrix(
  layout: MatrixLayout,
  factor: number,
  x: number,
  y: number,
  pixelRatio: number,
): MatrixView | undefined {
  const { view, left, top } = layout;
  const least = fittingCell(layout, pixelRatio);
  const wanted = Math.min(LARGEST_CELL, view.cell * factor);
  let cell = wholePixels(wanted, pixelRatio, Math.round);
  // A step of the wheel too small for the next whole pixel would not get anywhere.
  if (cell === view.cell && cell < LARGEST_CELL) {
    cell = wholePixels(cell + (factor > 1 ? 1 : -1) / pixelRatio, pixelRatio, Math.round);
  }
  if (cell <= least) return undefined;
  const row = view.row + (y - top) * (1 / view.cell - 1 / cell);
  const column = view.column + (x - left) * (1 / view.cell - 1 / cell);
  return clampView(layout, { row, column, cell });
}

/** The view moved by so many CSS pixels: positive ones show what is further right and below. */
export function panMatrix(layout: MatrixLayout, dx: number, dy: number): MatrixView {
  const { row, column, cell } = layout.view;
  return clampView(layout, { row: row + dy / cell, column: column + dx / cell, cell });
}

/** The view moved as little as it takes to see the cell with one around it. */
export function showCell(layout: MatrixLayout, cell: Cell): MatrixView {
  const { view, width, height } = layout;
  const reach = (start: number, index: number, room: number): number => {
    const seen = room / view.cell;
    return Math.min(Math.max(start, index + 2 - seen), Math.max(0, index - 1));
  };
  const row = reach(view.row, cell.post, height);
  const column = reach(view.column, cell.pre, width);
  return row === view.row && column === view.column ? view : clampView(layout, { ...view, row, column });
}

/**
 * What is at x, y: a cell; beside the matrix, over an axis, one of its neurons alone.
 * @param isHeld while a pointer is dragged: beyond the border the nearest cell is meant.
 */
export function cellAt(
  { n, view, left, top, right, bottom }: MatrixLayout,
  x: number,
  y: number,
  isHeld = false,
): { readonly post: number | undefined; readonly pre: number | undefined } {
  const within = (index: number): number => Math.max(0, Math.min(n - 1, index));
  const post = within(Math.floor(view.row + (y - top) / view.cell));
  const pre = within(Math.floor(view.column + (x - left) / view.cell));
  if (isHeld) return { post, pre };
  const isRow = y >= top && y < bottom;
  const isColumn = x >= left && x < right;
  return { post: isRow ? post : undefined, pre: isColumn ? pre : undefined };
}
