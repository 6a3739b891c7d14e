import fc from 'fast-check';
import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import { arbitraryTrains } from '../fixtures/arbitraryTrains.ts';
import type { SignalRows } from '../signal.ts';
import { populationSynchrony, spikeCorrelation, voltageCorrelation } from './synchrony.ts';

const PN = { name: 'PN', first: 0, count: 5 };
const span = { from: 0, to: 1000 };

const rowsOf = (values: ArrayLike<number>, channels: number): SignalRows => ({
  values: Float64Array.from(values),
  channels,
  interval: 0.1,
  start: 0,
});

const arbitraryRows = fc.integer({ min: 2, max: 6 }).chain((channels) =>
  fc
    .array(fc.array(fc.integer({ min: -90, max: 50 }), { minLength: channels, maxLength: channels }), {
      minLength: 2,
      maxLength: 40,
    })
    .map((rows) => rowsOf(rows.flat(), channels)),
);

/** Pair by pair. */
function naiveCorrelation({ values, channels }: SignalRows): { mean: number; channels: number } {
  const series = Array.from({ length: channels }, (_, c) => [...values].filter((__, k) => k % channels === c));
  const centred = series.map((xs) => xs.map((x) => x - xs.reduce((sum, y) => sum + y, 0) / xs.length));
  const varying = series.flatMap((xs, c) => (new Set(xs).size > 1 ? [centred[c]!] : []));
  const dot = (a: number[], b: number[]) => a.reduce((sum, x, k) => sum + x * b[k]!, 0);
  const pairs = varying.flatMap((a, i) =>
    varying.slice(i + 1).map((b) => dot(a, b) / Math.sqrt(dot(a, a) * dot(b, b))),
  );
  return { mean: pairs.reduce((sum, r) => sum + r, 0) / pairs.length, channels: varying.length };
}

test('the mean over all pairs is what going through the pairs gives, from −1/(N − 1) to 1', () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const ours = voltageCorrelation(rows);
      const naive = naiveCorrelation(rows);
      expect(ours.channels).toBe(naive.channels);
      if (naive.channels < 2) expect(ours.mean).toBeNaN();
      else {
        expect(ours.mean).toBeCloseTo(naive.mean, 9);
        expect(ours.mean).toBeLessThanOrEqual(1 + 1e-12);
        expect(ours.mean).toBeGreaterThanOrEqual(-1 / (ours.channels - 1) - 1e-12);
      }
    }),
  );
});

test('neither offset, unit nor order of the channels matters to the correlation', () => {
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const { values, channels } = rows;
      const changed = rowsOf(
        values.map((_, k) => {
          const row = Math.floor(k / channels);
          const channel = channels - 1 - (k % channels);
          return 17 * channel + (channel + 1) * values[row * channels + channel]!;
        }),
        channels,
      );
      const [before, after] = [voltageCorrelation(rows), voltageCorrelation(changed)];
      expect(after.channels).toBe(before.channels);
      if (before.channels >= 2) expect(after.mean).toBeCloseTo(before.mean, 9);
    }),
  );
});

test('χ is 1 in full synchrony, 1/√N of independent channels, and never outside 0 … 1', () => {
  const { normal } = randomStream(3, 'stimulus');
  const together = Array.from({ length: 500 }, () => normal()).flatMap((value) => [value - 60, value - 70, value]);
  expect(populationSynchrony(rowsOf(together, 3))).toBeCloseTo(1, 12);
  const apart = Array.from({ length: 25 * 4000 }, () => normal());
  expect(Math.abs(populationSynchrony(rowsOf(apart, 25)) - 1 / 5)).toBeLessThan(0.01);
  expect(populationSynchrony(rowsOf(new Float64Array(30).fill(-66.8), 3))).toBeNaN();
  fc.assert(
    fc.property(arbitraryRows, (rows) => {
      const chi = populationSynchrony(rows);
      expect(Number.isNaN(chi) || (chi >= 0 && chi <= 1 + 1e-12)).toBe(true);
    }),
  );
});

test('spikes of neurons that fire together correlate by 1; given to neurons by lot, by 0', () => {
  const { uniform } = randomStream(5, 'stimulus');
  const volleys = Array.from({ length: 40 }, () => Math.floor(uniform() * 100) * 10 + 5).sort((a, b) => a - b);
  const together = {
    neuron: Int32Array.from({ length: 200 }, (_, k) => k % 5),
    time: Float64Array.from({ length: 200 }, (_, k) => volleys[Math.floor(k / 5)]!),
  };
  expect(spikeCorrelation(together, PN, span).mean).toBeCloseTo(1, 9);
  const alone = Float64Array.from({ length: 400 }, () => uniform() * 1000).sort();
  const shuffled = { neuron: Int32Array.from(alone, () => Math.floor(uniform() * 5)), time: alone };
  // Ten pairs of 100 bins: ± 3 · 0.1 / √10.
  expect(Math.abs(spikeCorrelation(shuffled, PN, span).mean)).toBeLessThan(0.1);
});

test('the correlation of spikes is that of their counts; the rest behind the last whole bin is left out', () => {
  fc.assert(
    fc.property(arbitraryTrains(5), fc.integer({ min: 20, max: 300 }), (trains, binMs) => {
      const bins = Math.floor(1000 / binMs);
      const counts = new Float64Array(5 * bins);
      trains.time.forEach((time, k) => {
        // In steps of 0.01 ms, where nothing is rounded.
        const bin = Math.floor(Math.round(time * 100) / (100 * binMs));
        if (bin < bins) counts[5 * bin + trains.neuron[k]!]!++;
      });
      const [ours, naive] = [spikeCorrelation(trains, PN, span, binMs), naiveCorrelation(rowsOf(counts, 5))];
      expect(ours.channels).toBe(naive.channels);
      if (naive.channels >= 2) expect(ours.mean).toBeCloseTo(naive.mean, 9);
    }),
  );
});

test('of neurons without spikes nothing can be said', () => {
  const silent = { neuron: new Int32Array(), time: new Float64Array() };
  expect(spikeCorrelation(silent, PN, span)).toEqual({ mean: NaN, channels: 0 });
  expect(spikeCorrelation(silent, PN, { from: 5, to: 5 })).toEqual({ mean: NaN, channels: 0 });
  expect(() => spikeCorrelation(silent, PN, span, 0)).toThrow('bins of 0 ms');
});
