import fc from 'fast-check';
import { expect, test } from 'vitest';
import { populationRate } from '../analysis/firing/spikes.ts';
import { RateSeries } from './rateSeries.ts';
import type { RateKernel } from './rateSeries.ts';
import { appendRows, makeRecording } from '../recording/testing/makeRecording.ts';

function rowsOf(rates: RateSeries, population: number): number[] {
  return Array.from({ length: rates.endRow }, (_, row) => rates.value(population, row));
}

/** Spikes of three PNs, one batch of 1 ms after the other. */
function spiking(steps: readonly number[], ms: number, rates?: (recording: ReturnType<typeof makeRecording>) => void) {
  const recording = makeRecording({ PN: 3, LN: 2, rows: 0 });
  const sorted = [...steps].sort((a, b) => a - b);
  for (let t = 0; t < ms; t++) {
    const now = sorted.filter((step) => step >= 100 * t && step < 100 * (t + 1));
    appendRows(
      recording,
      10,
      undefined,
      now.map((step) => [step % 3, step] as const),
    );
    rates?.(recording);
  }
  return recording;
}

test('bins taken in as the run goes on are those of the whole recording, in which no spike is missing', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 9999 }), { maxLength: 40 }),
      fc.constantFrom(5, 10, 20, 50),
      (steps, binMs) => {
        let rates: RateSeries | undefined;
        const recording = spiking(steps, 100, (so_far) => {
          rates ??= new RateSeries(so_far, { kind: 'bins', binMs });
          rates.update();
        });
        const [PN] = recording.populations;
        const expected = Array.from(populationRate(recording, PN!, binMs), Math.fround);
        expect(rowsOf(rates!, 0).map(Math.fround)).toEqual(expected);
        const spikes = rowsOf(rates!, 0).reduce((sum, rate) => sum + (rate * 3 * binMs) / 1000, 0);
        expect(spikes).toBeCloseTo(steps.length, 4);
      },
    ),
    { numRuns: 30 },
  );
});

test('LNs are counted where they cross −20 mV, not where they spike', () => {
  const recording = makeRecording({
    PN: 1,
    LN: 2,
    rows: 1000,
    V: (row, neuron) => (neuron > 0 && row % 250 > 100 && row % 250 < 150 ? -10 : -60),
  });
  const rates = new RateSeries(recording, { kind: 'bins', binMs: 50 });
  rates.update();
  expect(recording.spikes.count).toBe(0);
  // Four potentials of each in 100 ms.
  expect(rowsOf(rates, 1)).toEqual([40, 40]);
  expect(rowsOf(rates, 0)).toEqual([0, 0]);
});

test('a Gaussian spreads each spike, also one at an end of the recording, and keeps the constant rate of a steady train', () => {
  const kernel: RateKernel = { kind: 'gaussian', sigmaMs: 10 };
  const lone = new RateSeries(spiking([15_000], 300), kernel);
  lone.update();
  const rows = rowsOf(lone, 0);
  expect(rows.reduce((sum, rate) => sum + (rate * 3) / 1000, 0)).toBeCloseTo(1, 3);
  expect(rows.indexOf(Math.max(...rows))).toBe(150);
  // 1 / (σ √(2π)) per ms and neuron.
  expect(rows[150]).toBeCloseTo(1000 / (3 * 10 * Math.sqrt(2 * Math.PI)), 3);

  const steady = new RateSeries(
    spiking(
      Array.from({ length: 300 }, (_, t) => 100 * t + 50),
      300,
    ),
    kernel,
  );
  steady.update();
  for (const rate of rowsOf(steady, 0)) expect(rate).toBeCloseTo(1000 / 3, 0);
});

test('a bin of which less than half is there is not shown yet', () => {
  const recording = makeRecording({ PN: 1, LN: 1, rows: 290 });
  const rates = new RateSeries(recording, { kind: 'bins', binMs: 20 });
  rates.update();
  expect(rates.endRow).toBe(1);
  appendRows(recording, 10);
  rates.update();
  expect(rates.endRow).toBe(2);
});
