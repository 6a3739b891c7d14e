import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { rowsOf } from '../../model/connectivity/matrix.ts';
import type { Matrix } from '../../model/connectivity/matrix.ts';
import { THEMES } from '../chartTheme.ts';
import { MatrixRaster } from './matrixRaster.ts';
import type { MatrixLayout, MatrixView } from './matrixView.ts';
import { FakeOffscreenCanvas, fakeFrame } from '../testing/fakeCanvas.ts';
import { WeightColours } from './weightColours.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
afterEach(() => vi.unstubAllGlobals());

const COLOURS = new WeightColours(THEMES.light, 'inhibitory');
const SIDE = 40;

function matrixOf(n: number, weight: (post: number, pre: number) => number): Matrix {
  return {
    n,
    rows: rowsOf(
      Float32Array.from({ length: n * n }, (_, k) => weight(Math.floor(k / n), k % n)),
      n,
    ),
  };
}

/** The pixels of a square of SIDE CSS pixels, row by row. */
function pixelsOf(raster: MatrixRaster, matrix: Matrix, view: MatrixView, pixelRatio = 1): number[][] {
  const { frame, drawn } = fakeFrame(SIDE, SIDE, pixelRatio);
  const seen = Math.min(SIDE, matrix.n * view.cell);
  const layout: MatrixLayout = {
    n: matrix.n,
    view,
    left: 0,
    top: 0,
    right: seen,
    bottom: seen,
    width: SIDE,
    height: SIDE,
  };
  raster.draw(frame, layout, matrix, COLOURS);
  const count = Math.round(seen * pixelRatio);
  return Array.from({ length: count }, (_, y) =>
    Array.from({ length: count }, (__, x) => drawn.pixels.get(`${x} ${((y + 0.5) / pixelRatio).toFixed(3)}`)!),
  );
}

test('a cell larger than a pixel takes all of its pixels: row postsynaptic from the top, column presynaptic from the left', () => {
  const matrix = matrixOf(4, (post, pre) => (post === 1 && pre === 3 ? -0.5 : post === 2 ? 1 : 0));
  const pixels = pixelsOf(new MatrixRaster(), matrix, { row: 0, column: 0, cell: 10 });
  for (const [y, row] of pixels.entries()) {
    for (const [x, pixel] of row.entries()) {
      expect(pixel, `${x} ${y}`).toBe(COLOURS.pixel(matrix.rows[Math.floor(y / 10)]![Math.floor(x / 10)]!));
    }
  }
});

test('where cells are smaller a pixel has the mean weight of its own, and each cell is in one pixel', () => {
  const matrix = matrixOf(160, (post, pre) => (pre < 4 ? 1 : pre < 8 && post % 2 === 0 ? 1 : 0));
  const [first] = pixelsOf(new MatrixRaster(), matrix, { row: 0, column: 0, cell: 0.25 });
  expect(first!.slice(0, 3)).toEqual([COLOURS.pixel(1), COLOURS.pixel(0.5), COLOURS.pixel(0)]);
});

test('a single synapse is never lost between the pixels, however they divide the cells', () => {
  for (const n of [41, 53, 97, 150]) {
    for (const [post, pre] of [
      [0, 0],
      [n - 1, n - 1],
      [17, 31],
      [n - 2, 5],
    ] as const) {
      const matrix = matrixOf(n, (row, column) => (row === post && column === pre ? 1 : 0));
      const pixels = pixelsOf(new MatrixRaster(), matrix, { row: 0, column: 0, cell: SIDE / n });
      expect(pixels.flat().filter((pixel) => pixel !== COLOURS.pixel(0))).toHaveLength(1);
    }
  }
});

test.each([
  ['the whole of it', { row: 0, column: 0, cell: 0.5 }, 1],
  ['a part between cells', { row: 3.25, column: 20.7, cell: 4 }, 1],
  ['a part on fine pixels', { row: 11, column: 0.5, cell: 3 }, 2],
])('after an edit %s looks as if it had been painted anew', (_, view, pixelRatio) => {
  const weight = (post: number, pre: number): number => ((post * 7 + pre * 13) % 5 === 0 ? 1 : 0);
  const before = matrixOf(80, weight);
  const raster = new MatrixRaster();
  pixelsOf(raster, before, view, pixelRatio);
  const row = Float32Array.from(before.rows[12]!, (old) => 1 - old);
  const last = Float32Array.from(before.rows[79]!, () => -2);
  const after = { n: 80, rows: before.rows.with(12, row).with(79, last) };
  expect(pixelsOf(raster, after, view, pixelRatio)).toEqual(pixelsOf(new MatrixRaster(), after, view, pixelRatio));
});
