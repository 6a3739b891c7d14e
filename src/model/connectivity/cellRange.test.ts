import { expect, test } from 'vitest';
import { blocksAround, cellsBetween, isSameRange, rangeBetween, rangeName } from './cellRange.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];

test('a range between two cells holds both, whichever comes first', () => {
  const range = { rows: { first: 2, count: 4 }, columns: { first: 1, count: 7 } };
  expect(rangeBetween({ post: 2, pre: 7 }, { post: 5, pre: 1 })).toEqual(range);
  expect(isSameRange(rangeBetween({ post: 5, pre: 1 }, { post: 2, pre: 7 }), range)).toBe(true);
  expect(isSameRange(range, undefined)).toBe(false);
});

test('the blocks around a range are those of all populations that it touches', () => {
  const cell = { post: 10, pre: 3 };
  expect(blocksAround(POPULATIONS, rangeBetween(cell, cell))).toEqual({
    rows: { first: 9, count: 3 },
    columns: { first: 0, count: 9 },
  });
  expect(blocksAround(POPULATIONS, rangeBetween(cell, { post: 8, pre: 3 })).rows).toEqual({ first: 0, count: 12 });
});

test.each([
  [
    { post: 0, pre: 0 },
    { post: 3, pre: 9 },
  ],
  [
    { post: 7, pre: 2 },
    { post: 0, pre: 1 },
  ],
  [
    { post: 4, pre: 4 },
    { post: 4, pre: 4 },
  ],
])('cells from %o to %o touch each other, without one twice', (a, b) => {
  const cells = cellsBetween(a, b);
  expect(cells[0]).toEqual(a);
  expect(cells.at(-1)).toEqual(b);
  expect(cells).toHaveLength(Math.max(Math.abs(a.post - b.post), Math.abs(a.pre - b.pre)) + 1);
  cells.slice(1).forEach((cell, index) => {
    const before = cells[index]!;
    expect(Math.max(Math.abs(cell.post - before.post), Math.abs(cell.pre - before.pre))).toBe(1);
  });
});

test('a range is named presynaptic first, by populations where it holds all of them', () => {
  const name = (post: number, lastPost: number, pre: number, lastPre: number): string =>
    rangeName(POPULATIONS, rangeBetween({ post, pre }, { post: lastPost, pre: lastPre }));
  expect(name(0, 8, 9, 11)).toBe('LN → PN');
  expect(name(0, 0, 9, 11)).toBe('LN → PN 0');
  expect(name(3, 5, 10, 10)).toBe('LN 10 → PN 3–5');
  expect(name(0, 11, 10, 11)).toBe('LN 10–11 → PN 0 – LN 11');
});
