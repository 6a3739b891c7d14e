import type { Matrix } from '../../model/connectivity/matrix.ts';
import { areSameRows } from '../../model/connectivity/matrixRow.ts';
import type { MatrixRow } from '../../model/connectivity/matrixRow.ts';
import { snapped } from '../plot.ts';
import type { Frame } from '../frame.ts';
import type { MatrixLayout } from './matrixView.ts';
import type { WeightColours } from './weightColours.ts';

/** What the pixels depend on besides the weights. */
interface Grid {
  readonly n: number;
  readonly colours: WeightColours;
  /** Device pixels. */
  readonly width: number;
  readonly height: number;
  /** The first row and column, and device pixels of a cell. */
  readonly row: number;
  readonly column: number;
  readonly cell: number;
}

/**
 * The pixels of a matrix chart. Where a cell is larger than a device pixel it takes as many as it covers; where it is smaller, a pixel shows
 * the mean weight of its cells. After an edit only the rows that changed are painted again. One per canvas.
 */
export class MatrixRaster {
  private grid: Grid | undefined;
  private rows: Matrix['rows'] = [];
  private image: OffscreenCanvas | undefined;

  /** Paints what is missing and draws all of it. */
  draw(frame: Frame, layout: MatrixLayout, matrix: Matrix, colours: WeightColours): void {
    const { pixelRatio } = frame;
    const left = snapped(frame, layout.left);
    const top = snapped(frame, layout.top);
    const width = Math.round((layout.right - left) * pixelRatio);
    const height = Math.round((layout.bottom - top) * pixelRatio);
    if (width < 1 || height < 1) return;
    const { row, column, cell } = layout.view;
    const grid = { n: matrix.n, colours, width, height, row, column, cell: cell * pixelRatio };
    this.renew(grid, matrix.rows);
    frame.ctx.imageSmoothingEnabled = false;
    frame.ctx.drawImage(this.image!, 0, 0, width, height, left, top, width / pixelRatio, height / pixelRatio);
  }

  private renew(grid: Grid, rows: Matrix['rows']): void {
    const before = this.grid;
    const isSame =
      before !== undefined && (Object.keys(grid) as (keyof Grid)[]).every((key) => grid[key] === before[key]);
    if (isSame && this.rows === rows) return;
    if (this.image?.width !== grid.width || this.image.height !== grid.height) {
      this.image = new OffscreenCanvas(grid.width, grid.height);
    }
    const changed = isSame ? pixelsOfChanges(grid, this.rows, rows) : { top: 0, bottom: grid.height };
    if (changed.bottom > changed.top) this.paint(grid, rows, changed.top, changed.bottom);
    this.grid = grid;
    this.rows = rows;
  }

  /** Paints the pixels from top to bottom. */
  private paint(
    { n, colours, row, column, cell, width }: Grid,
    rows: Matrix['rows'],
    top: number,
    bottom: number,
  ): void {
    const context = this.image!.getContext('2d')!;
    const block = context.createImageData(width, bottom - top);
    const pixels = new Uint32Array(block.data.buffer);
    const columns = Array.from({ length: width }, (_, x) => cellsOf(x, column, cell, n));
    for (let y = top; y < bottom; y++) {
      const [first, end] = cellsOf(y, row, cell, n);
      const at = (y - top) * width;
      if (y > top && cell >= 1 && first === cellsOf(y - 1, row, cell, n)[0]) {
        pixels.copyWithin(at, at - width, at);
        continue;
      }
      const seen = rows.slice(first, end);
      for (let x = 0; x < width; x++) pixels[at + x] = colours.pixel(meanOf(seen, columns[x]!));
    }
    context.putImageData(block, 0, top);
  }
}

type CellSpan = readonly [first: number, end: number];

/** Without it rounding would lose the last cell between two pixels. */
const ROUNDING = 1e-6;

/** The cells along one axis that a pixel shows, one at least. */
function cellsOf(pixel: number, start: number, cell: number, n: number): CellSpan {
  // By the middle of the pixel where cells are larger: each pixel belongs to one.
  const from = cell >= 1 ? start + (pixel + 0.5) / cell : start + pixel / cell + ROUNDING;
  const first = Math.min(n - 1, Math.floor(from));
  const end = cell >= 1 ? first + 1 : Math.floor(start + (pixel + 1) / cell + ROUNDING);
  return [first, Math.min(n, Math.max(first + 1, end))];
}

function meanOf(rows: readonly MatrixRow[], [first, end]: CellSpan): number {
  let sum = 0;
  for (const row of rows) for (let column = first; column < end; column++) sum += row[column]!;
  return sum / (rows.length * (end - first));
}

/** From the first to the last pixel of rows that are not the same. */
function pixelsOfChanges(
  { row, cell, height }: Grid,
  before: Matrix['rows'],
  after: Matrix['rows'],
): { readonly top: number; readonly bottom: number } {
  const isChanged = (one: MatrixRow, post: number): boolean => !areSameRows(one, before[post]!);
  const first = after.findIndex(isChanged);
  if (first < 0) return { top: 0, bottom: 0 };
  const last = after.findLastIndex(isChanged);
  return {
    top: Math.max(0, Math.floor((first - row) * cell) - 1),
    bottom: Math.min(height, Math.ceil((last + 1 - row) * cell) + 1),
  };
}
