import { expect, test } from 'vitest';
import { coarseToFine, combinations, spacedValues } from './sweepGrid.ts';

test('values of an axis are those a person would write, also where binary numbers are not', () => {
  expect(spacedValues(0, 2, 5)).toEqual([0, 0.5, 1, 1.5, 2]);
  expect(spacedValues(0, 1, 11)[3]).toBe(0.3);
  expect(spacedValues(5, 9, 1)).toEqual([5]);
  expect(spacedValues(2, -2, 3)).toEqual([2, 0, -2]);
});

test('logarithmic values stand in one ratio, and end where they should', () => {
  expect(spacedValues(0.01, 10, 4, 'log')).toEqual([0.01, 0.1, 1, 10]);
  expect(spacedValues(1, 8, 4, 'log')).toEqual([1, 2, 4, 8]);
});

test('combinations run through the last axis first', () => {
  expect(
    combinations([
      [1, 2],
      [7, 8, 9],
    ]),
  ).toEqual([
    [1, 7],
    [1, 8],
    [1, 9],
    [2, 7],
    [2, 8],
    [2, 9],
  ]);
  expect(combinations([])).toEqual([[]]);
});

test('from coarse to fine every cell comes once, and those that come first lie far apart', () => {
  expect(coarseToFine([8])).toEqual([0, 4, 2, 6, 1, 3, 5, 7]);
  const order = coarseToFine([5, 7]);
  expect(order.toSorted((a, b) => a - b)).toEqual([...Array(35).keys()]);
  // the first four: rows 0 and 4, columns 0 and 4
  expect(order.slice(0, 4)).toEqual([0, 4, 28, 32]);
});
