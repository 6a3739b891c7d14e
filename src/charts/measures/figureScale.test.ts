import { expect, test } from 'vitest';
import { extentOf, figureTicks, positionOf, valueAt, withRoom } from './figureScale.ts';
import { formatValue } from './formatValue.ts';

const LINEAR = { min: -10, max: 30, isLog: false, from: 100, to: 20 };
const LOG = { min: 1e-5, max: 10, isLog: true, from: 100, to: 20 };

test('a position and its value are each other’s inverse, on both kinds of axes', () => {
  for (const scale of [LINEAR, LOG]) {
    for (const value of [scale.min, 0.5, scale.max])
      expect(valueAt(scale, positionOf(scale, value))).toBeCloseTo(value, 9);
  }
});

test('a logarithmic axis has no place for 0 and less, and none is drawn far outside', () => {
  expect(positionOf(LOG, -1)).toBeNaN();
  expect(Math.abs(positionOf(LOG, 0))).toBeLessThan(5000);
  expect(Math.abs(positionOf(LINEAR, 1e9))).toBeLessThan(5000);
});

test('ticks are round: multiples, powers of ten, and 1, 2, 5 within one power', () => {
  expect(figureTicks(LINEAR, 26).map(({ text }) => text)).toEqual(['0', '20']);
  expect(figureTicks(LOG, 26).map(({ text }) => text)).toEqual(['10⁻⁴', '10⁻²', '10⁰']);
  expect(figureTicks({ ...LOG, min: 0.15, max: 1.2 }, 10).map(({ text }) => text)).toEqual(['0.2', '0.5', '1']);
});

test('the extent leaves out what is no number, and on a logarithmic axis what is not above 0', () => {
  expect(
    extentOf([
      [NaN, 3],
      [-2, Infinity],
    ]),
  ).toEqual([-2, 3]);
  expect(extentOf([[-2, 0, 5]], true)).toEqual([5, 5]);
  expect(extentOf([[NaN]])).toBeUndefined();
});

test('data have room around them, what stands on 0 stays there, a single value is not a point', () => {
  const [low, high] = withRoom([-65, -55], false);
  expect(low).toBeLessThan(-65);
  expect(high).toBeGreaterThan(-55);
  expect(withRoom([0, 10], false)[0]).toBe(0);
  expect(withRoom([4, 4], false)).toEqual([3.6, 4.4]);
  expect(withRoom([0, 0], false)).toEqual([0, 1]);
  expect(withRoom([5, 5], true)).toEqual([2.5, 10]);
});

test('numbers are short, with a true minus, and powers where they are very small', () => {
  expect([0, -63.27, 0.012345, 1.2e-7, 123456, NaN].map((value) => formatValue(value))).toEqual([
    '0',
    '−63.3',
    '0.0123',
    '1.2×10⁻⁷',
    '123000',
    '–',
  ]);
});
