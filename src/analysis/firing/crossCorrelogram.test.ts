import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import { crossCorrelogram } from './crossCorrelogram.ts';

const span = { from: 0, to: 1000 };
const lags = { binMs: 2, longestMs: 50 };
const arbitraryTimes = fc.array(fc.nat(99_999), { maxLength: 60 }).map((steps) =>
  Float64Array.from(
    steps.toSorted((a, b) => a - b),
    (step) => step * 0.01,
  ),
);

test('every pair of spikes is counted once, in the bin of its lag', () => {
  fc.assert(
    fc.property(arbitraryTimes, arbitraryTimes, (one, other) => {
      const { lag, counts } = crossCorrelogram(one, other, span, lags);
      lag.forEach((middle, bin) => {
        // Whole steps of 0.01 ms: [−1 ms, 1 ms) is −100 … 99 steps.
        const pairs = [...one].flatMap((t) =>
          [...other].filter((u) => {
            const steps = Math.round(u * 100) - Math.round(t * 100) - Math.round(middle * 100);
            return steps >= -100 && steps < 100;
          }),
        );
        expect(counts[bin]).toBe(pairs.length);
      });
    }),
  );
});

test('a target that always follows by 6 ms stands at 6 ms, above what independence allows', () => {
  const one = Float64Array.from({ length: 40 }, (_, k) => 20 * k + (k % 7));
  const { lag, counts, upper, rate } = crossCorrelogram(
    one,
    one.map((time) => time + 6),
    span,
    lags,
  );
  const bin = lag.indexOf(6);
  expect(counts[bin]).toBeGreaterThanOrEqual(40);
  expect(counts[bin]).toBeGreaterThan(upper[bin]!);
  expect(rate[bin]).toBeCloseTo((1000 * counts[bin]!) / (40 * 2), 9);
});

test('with itself: symmetric, and no spike is paired with itself', () => {
  const times = Float64Array.of(100, 113, 125, 140);
  const { counts } = crossCorrelogram(times, times, span, lags);
  expect(counts[25]).toBe(0);
  // 13, 15, 25 and 27 ms lie on borders of bins.
  expect(counts).toEqual(counts.toReversed());
  // 13, 25, 40, 12, 27 and 15 ms, both ways.
  expect(counts.reduce((sum, count) => sum + count, 0)).toBe(12);
});

test('of independent Poisson trains about 95 % of the bins lie within the bounds, around what is expected', () => {
  let [within, all, counted, expectedSum] = [0, 0, 0, 0];
  for (let seed = 0; seed < 60; seed++) {
    const { uniform } = randomStream(seed, 'stimulus');
    const train = () => Float64Array.from({ length: 80 }, () => uniform() * 1000).sort();
    const { counts, lower, upper, expected } = crossCorrelogram(train(), train(), span, lags);
    counts.forEach((count, bin) => {
      all++;
      counted += count;
      expectedSum += expected[bin]!;
      if (count >= lower[bin]! && count <= upper[bin]!) within++;
    });
  }
  expect(Math.abs(counted / expectedSum - 1)).toBeLessThan(0.02);
  // Counts are whole: the interval holds 95 % or more.
  expect(within / all).toBeGreaterThan(0.94);
});

test('of independent Poisson trains one pair in twenty, at most, has a bin above the bound of all bins', () => {
  let above = 0;
  const pairs = 200;
  for (let seed = 0; seed < pairs; seed++) {
    const { uniform } = randomStream(seed, 'stimulus');
    const train = () => Float64Array.from({ length: 80 }, () => uniform() * 1000).sort();
    const { counts, bound } = crossCorrelogram(train(), train(), span, lags);
    if (counts.some((count, bin) => count > bound[bin]!)) above++;
  }
  // Three standard deviations of 200 draws above 5 %.
  expect(above / pairs).toBeLessThan(0.05 + 3 * Math.sqrt((0.05 * 0.95) / pairs));
});

test('spikes outside the span are left out, and without spikes there is no rate', () => {
  const { counts, rate, expected } = crossCorrelogram(Float64Array.of(2000), Float64Array.of(2000, 2001), span, lags);
  expect(Math.max(...counts)).toBe(0);
  expect(Math.max(...expected)).toBe(0);
  expect([...rate].every(Number.isNaN)).toBe(true);
  expect(() => crossCorrelogram(counts, counts, span, { binMs: 0, longestMs: 5 })).toThrow('in bins of 0 ms');
});
