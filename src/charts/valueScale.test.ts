import { expect, test } from 'vitest';
import { axisTicks, valueTicks, widenedRange, yOfValue } from './valueScale.ts';

const SCALE = { min: -80, max: 40, top: 10, bottom: 130 };

test('larger values stand higher, from the lower to the upper edge', () => {
  expect([-80, -20, 40].map((V) => yOfValue(SCALE, V))).toEqual([130, 70, 10]);
});

test('ticks stand at least as far apart as asked for', () => {
  expect(valueTicks(SCALE, 26)).toEqual({ step: 50, values: [-50, 0] });
  expect(valueTicks(SCALE, 20).values).toEqual([-80, -60, -40, -20, 0, 20, 40]);
});

test('no axis has one number alone where two have room', () => {
  const mean = { min: -70, max: 40, top: 0, bottom: 66 };
  expect(axisTicks(mean, 26)).toEqual({ step: 50, values: [-50, 0] });
  expect(axisTicks({ ...mean, bottom: 30 }, 26).values).toEqual([0]);
});

test('a range widens outwards in steps, holds without data, and stops where V diverges', () => {
  const usual: [number, number] = [-80, 40];
  expect(widenedRange(usual, [Infinity, -Infinity], 10, [-150, 150])).toEqual([-80, 40]);
  expect(widenedRange(usual, [-70, 20], 10, [-150, 150])).toEqual([-80, 40]);
  expect(widenedRange(usual, [-83, 48.2], 10, [-150, 150])).toEqual([-90, 50]);
  expect(widenedRange(usual, [-1e9, Infinity], 10, [-150, 150])).toEqual([-150, 150]);
});
