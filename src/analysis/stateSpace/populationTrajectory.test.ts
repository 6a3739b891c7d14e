import fc from 'fast-check';
import { expect, test } from 'vitest';
import { arbitraryTrains } from '../fixtures/arbitraryTrains.ts';
import { binnedRows, populationTrajectory, smoothedRates } from './populationTrajectory.ts';
import type { SignalRows } from '../signal.ts';

const PN = { name: 'PN', first: 0, count: 4 };
const span = { from: 0, to: 1000 };

const arbitraryRows = fc
  .tuple(fc.integer({ min: 2, max: 8 }), fc.integer({ min: 2, max: 12 }))
  .chain(([channels, rows]) =>
    fc
      .array(fc.double({ min: -80, max: 40, noNaN: true }), { minLength: channels * rows, maxLength: channels * rows })
      .map((values): SignalRows => ({ values: Float64Array.from(values), channels, interval: 5, start: 2.5 })),
  );

/** Squares of such values are 0, or known to few digits. */
const TINY: SignalRows = { values: Float64Array.from([-4.48e-160, 0, 0, 0, 0, 0]), channels: 3, interval: 5, start: 0 };

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, k) => sum + value * b[k]!, 0);

test('the directions are of length 1 and at right angles, and the path along each has its share of the variance', () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const { components, loadings, scores, explained, time } = populationTrajectory(rows);
      const { channels } = rows;
      const bins = time.length;
      const deviations = [...rows.values].map((value, k) => {
        // Less the first value: where a channel all but stands still, its mean would be rounded by more than it varies.
        const first = rows.values[k % channels]!;
        const column = [...rows.values].filter((_, j) => j % channels === k % channels).map((other) => other - first);
        return value - first - column.reduce((a, b) => a + b, 0) / bins;
      });
      // In units of the largest one, whose square may be too small a number.
      const unit = Math.max(...deviations.map(Math.abs));
      const total = deviations.reduce((sum, one) => sum + (one / unit) ** 2, 0);
      for (let i = 0; i < components; i++) {
        const [direction, path] = [
          loadings.slice(i * channels, (i + 1) * channels),
          scores.slice(i * bins, (i + 1) * bins).map((score) => score / unit),
        ];
        expect(dot(direction, direction)).toBeCloseTo(1, 9);
        expect(Math.max(...direction)).toBeCloseTo(Math.max(...direction.map(Math.abs)), 9);
        expect(Math.abs(dot(path, path) / total - explained[i]!)).toBeLessThan(1e-6);
        for (let j = 0; j < i; j++) {
          expect(Math.abs(dot(direction, loadings.slice(j * channels, (j + 1) * channels)))).toBeLessThan(1e-5);
          expect(explained[j]).toBeGreaterThanOrEqual(explained[i]! - 1e-12);
        }
      }
      expect(explained.reduce((sum, share) => sum + share, 0)).toBeLessThanOrEqual(1 + 1e-9);
    }),
    { examples: [[TINY]] },
  );
});

test('three directions hold all that three independent neurons do', () => {
  const rows: SignalRows = {
    values: Float64Array.from({ length: 300 }, (_, k) => Math.sin((k % 3) + 1) * Math.sin((1 + (k % 3)) * k * 0.11)),
    channels: 3,
    interval: 5,
    start: 0,
  };
  expect(populationTrajectory(rows).explained.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 12);
});

test('a population at rest goes nowhere; one that moves along a line has one direction', () => {
  const rest = { values: new Float64Array(40).fill(-66.8), channels: 4, interval: 5, start: 0 };
  expect(populationTrajectory(rest).components).toBe(0);
  const line = { ...rest, values: Float64Array.from({ length: 40 }, (_, k) => (1 + (k % 4)) * Math.floor(k / 4)) };
  const { components, explained } = populationTrajectory(line);
  expect(components).toBe(1);
  expect(explained[0]).toBeCloseTo(1, 12);
  expect(populationTrajectory({ ...rest, values: new Float64Array(4) }).components).toBe(0);
});

test('smoothing loses no spike, also at the ends, and leaves counts alone without a width', () => {
  fc.assert(
    fc.property(arbitraryTrains(4), fc.integer({ min: 0, max: 400 }), (trains, sigmaMs) => {
      const { values, interval, start } = smoothedRates(trains, PN, span, { binMs: 10, sigmaMs });
      expect([interval, start]).toEqual([10, 5]);
      for (let neuron = 0; neuron < 4; neuron++) {
        const spikes = Float64Array.from(values).reduce((sum, hz, k) => (k % 4 === neuron ? sum + hz / 100 : sum), 0);
        expect(spikes).toBeCloseTo(trains.neuron.filter((index) => index === neuron).length, 6);
      }
    }),
  );
});

test('rows are averaged over whole bins, and stand for the middle of theirs', () => {
  const rows = { values: Float64Array.from({ length: 14 }, (_, k) => k), channels: 2, interval: 0.1, start: 3 };
  const binned = binnedRows(rows, 0.3);
  expect([...binned.values].map((value) => Number(value.toFixed(9)))).toEqual([2, 3, 8, 9]);
  expect(binned.interval).toBeCloseTo(0.3, 12);
  expect(binned.start).toBeCloseTo(3.1, 12);
});
