import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binnedRate, firingRates } from './firingRates.ts';
import { arbitraryTrains } from '../fixtures/arbitraryTrains.ts';

const LN = { name: 'LN', first: 2, count: 3 };

test('rates by neuron and by bin hold the same spikes: those of the population, in from ≤ t < to', () => {
  fc.assert(
    fc.property(
      arbitraryTrains(6),
      fc.nat(500),
      fc.integer({ min: 501, max: 1000 }),
      fc.integer({ min: 1, max: 90 }),
      (trains, from, to, binMs) => {
        const span = { from, to };
        const spikes = [...trains.time].filter(
          (time, k) => time >= from && time < to && trains.neuron[k]! >= 2 && trains.neuron[k]! < 5,
        ).length;
        const byNeuron = firingRates(trains, LN, span).reduce((sum, hz) => sum + (hz * (to - from)) / 1000, 0);
        const byBin = binnedRate(trains, LN, span, binMs).reduce(
          (sum, hz, bin) => sum + (hz * 3 * Math.min(binMs, to - from - bin * binMs)) / 1000,
          0,
        );
        expect(byNeuron).toBeCloseTo(spikes, 9);
        expect(byBin).toBeCloseTo(spikes, 9);
      },
    ),
  );
});

test('a spike on the edge of a bin counts in the later one, whatever rounding says', () => {
  // 7 · 0.1 is 0.7000000000000001, 3 · 0.1 is 0.30000000000000004, and 0.7 / 0.1 is 6.999999999999999.
  const trains = { neuron: Int32Array.of(2, 2, 2), time: Float64Array.of(0.3, 3 * 0.1, 0.7) };
  expect(
    [...binnedRate(trains, { ...LN, count: 1 }, { from: 0, to: 1 }, 0.1)].map((hz) => Math.round(hz / 10_000)),
  ).toEqual([0, 0, 0, 2, 0, 0, 0, 1, 0, 0]);
});

test('nothing recorded, no rate', () => {
  const trains = { neuron: Int32Array.of(2), time: Float64Array.of(5) };
  expect([...firingRates(trains, LN, { from: 10, to: 10 })]).toEqual([NaN, NaN, NaN]);
  expect(binnedRate(trains, LN, { from: 10, to: 10 }, 5)).toHaveLength(0);
  expect(() => binnedRate(trains, LN, { from: 0, to: 10 }, 0)).toThrow('bins of 0 ms');
});
