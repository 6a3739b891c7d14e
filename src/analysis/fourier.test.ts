import { expect, test } from 'vitest';
import { fourierTransform } from './fourier.ts';

/** The definition, term by term. */
function directTransform(re: Float64Array, im: Float64Array): [Float64Array, Float64Array] {
  const N = re.length;
  const outRe = new Float64Array(N);
  const outIm = new Float64Array(N);
  for (let k = 0; k < N; k++) {
    for (let j = 0; j < N; j++) {
      const angle = (-2 * Math.PI * ((j * k) % N)) / N;
      outRe[k]! += re[j]! * Math.cos(angle) - im[j]! * Math.sin(angle);
      outIm[k]! += re[j]! * Math.sin(angle) + im[j]! * Math.cos(angle);
    }
  }
  return [outRe, outIm];
}

test.each([1, 2, 4, 8, 64, 512])('of %d complex values it is what the definition says', (N) => {
  const re = Float64Array.from({ length: N }, (_, j) => Math.sin(j * j) * 70);
  const im = Float64Array.from({ length: N }, (_, j) => Math.cos(3 * j + 1) * 70);
  const [directRe, directIm] = directTransform(re, im);
  fourierTransform(re, im);
  // Rounding grows with the largest sum, about N · 70 · 1e-16.
  for (let k = 0; k < N; k++) {
    expect(Math.abs(re[k]! - directRe[k]!)).toBeLessThan(1e-10);
    expect(Math.abs(im[k]! - directIm[k]!)).toBeLessThan(1e-10);
  }
});

test('lengths it cannot do are refused', () => {
  expect(() => fourierTransform(new Float64Array(12), new Float64Array(12))).toThrow('12 and 12 values');
  expect(() => fourierTransform(new Float64Array(8), new Float64Array(4))).toThrow('8 and 4 values');
  expect(() => fourierTransform(new Float64Array(0), new Float64Array(0))).toThrow('0 and 0 values');
});
