import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plotArea } from './frame.ts';
import { decimalsOf, formatFixed, multiplesBetween, niceStep } from './ticks.ts';
import { timeTicks } from './timeTicks.ts';
import { xOfTime } from './timeView.ts';

test('a nice step is 1, 2 or 5 times a power of ten and the smallest that makes no more steps than asked for', () => {
  fc.assert(
    fc.property(fc.double({ min: 1e-3, max: 1e6, noNaN: true }), fc.integer({ min: 1, max: 30 }), (span, most) => {
      const step = niceStep(span, most);
      const mantissa = step / 10 ** Math.floor(Math.log10(step) + 1e-9);
      expect([1, 2, 5]).toContain(Number(mantissa.toFixed(6)));
      expect(span / step).toBeLessThanOrEqual(most * (1 + 1e-6));
      expect(span / (step / 2.5)).toBeGreaterThan(most * (1 - 1e-6));
    }),
    { seed: 3 },
  );
});

test('ticks are multiples of the step, ends included although 0.3 / 0.1 is not 3', () => {
  expect(multiplesBetween(-80, 50, 50)).toEqual([-50, 0, 50]);
  expect(multiplesBetween(0, 0.3, 0.1)).toHaveLength(4);
  expect(multiplesBetween(0.1, 0.9, 0.1)).toHaveLength(9);
  expect(multiplesBetween(7, 9, 10)).toEqual([]);
});

test('numbers are printed with the decimals of their step, a true minus, and no minus before zero', () => {
  expect([50, 1, 0.5, 0.1, 0.02].map(decimalsOf)).toEqual([0, 0, 1, 1, 2]);
  expect(formatFixed(-63.25, 1)).toBe('−63.3');
  expect(formatFixed(-0.01, 1)).toBe('0.0');
  expect(formatFixed(0.30000000000000004, 1)).toBe('0.3');
  expect(formatFixed(NaN, 1)).toBe('–');
});

test.each([320, 390, 768, 1280, 2560])(
  'at %d px time ticks stand apart by more than their numbers are wide, and there are at least two',
  (width) => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 99_000, noNaN: true }),
        fc.double({ min: 2, max: 100_000, noNaN: true }),
        (start, span) => {
          const size = { width, height: 24 };
          const view = { start, end: start + span };
          const { times, decimals } = timeTicks(size, view);
          expect(times.length).toBeGreaterThanOrEqual(2);
          const xs = times.map((time) => xOfTime(size, view, time));
          const { left, right } = plotArea(size);
          for (const x of xs) expect(x >= left - 0.01 && x <= right + 0.01).toBe(true);
          for (let k = 1; k < xs.length; k++) {
            expect(xs[k]! - xs[k - 1]!).toBeGreaterThan(formatFixed(times[k]!, decimals).length * 6 + 4);
          }
          const texts = times.map((time) => formatFixed(time, decimals));
          expect(new Set(texts).size).toBe(texts.length);
        },
      ),
      { seed: 5, examples: [[0.000005, 8.000000008]] },
    );
  },
);
