import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import { arbitraryTrains } from '../fixtures/arbitraryTrains.ts';
import { histogramOf, intervalStatistics } from './interSpikeIntervals.ts';
import type { SpikeTrains } from './spikeTrains.ts';

const PN = { name: 'PN', first: 0, count: 2 };
const span = { from: 0, to: 1e6 };

/** Neuron 0 with these intervals, from 0 ms on. */
function trainOf(intervals: readonly number[]): SpikeTrains {
  let now = 0;
  const time = Float64Array.from([0, ...intervals.map((interval) => (now += interval))]);
  return { neuron: new Int32Array(time.length), time };
}

test('a clock has CV and CV2 of 0; one that alternates has CV2 above CV', () => {
  const clock = intervalStatistics(trainOf([10, 10, 10, 10]), PN, span);
  expect(clock).toMatchObject({ mean: 10, meanCv: 0, meanCv2: 0 });
  expect([...clock.cv]).toEqual([0, NaN]);
  const alternating = intervalStatistics(trainOf([10, 30, 10, 30]), PN, span);
  expect(alternating.meanCv).toBeCloseTo(0.5, 12);
  expect(alternating.meanCv2).toBeCloseTo(1, 12);
});

test('a Poisson process has CV and CV2 near 1, and a slow drift of its rate moves CV2 less', () => {
  const { uniform } = randomStream(7, 'stimulus');
  const poisson = Array.from({ length: 4000 }, () => -20 * Math.log(1 - uniform()));
  const steady = intervalStatistics(trainOf(poisson), PN, span);
  expect(Math.abs(steady.meanCv - 1)).toBeLessThan(0.06);
  expect(Math.abs(steady.meanCv2 - 1)).toBeLessThan(0.06);
  const drifting = intervalStatistics(trainOf(poisson.map((interval, k) => interval * (0.2 + k / 1000))), PN, span);
  expect(drifting.meanCv).toBeGreaterThan(1.1);
  expect(Math.abs(drifting.meanCv2 - 1)).toBeLessThan(0.06);
});

test('intervals of a neuron reach from its first to its last spike, and each is in the histogram once', () => {
  fc.assert(
    fc.property(arbitraryTrains(2), (trains) => {
      const { intervals } = intervalStatistics(trains, PN, span);
      const reach = [0, 1].reduce((sum, neuron) => {
        const times = trains.time.filter((_, k) => trains.neuron[k] === neuron);
        return times.length < 2 ? sum : sum + times.at(-1)! - times[0]!;
      }, 0);
      expect(intervals.reduce((sum, interval) => sum + interval, 0)).toBeCloseTo(reach, 6);
      const { counts, above, edges } = histogramOf(intervals, 3, 50);
      expect(edges).toHaveLength(counts.length + 1);
      expect(edges.at(-1)).toBe(51);
      expect(counts.reduce((sum, count) => sum + count, above)).toBe(intervals.length);
    }),
  );
});

test('one or two spikes say nothing about regularity', () => {
  const one = intervalStatistics(trainOf([]), PN, span);
  expect(one).toMatchObject({ mean: NaN, meanCv: NaN, meanCv2: NaN });
  expect(one.intervals).toHaveLength(0);
  expect(intervalStatistics(trainOf([10]), PN, span)).toMatchObject({ mean: 10, meanCv: NaN, meanCv2: NaN });
  expect(() => histogramOf(new Float64Array(), 0, 50)).toThrow('bins of 0 ms');
});
