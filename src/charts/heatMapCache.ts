import type { Recording } from '../recording/recording.ts';
import { blockWithin } from '../recording/sampleRing.ts';
import { writePixels } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import type { Frame, PlotArea } from './frame.ts';
import type { Band } from './neuronRows.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

/** What the painted columns depend on; with any other of these they are worthless. */
interface Grid {
  readonly recording: Recording;
  readonly range: ColourRange;
  /** ms to a column; column c covers c·columnMs ≤ t < (c+1)·columnMs. */
  readonly columnMs: number;
  /** Columns that the image holds: column c stands at x = c modulo width. */
  readonly width: number;
  /** Image rows of each band: one per neuron, or one per device pixel where neurons are thinner. */
  readonly bandRows: readonly number[];
}

/**
 * The painted columns of a heat map, in an image that scrolls as a ring: while a run goes on, or the view moves, only
 * new columns are painted. Holds nothing but pixels; one per canvas.
 */
export class HeatMapCache {
  private grid: Grid | undefined;
  private image: OffscreenCanvas | undefined;
  /** Columns painted for good: from ≤ column < to. */
  private from = 0;
  private to = 0;
  private maxima = new Float32Array(0);
  /** Of the neurons that share an image row. */
  private rowMaxima = new Float32Array(0);

  /** Paints what is missing and draws what the view shows. */
  draw(
    frame: Frame,
    area: PlotArea,
    recording: Recording,
    view: TimeView,
    bands: readonly Band[],
    range: ColourRange,
  ): void {
    if (recording.isEmpty) return;
    const grid = this.gridFor(frame, area, recording, view, bands, range);
    const rowsPerColumn = grid.columnMs / recording.rowInterval;
    const first = Math.max(Math.floor(view.start / grid.columnMs), Math.floor(recording.firstRow / rowsPerColumn));
    const end = Math.min(Math.ceil(view.end / grid.columnMs), Math.ceil(recording.endRow / rowsPerColumn));
    if (end <= first) return;
    // Columns into which more rows may still fall are painted now and again later.
    const settled = Math.min(end, Math.floor((recording.endRow - blockOf(rowsPerColumn) / 2) / rowsPerColumn));
    this.paint(grid, bands, first, end, settled);
    this.copy(frame, grid, view, bands, first, end);
  }

  private gridFor(
    frame: Frame,
    area: PlotArea,
    recording: Recording,
    view: TimeView,
    bands: readonly Band[],
    range: ColourRange,
  ): Grid {
    const columnMs = timePerPixel(frame, view) / frame.pixelRatio;
    const width = Math.ceil((area.right - area.left) * frame.pixelRatio) + 2;
    const bandRows = bands.map(({ count, top, bottom }) =>
      Math.max(1, Math.min(count, Math.round((bottom - top) * frame.pixelRatio))),
    );
    const old = this.grid;
    if (
      old &&
      old.recording === recording &&
      old.width === width &&
      // Scrolling keeps the span but for rounding.
      Math.abs(columnMs / old.columnMs - 1) < 1e-9 &&
      old.range[0] === range[0] &&
      old.range[1] === range[1] &&
      old.bandRows.length === bandRows.length &&
      old.bandRows.every((rows, band) => rows === bandRows[band])
    ) {
      return old;
    }
    this.grid = { recording, range, columnMs, width, bandRows };
    const height = bandRows.reduce((sum, rows) => sum + rows, 0);
    // Zooming keeps the size: what stands in it is overwritten.
    if (this.image?.width !== width || this.image.height !== height) this.image = new OffscreenCanvas(width, height);
    this.maxima = new Float32Array(recording.n);
    this.rowMaxima = new Float32Array(height);
    this.from = this.to = 0;
    return this.grid;
  }

  private paint(grid: Grid, bands: readonly Band[], first: number, end: number, settled: number): void {
    if (first > this.to || end < this.from || this.from === this.to) this.from = this.to = first;
    // Either side that is painted overwrites as much on the other, once the ring is full.
    if (first < this.from) {
      this.paintColumns(grid, bands, first, this.from);
      this.from = first;
      this.to = Math.min(this.to, first + grid.width);
    }
    if (end > this.to) {
      this.paintColumns(grid, bands, this.to, end);
      this.from = Math.max(this.from, end - grid.width);
      this.to = Math.max(this.to, settled);
    }
  }

  /** Paints the columns from ≤ column < to, as many as the ring holds. */
  private paintColumns(grid: Grid, bands: readonly Band[], from: number, to: number): void {
    for (let start = from; start < to;) {
      const x = start % grid.width;
      const count = Math.min(to - start, grid.width - x);
      this.paintBlock(grid, bands, start, count, x);
      start += count;
    }
  }

  private paintBlock(grid: Grid, bands: readonly Band[], start: number, count: number, x: number): void {
    const image = this.image!;
    const context = image.getContext('2d')!;
    const picture = context.createImageData(count, image.height);
    const pixels = new Uint32Array(picture.data.buffer);
    const rowsPerColumn = grid.columnMs / grid.recording.rowInterval;
    const block = blockOf(rowsPerColumn);
    const borderOf = (at: number): number =>
      block > 1 ? Math.round((at * rowsPerColumn) / block) * block : Math.ceil(at * rowsPerColumn - 1e-6);
    for (let column = 0; column < count; column++) {
      const from = borderOf(start + column);
      // Zoomed in beyond the recorded rows, a column without a row of its own repeats the row before.
      const to = borderOf(start + column + 1);
      const found = grid.recording.voltageMaxima(to > from ? from : from - 1, to > from ? to : from, this.maxima);
      if (found) paintColumn(pixels, column, count, this.maxima, bands, grid, this.rowMaxima);
    }
    context.putImageData(picture, x, 0);
  }

  private copy(frame: Frame, grid: Grid, view: TimeView, bands: readonly Band[], first: number, end: number): void {
    const { ctx, pixelRatio } = frame;
    const origin = Math.round(xOfTime(frame, view, first * grid.columnMs) * pixelRatio);
    ctx.imageSmoothingEnabled = false;
    for (let start = first; start < end;) {
      const x = start % grid.width;
      const count = Math.min(end - start, grid.width - x);
      let row = 0;
      bands.forEach(({ top, bottom }, band) => {
        const rows = grid.bandRows[band]!;
        const left = (origin + start - first) / pixelRatio;
        ctx.drawImage(this.image!, x, row, count, rows, left, top, count / pixelRatio, bottom - top);
        row += rows;
      });
      start += count;
    }
  }
}

/**
 * Columns of many rows begin at a border of the recording's blocks, at most an eighth of a column aside: whole blocks are read, none twice
 * and none left out.
 */
function blockOf(rowsPerColumn: number): number {
  return blockWithin(rowsPerColumn / 4);
}

/** One column of pixels: an image row shows the largest V of the neurons in it. */
function paintColumn(
  pixels: Uint32Array,
  column: number,
  stride: number,
  maxima: Float32Array,
  bands: readonly Band[],
  { bandRows, range }: Grid,
  values: Float32Array,
): void {
  let imageRow = 0;
  bands.forEach(({ first, count }, band) => {
    const rows = bandRows[band]!;
    for (let row = 0; row < rows; row++) {
      const from = first + Math.floor((row * count) / rows);
      const to = first + Math.floor(((row + 1) * count) / rows);
      let V = -Infinity;
      for (let neuron = from; neuron < to; neuron++) if (maxima[neuron]! > V) V = maxima[neuron]!;
      values[row] = V;
    }
    writePixels(values, rows, range, pixels, imageRow * stride + column, stride);
    imageRow += rows;
  });
}
