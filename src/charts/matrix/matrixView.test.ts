import { describe, expect, test } from 'vitest';
import { MATRIX_MARGIN, cellAt, matrixLayout, panMatrix, showCell, zoomMatrix } from './matrixView.ts';

const { left, top, right, bottom } = MATRIX_MARGIN;
const sizeFor = (width: number, height: number) => ({ width: width + left + right, height: height + top + bottom });

test.each([
  [1, 300, 200, 1],
  [12, 300, 200, 1],
  [120, 300, 240, 2],
  [120, 1000, 800, 1],
  [2000, 300, 240, 1],
  [2000, 300, 240, 1.25],
])('all of %d × itself is seen within %d × %d px at %d device pixels per px, in squares', (n, width, height, ratio) => {
  const layout = matrixLayout(sizeFor(width, height), n, undefined, ratio);
  expect(layout.right - layout.left).toBeCloseTo(n * layout.view.cell);
  expect(layout.bottom - layout.top).toBeCloseTo(n * layout.view.cell);
  expect(layout.right).toBeLessThanOrEqual(left + width + 1e-9);
  expect(layout.bottom).toBeLessThanOrEqual(top + height + 1e-9);
});

test('cells of many pixels take whole ones, so that all look equally large', () => {
  for (const ratio of [1, 1.25, 2]) {
    const { view } = matrixLayout(sizeFor(700, 650), 120, undefined, ratio);
    expect((view.cell * ratio) % 1).toBeCloseTo(0);
  }
});

describe('of 120 neurons', () => {
  const size = sizeFor(400, 400);
  const whole = matrixLayout(size, 120, undefined, 1);

  test('the pointer finds the cell that it is on, the row or column beside the cells, and nothing in the corner', () => {
    const { cell } = whole.view;
    expect(cellAt(whole, left + 95.5 * cell, top + 12.5 * cell)).toEqual({ post: 12, pre: 95 });
    expect(cellAt(whole, left - 10, top + 12.5 * cell)).toEqual({ post: 12, pre: undefined });
    expect(cellAt(whole, left + 95.5 * cell, top - 10)).toEqual({ post: undefined, pre: 95 });
    expect(cellAt(whole, left - 10, top - 10)).toEqual({ post: undefined, pre: undefined });
  });

  test('a pointer that is dragged beyond the border means the nearest cell', () => {
    expect(cellAt(whole, -50, 5000, true)).toEqual({ post: 119, pre: 0 });
  });

  test('zooming keeps the cell under the pointer, and comes back to all of it', () => {
    const [x, y] = [left + 250, top + 130];
    let layout = whole;
    for (let notch = 0; notch < 6; notch++) {
      const before = cellAt(layout, x, y);
      layout = matrixLayout(size, 120, zoomMatrix(layout, 1.3, x, y, 1), 1);
      const after = cellAt(layout, x, y);
      expect(Math.abs(after.post! - before.post!)).toBeLessThanOrEqual(1);
      expect(Math.abs(after.pre! - before.pre!)).toBeLessThanOrEqual(1);
    }
    expect(layout.view.cell).toBeGreaterThan(3 * whole.view.cell);
    for (let notch = 0; notch < 12; notch++) layout = matrixLayout(size, 120, zoomMatrix(layout, 1 / 1.3, x, y, 1), 1);
    expect(layout).toEqual(whole);
  });

  test('a step of the wheel that is smaller than a pixel of a cell still gets somewhere', () => {
    const near = matrixLayout(size, 120, { row: 10, column: 10, cell: 8 }, 1);
    expect(zoomMatrix(near, 1.01, left + 10, top + 10, 1)!.cell).toBe(9);
    expect(zoomMatrix(near, 0.99, left + 10, top + 10, 1)!.cell).toBe(7);
  });

  test('panning and jumping stop at the borders of the matrix', () => {
    const near = matrixLayout(size, 120, { row: 10, column: 10, cell: 8 }, 1);
    expect(panMatrix(near, -10_000, -10_000)).toEqual({ row: 0, column: 0, cell: 8 });
    expect(panMatrix(near, 10_000, 10_000)).toEqual({ row: 70, column: 70, cell: 8 });
    expect(panMatrix(near, 16, -8)).toEqual({ row: 9, column: 12, cell: 8 });
  });

  test('the view follows the cursor no further than it has to', () => {
    const near = matrixLayout(size, 120, { row: 10, column: 10, cell: 8 }, 1);
    expect(showCell(near, { post: 30, pre: 30 })).toBe(near.view);
    expect(showCell(near, { post: 5, pre: 30 })).toEqual({ row: 4, column: 10, cell: 8 });
    expect(showCell(near, { post: 30, pre: 119 })).toEqual({ row: 10, column: 70, cell: 8 });
  });
});
