import { fastestRun } from './fastestRun.ts';
import type { MeasuredPeak } from './measuredPeak.ts';

/** Multiplications and additions of one iteration of `multiplyAdd`. */
const FLOPS = 16;

/** Eight independent chains of x · factor + term, from 1 on; their sum. */
export function multiplyAdd(iterations: number, factor: number, term: number): number {
  let [a, b, c, d, e, f, g, h] = [1, 1, 1, 1, 1, 1, 1, 1];
  for (let i = 0; i < iterations; i++) {
    a = a * factor + term;
    b = b * factor + term;
    c = c * factor + term;
    d = d * factor + term;
    e = e * factor + term;
    f = f * factor + term;
    g = g * factor + term;
    h = h * factor + term;
  }
  return a + b + c + d + e + f + g + h;
}

/** The peak of float64 in JavaScript, which computes one number at a time. */
export async function javaScriptPeak(): Promise<MeasuredPeak> {
  const seconds = await fastestRun((iterations) => multiplyAdd(iterations, 0.999, 1e-3));
  return { how: 'multiplications and additions in 8 chains of JavaScript numbers', flopsPerSecond: FLOPS / seconds };
}
