import { expect, test } from 'vitest';
import { phasePlane, slopeOf } from './phasePlane.ts';

const signal = (samples: readonly number[], start = 0, interval = 0.1) => ({
  samples: Float64Array.from(samples),
  interval,
  start,
});

test('points stand where both variables were recorded, at one time', () => {
  const { x, y, time } = phasePlane(signal([1, 2, 3, 4, 5], 0), signal([30, 40, 50, 60], 0.2));
  expect([...x]).toEqual([3, 4, 5]);
  expect([...y]).toEqual([30, 40, 50]);
  expect(Array.from(time, (t) => t.toFixed(3))).toEqual(['0.200', '0.300', '0.400']);
});

test('the slope of a wave is its derivative, and is not correlated with it over whole periods', () => {
  const wave = Array.from({ length: 1000 }, (_, k) => Math.sin((2 * Math.PI * k) / 500));
  const slope = slopeOf(signal(wave));
  // 2π / 50 ms, within the third derivative times Δt²/6: 2.6e-5 of it
  expect(slope.samples[500]!).toBeCloseTo((2 * Math.PI) / 50, 5);
  expect(Math.abs(phasePlane(signal(wave), slope).correlation)).toBeLessThan(0.01);
});

test('what falls while the other rises has a correlation of −1; what does not vary has none', () => {
  const rising = signal([1, 2, 3]);
  expect(phasePlane(rising, signal([6, 4, 2])).correlation).toBeCloseTo(-1, 12);
  expect(phasePlane(rising, signal([5, 5, 5])).correlation).toBeNaN();
});

test('of a long run the path takes every k-th point and reaches over all of it', () => {
  const long = signal(Array.from({ length: 50_000 }, (_, k) => k));
  const { x, interval, time } = phasePlane(long, long);
  expect(x.length).toBeLessThanOrEqual(20_000);
  expect(interval).toBeCloseTo(0.3, 12);
  expect(time.at(-1)!).toBeGreaterThan(4999);
});

test('variables without a common time or interval are refused', () => {
  expect(() => phasePlane(signal([1, 2], 0), signal([1, 2], 5))).toThrow('at different times');
  expect(() => phasePlane(signal([1, 2]), signal([1, 2], 0, 0.2))).toThrow('every 0.1 and every 0.2 ms');
});
