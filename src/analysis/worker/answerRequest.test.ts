import { expect, test } from 'vitest';
import { answerQuestion, measure } from './answerRequest.ts';
import { buffersOf } from './buffersOf.ts';
import type { MeasureResults } from './measureRequest.ts';

const PN = { name: 'PN', first: 0, count: 2 };
const LN = { name: 'LN', first: 2, count: 1 };
const SPAN = { from: 0, to: 2000 };

/** A wave of 25 Hz, 2 s at every ms; its peaks are at 0, 40, 80 … ms. */
const field = {
  samples: Float64Array.from({ length: 2000 }, (_, k) => -65 + Math.cos((2 * Math.PI * 25 * k) / 1000)),
  interval: 1,
  start: 0,
};

/** A spike of each neuron in every cycle, so many ms after its peak. */
function locked(neurons: readonly number[], after: number) {
  const times = Array.from({ length: 49 }, (_, cycle) => 40 * cycle + after);
  return {
    neuron: Int32Array.from(times.flatMap(() => neurons)),
    time: Float64Array.from(times.flatMap((time) => neurons.map(() => time))),
  };
}

test('phases are those in the octave around the strongest peak: a quarter of a cycle late is 90 degrees', () => {
  const { band, populations } = measure({
    kind: 'phase',
    field,
    populations: [
      { range: PN, trains: locked([0, 1], 0) },
      { range: LN, trains: locked([2], 10) },
    ],
  }) as MeasureResults['phase'];
  // A bin of the spectrum is 2 Hz wide; the parabola finds a pure wave to a hundredth of it.
  expect(band!.lowest * Math.SQRT2).toBeCloseTo(25, 1);
  // The ends of the signal are continued by guesses: 0.02 rad is a degree.
  expect(populations[0]!.phases.mean).toBeCloseTo(0, 1);
  expect(populations[1]!.phases.mean).toBeCloseTo(Math.PI / 2, 1);
  expect(populations[1]!.phases.vectorStrength).toBeGreaterThan(0.99);
});

test('without a peak there is no phase', () => {
  const samples = new Float64Array(2000);
  const { band, populations } = measure({
    kind: 'phase',
    field: { ...field, samples },
    populations: [{ range: PN, trains: locked([0], 0) }],
  }) as MeasureResults['phase'];
  expect(band).toBeUndefined();
  expect(populations).toEqual([]);
});

test('every interval is in the histogram or counted above it', () => {
  const times = [0, 10, 20, 30, 45, 800];
  const { histogram, statistics, spikes } = measure({
    kind: 'intervals',
    of: { range: PN, trains: { neuron: new Int32Array(6), time: Float64Array.from(times) } },
    span: SPAN,
  }) as MeasureResults['intervals'];
  expect(spikes).toBe(6);
  expect([...statistics.intervals]).toEqual([10, 10, 10, 15, 755]);
  expect(histogram.counts.reduce((sum, count) => sum + count, 0) + histogram.above).toBe(5);
  expect(histogram.above).toBe(0);
});

test('the synchrony of a population is that of its own neurons', () => {
  const rows = {
    // neurons 0 and 1 move together, neuron 2 against them
    values: Float32Array.from({ length: 3 * 2000 }, (_, k) => (k % 3 === 2 ? -1 : 1) * Math.sin(Math.floor(k / 3))),
    channels: 3,
    interval: 1,
    start: 0,
  };
  const { populations } = measure({
    kind: 'synchrony',
    field,
    span: SPAN,
    rows,
    populations: [
      { range: PN, trains: locked([0, 1], 0) },
      { range: LN, trains: locked([2], 10) },
    ],
  }) as MeasureResults['synchrony'];
  expect(populations[0]!.chi).toBeCloseTo(1, 6);
  expect(populations[0]!.voltages.mean).toBeCloseTo(1, 6);
  expect(populations[1]!.voltages.mean).toBeNaN();
});

test('a request that makes no sense is answered with the sentence of the measure', () => {
  const answer = answerQuestion({
    id: 7,
    request: { kind: 'spectrum', field: { samples: new Float64Array(2), interval: 1, start: 0 } },
  });
  expect(answer).toMatchObject({ kind: 'refused', id: 7 });
  expect(answer).toHaveProperty('message', expect.stringContaining('samples'));
});

test('buffers are found however deep, and each once', () => {
  const shared = new Float64Array(3);
  const found = buffersOf({ a: shared, b: [{ c: shared }, { d: new Int32Array(1) }], e: 'text', f: undefined });
  expect(found).toHaveLength(2);
  expect(found).toContain(shared.buffer);
});
