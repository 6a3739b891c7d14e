import { expect, test } from 'vitest';
import { meanBand, meanOf } from './meanBand.ts';

const RATES = [28.1, 30.4, 25.2, 27.7, 29.9];

test('mean, standard deviation and 95 % interval are those of SciPy', () => {
  // numpy.std(x, ddof=1) and scipy.stats.sem(x) · scipy.stats.t.ppf(0.975, 4)
  const deviation = meanOf(RATES, 'deviation');
  expect(deviation.mean).toBeCloseTo(28.26, 12);
  expect(deviation.width).toBeCloseTo(2.0598543638, 9);
  // The table has seven digits.
  expect(meanOf(RATES, 'interval').width).toBeCloseTo(2.55764701, 5);
});

test('the interval is told of up to 32 numbers, with the quantile of as many', () => {
  const of = (n: number): number => {
    const values = Array.from({ length: n }, (_, k) => (k % 2 === 0 ? 1 : -1));
    return (meanOf(values, 'interval').width * Math.sqrt(n)) / meanOf(values, 'deviation').width;
  };
  // scipy.stats.t.ppf(0.975, [1, 31])
  expect(of(2)).toBeCloseTo(12.706205, 6);
  expect(of(32)).toBeCloseTo(2.039513, 6);
  expect(() => of(33)).toThrow('the 95 % interval of 33 numbers: expected up to 32');
});

test('what is not a number takes no part, and one number has no band', () => {
  expect(meanOf([1, NaN, 3, Infinity], 'deviation')).toEqual({ mean: 2, width: Math.SQRT2, n: 2 });
  expect(meanOf([5], 'interval')).toEqual({ mean: 5, width: NaN, n: 1 });
  expect(meanOf([], 'interval')).toEqual({ mean: NaN, width: NaN, n: 0 });
});

test('a band has a mean at every place, also where a run has ended', () => {
  const { mean, lower, upper } = meanBand([Float64Array.of(1, 2, 3), Float64Array.of(3, 2)], 'deviation');
  expect([...mean]).toEqual([2, 2, 3]);
  expect([...lower]).toEqual([2 - Math.SQRT2, 2, NaN]);
  expect([...upper]).toEqual([2 + Math.SQRT2, 2, NaN]);
});
