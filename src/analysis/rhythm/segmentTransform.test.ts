import fc from 'fast-check';
import { expect, test } from 'vitest';
import { hannWindow, SegmentTransform } from './segmentTransform.ts';

/** The definition, term by term: line of best fit by the normal equations, window, DFT of `size` values. */
function directTransform(signal: Float64Array, start: number, segment: number, size: number): [number, number][] {
  const values = signal.slice(start, start + segment);
  const [sumJ, sumJJ] = [(segment * (segment - 1)) / 2, ((segment - 1) * segment * (2 * segment - 1)) / 6];
  const sum = values.reduce((total, x) => total + x, 0);
  const moment = values.reduce((total, x, j) => total + j * x, 0);
  const slope = (segment * moment - sumJ * sum) / (segment * sumJJ - sumJ * sumJ);
  const offset = (sum - slope * sumJ) / segment;
  return Array.from({ length: size / 2 + 1 }, (_, k) => {
    let [re, im] = [0, 0];
    values.forEach((x, j) => {
      const weighted = (x - offset - slope * j) * Math.sin((Math.PI * j) / segment) ** 2;
      re += weighted * Math.cos((2 * Math.PI * ((j * k) % size)) / size);
      im -= weighted * Math.sin((2 * Math.PI * ((j * k) % size)) / size);
    });
    return [re, im];
  });
}

test.each([
  [4, 1],
  [5, 1],
  [7, 1],
  [8, 1],
  [64, 1],
  [100, 1],
  [100, 4],
  [512, 1],
])(
  'of a segment of %d samples, padded to %d times as many or more, it is what the definition says',
  (segment, padding) => {
    const signal = Float64Array.from({ length: segment + 3 }, (_, j) => Math.sin(j * j) * 70 - 60);
    const transform = new SegmentTransform(segment, padding);
    expect(transform.size).toBeGreaterThanOrEqual(padding * segment);
    // The second call finds nothing left of the first.
    transform.transform(signal, 0);
    const spectrum = transform.transform(signal, 3);
    // Rounding grows with the largest sum, about N · 70 · 1e-16.
    directTransform(signal, 3, segment, transform.size).forEach(([re, im], k) => {
      expect(Math.abs(spectrum[2 * k]! - re)).toBeLessThan(1e-10);
      expect(Math.abs(spectrum[2 * k + 1]! - im)).toBeLessThan(1e-10);
    });
  },
);

test('the power over all frequencies is that of the windowed samples, whatever they are (Parseval)', () => {
  fc.assert(
    fc.property(
      fc.array(fc.double({ min: -100, max: 100, noNaN: true }), { minLength: 4, maxLength: 200 }),
      (values) => {
        const signal = Float64Array.from(values);
        const transform = new SegmentTransform(signal.length);
        const power = new Float64Array(transform.bins);
        transform.addPower(signal, 0, 1000, power);
        const total = (power.reduce((sum, density) => sum + density, 0) * 1000) / transform.size;
        const window = hannWindow(signal.length);
        const line = lineOf(signal);
        const expected =
          signal.reduce((sum, x, j) => sum + ((x - line(j)) * window[j]!) ** 2, 0) / transform.windowPower;
        expect(Math.abs(total - expected)).toBeLessThan(1e-9 * (1 + expected));
      },
    ),
  );
});

function lineOf(values: Float64Array): (j: number) => number {
  const N = values.length;
  const mean = values.reduce((sum, x) => sum + x, 0) / N;
  const moment = values.reduce((sum, x, j) => sum + (j - (N - 1) / 2) * (x - mean), 0);
  return (j) => mean + ((12 * moment) / (N * (N * N - 1))) * (j - (N - 1) / 2);
}

test('segments it cannot do are refused', () => {
  expect(() => new SegmentTransform(3)).toThrow('segments of 3 samples');
  expect(() => new SegmentTransform(4.5)).toThrow('expected a whole number from 4 on');
});
