import fc from 'fast-check';
import { expect, test } from 'vitest';
import { rowsWithin, SampleRing } from './sampleRing.ts';
import type { Extent } from './sampleRing.ts';

const WIDTH = 3;

/** A ring that was given `values` (rows of WIDTH) one row at a time. */
function ringOf(values: Float64Array, capacity: number, start = 0): SampleRing {
  const ring = new SampleRing(WIDTH, capacity, start);
  for (let offset = 0; offset < values.length; offset += WIDTH) ring.append(values, offset);
  return ring;
}

function randomRows(rows: number): Float64Array {
  // A linear congruential generator: a failing test must fail again.
  let state = 12345;
  return Float64Array.from({ length: rows * WIDTH }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return Math.fround(state / 2 ** 24 - 90);
  });
}

/** The extent by looking at every row. */
function slowExtent(values: Float64Array, column: number, from: number, to: number): Extent {
  const stretch: number[] = [];
  for (let row = from; row < to; row++) stretch.push(values[row * WIDTH + column]!);
  return { first: stretch[0]!, min: Math.min(...stretch), max: Math.max(...stretch), last: stretch.at(-1)! };
}

const anyExtent = (): Extent => ({ first: 0, min: 0, max: 0, last: 0 });

test.each([
  [Infinity, 0],
  [5000, 0],
  [1000, 0],
  [77, 0],
  [8, 0],
  [2, 0],
  [Infinity, 3571],
  [1000, 13],
  [77, 8],
])(
  'with room for %d rows, counted from %d on, the extent of any held stretch is that of its rows, whatever blocks it is made of',
  (capacity, start) => {
    const rows = 5000;
    const values = randomRows(rows);
    const ring = ringOf(values, capacity, start);
    expect(ring.endRow).toBe(start + rows);
    expect(ring.firstRow).toBe(start + Math.max(0, rows - capacity));
    fc.assert(
      fc.property(
        fc.integer({ min: ring.firstRow, max: start + rows - 1 }),
        fc.integer({ min: 1, max: rows }),
        fc.integer({ min: 0, max: WIDTH - 1 }),
        (from, length, column) => {
          const to = Math.min(start + rows, from + length);
          const found = anyExtent();
          expect(ring.extent(column, from, to, found)).toBe(true);
          expect(found).toEqual(slowExtent(values, column, from - start, to - start));
          const maxima = new Float32Array(WIDTH);
          expect(ring.maximaOver(from, to, maxima)).toBe(true);
          expect(maxima[column]).toBe(found.max);
        },
      ),
      { seed: 1, numRuns: 300 },
    );
  },
);

test('the extent is right after every single row, while blocks are only half filled', () => {
  const values = randomRows(200);
  const ring = new SampleRing(WIDTH, 50);
  for (let row = 0; row < 200; row++) {
    ring.append(values, row * WIDTH);
    const found = anyExtent();
    ring.extent(1, 0, 1000, found);
    expect(found).toEqual(slowExtent(values, 1, Math.max(0, row - 49), row + 1));
  }
});

test('rows that were dropped, or have not come, are not there', () => {
  const ring = ringOf(randomRows(100), 40);
  const untouched = anyExtent();
  expect(ring.extent(0, 0, 60, untouched)).toBe(false);
  expect(ring.extent(0, 100, 200, untouched)).toBe(false);
  expect(untouched).toEqual(anyExtent());
  expect(ring.value(0, 59)).toBeNaN();
  expect(ring.value(0, 60)).not.toBeNaN();
  expect(ring.value(0, 100)).toBeNaN();
  expect(ring.row(59)).toBeUndefined();
  expect(ring.maximaOver(0, 60, new Float32Array(WIDTH))).toBe(false);
});

test('extrema of values that are all negative are negative, since the start and not only of what is held', () => {
  const ring = ringOf(Float64Array.from([-70, -60, -50, -71, -61, -51, -65, -65, -65, -64, -64, -64]), 2);
  expect([...ring.minima]).toEqual([-71, -65, -65]);
  expect([...ring.maxima]).toEqual([-64, -60, -50]);
});

test('NaN takes no part in minima and maxima', () => {
  const values = Float64Array.from({ length: 64 * WIDTH }, (_, index) => (index % 5 === 0 ? NaN : -70 + (index % 7)));
  const ring = ringOf(values, 64);
  const found = anyExtent();
  ring.extent(0, 0, 64, found);
  expect(found.min).toBe(-70);
  expect(found.max).toBe(-64);
  const nothing = new SampleRing(WIDTH, 8);
  nothing.append(Float64Array.from([NaN, NaN, NaN]), 0);
  nothing.extent(0, 0, 1, found);
  expect(found.min).toBe(Infinity);
  expect(found.max).toBe(-Infinity);
});

test('the rows that fit into a budget, with their pyramid, take no more than the budget', () => {
  const rows = rowsWithin(2 ** 20, 120);
  const bytes = (count: number) => count * 120 * 4 * (1 + 2 * (1 / 8 + 1 / 64 + 1 / 512 + 1 / 4096 + 1 / 32768));
  expect(bytes(rows)).toBeLessThanOrEqual(2 ** 20);
  expect(bytes(rows)).toBeGreaterThan(0.99 * 2 ** 20);
});
