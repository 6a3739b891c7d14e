import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findPeaks } from './findPeaks.ts';

test('a peak rises above the higher of the lowest points that part it from higher ones or from the end', () => {
  expect(findPeaks(Float64Array.of(0, 5, 1, 3, 2, 9, 4), 0)).toEqual([
    { index: 1, prominence: 4 },
    { index: 3, prominence: 1 },
    { index: 5, prominence: 5 },
  ]);
  expect(findPeaks(Float64Array.of(0, 5, 1, 3, 2, 9, 4), 4).map(({ index }) => index)).toEqual([1, 5]);
});

test('a plateau counts in its middle; the ends are no peaks', () => {
  expect(findPeaks(Float64Array.of(0, 2, 2, 2, 1), 0)).toEqual([{ index: 2, prominence: 1 }]);
  expect(findPeaks(Float64Array.of(3, 2, 1, 2, 2), 0)).toEqual([]);
  expect(findPeaks(new Float64Array(), 0)).toEqual([]);
});

test('each is higher than what is beside it, and adding a constant changes nothing', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: -5, max: 5 }), { maxLength: 40 }), (values) => {
      const peaks = findPeaks(Float64Array.from(values), 0);
      expect(
        findPeaks(
          Float64Array.from(values, (value) => value + 8),
          0,
        ),
      ).toEqual(peaks);
      for (const { index, prominence } of peaks) {
        expect(prominence).toBeGreaterThan(0);
        expect(values[index - 1]).toBeLessThanOrEqual(values[index]!);
        expect(values[index + 1]).toBeLessThanOrEqual(values[index]!);
      }
    }),
  );
});
