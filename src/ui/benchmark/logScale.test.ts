import { expect, test } from 'vitest';
import { decades, logPosition, spacedValues } from './logScale.ts';
import type { LogScale } from './logScale.ts';

const SCALE: LogScale = { from: 1, to: 1000, start: 0, end: 300 };

test('equal ratios are equal distances, also on an axis that points up', () => {
  expect([1, 10, 100, 1000].map((value) => logPosition(SCALE, value))).toEqual([0, 100, 200, 300].map(expectClose));
  expect(logPosition({ ...SCALE, start: 300, end: 0 }, 10)).toBeCloseTo(200, 9);
});

test('decades are the powers of ten within an axis, its ends included', () => {
  expect(decades(0.01, 1000)).toEqual([0.01, 0.1, 1, 10, 100, 1000].map(expectClose));
  expect(decades(0.02, 500)).toEqual([0.1, 1, 10, 100].map(expectClose));
});

test('labels that would touch give way to those before them', () => {
  expect(spacedValues(SCALE, [12, 24, 48, 96, 120, 192], 25)).toEqual([12, 24, 48, 96, 192]);
});

function expectClose(value: number): unknown {
  return expect.closeTo(value, 9);
}
