import { expect, test } from 'vitest';
import { meanRate, populationSpikes, recordedSpan } from '../analysis/firing/spikes.ts';
import { meanVoltageOf } from '../analysis/measureInput.ts';
import { firstSpikeChange } from '../analysis/runs/firstSpikeChange.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';
import { VoltageDifference } from '../recording/voltageDifference.ts';
import { describeOverview } from './drawOverview.ts';
import { RateSeries, type RateKernel } from './rateSeries.ts';
import { addSamples, meanVoltageSamples, voltageSamples } from './samplePath.ts';
import { SpectrogramColumns } from './spectrogramColumns.ts';

/** The row of 350 ms, from which on the same is recorded as in a run from 0 to 2000 ms. */
const START = 3507;
const V = (row: number, neuron: number): number => -65 + Math.sin(2 * Math.PI * 28 * row * 1e-4) + neuron / 10;
const SPIKES = Array.from({ length: 160 }, (_, k) => [k % 3, 1230 * k + 7] as const);
const WHOLE = makeRecording({ PN: 3, LN: 1, rows: 20_000, V, spikes: SPIKES });
const LATE = makeRecording({
  PN: 3,
  LN: 1,
  rows: 20_000 - START,
  V,
  spikes: SPIKES.filter(([, step]) => step >= 10 * START),
  startRow: START,
});
const [PN] = WHOLE.populations;

test('measures take what is recorded: the time before the start is no silence', () => {
  expect(recordedSpan(LATE, { from: 0, to: 1000 })).toEqual({ from: LATE.startTime, to: 1000 });
  const spikes = SPIKES.filter(([, step]) => step >= 10 * START && step < 100_000).length;
  expect(populationSpikes(LATE, PN!, { from: 0, to: 1000 }).time).toHaveLength(spikes);
  expect(meanRate(LATE, PN!, { from: 0, to: 1000 })).toBeCloseTo((1000 * spikes) / (3 * (1000 - 350.7)), 9);
  const span = { from: 400, to: 1000 };
  expect(meanVoltageOf(LATE, 0, span)).toEqual(meanVoltageOf(WHOLE, 0, span));
  const all = meanVoltageOf(LATE, 0);
  expect([all.start, all.samples.length]).toEqual([LATE.startTime, 20_000 - START]);
  expect(all.samples.every(Number.isFinite)).toBe(true);
});

test.each<[string, RateKernel, number]>([
  ['bins', { kind: 'bins', binMs: 20 }, 20],
  ['a Gaussian', { kind: 'gaussian', sigmaMs: 10 }, 60],
])('rates by %s begin with the recording, and are those of the whole run but for its edge', (_, kernel, edge) => {
  const [late, whole] = [new RateSeries(LATE, kernel), new RateSeries(WHOLE, kernel)];
  late.update();
  whole.update();
  expect(late.endRow).toBe(whole.endRow);
  expect(late.value(0, late.startRow - 1)).toBeNaN();
  expect(late.startRow * late.interval).toBeGreaterThan(340);
  for (let row = late.startRow; row < late.endRow; row++) {
    if (row * late.interval >= 350.7 + edge) expect(late.value(0, row)).toBeCloseTo(whole.value(0, row), 3);
    else expect(late.value(0, row)).toBeGreaterThan(0);
  }
});

test('a spectrogram begins as soon as its window is full, with the columns of the whole run', () => {
  const [late, whole] = [new SpectrogramColumns(LATE, 0, 200), new SpectrogramColumns(WHOLE, 0, 200)];
  for (const hop of [5, 40, 160]) {
    late.compute(hop, 0, 2000 / hop, Infinity);
    whole.compute(hop, 0, 2000 / hop, Infinity);
    const columns = [...late.columnsOf(hop).keys()];
    expect(Math.min(...columns) * hop).toBeGreaterThanOrEqual(450);
    expect(Math.min(...columns) * hop).toBeLessThan(450 + 2 * hop + 200);
    for (const c of columns) expect(late.columnsOf(hop).get(c)).toEqual(whole.columnsOf(hop).get(c));
  }
});

test('lines are drawn from the start on, at any zoom', () => {
  const scale = { min: -70, max: -60, top: 0, bottom: 100 };
  for (const span of [2000, 400, 20]) {
    for (const samples of [voltageSamples(LATE, 1), meanVoltageSamples(LATE, 0)]) {
      const xs: number[] = [];
      const path = { moveTo: (x: number) => void xs.push(x), lineTo: (x: number) => void xs.push(x) };
      const view = { start: 345, end: 345 + span };
      addSamples(path, { width: 600, height: 100 }, view, scale, samples);
      const whole: number[] = [];
      const besides = { moveTo: (x: number) => void whole.push(x), lineTo: (x: number) => void whole.push(x) };
      addSamples(besides, { width: 600, height: 100 }, view, scale, meanVoltageSamples(WHOLE, 0));
      const shift = ((350.7 - 345) / span) * (Math.max(...whole) - Math.min(...whole));
      expect(Math.min(...xs) - Math.min(...whole)).toBeGreaterThan(shift - 3);
      expect(Math.min(...xs) - Math.min(...whole)).toBeLessThan(shift + 3);
    }
  }
});

test('it is compared with another run from the time on that both have', () => {
  expect(firstSpikeChange(WHOLE, LATE)).toBeUndefined();
  const difference = new VoltageDifference(WHOLE, LATE);
  difference.update();
  expect([difference.largest, difference.first]).toEqual([0, undefined]);
  expect(difference.value('largest', START - 1)).toBeNaN();
  expect(difference.value('largest', START)).toBeLessThan(-5);
});

test('the timeline says from where on it was recorded', () => {
  const view = { start: 0, end: 2000 };
  expect(describeOverview(LATE, view, { duration: 2000 })).toBe(
    'Timeline: 2000 of 2000 ms simulated, charts show 0 to 2000 ms, recorded from 351 ms on.',
  );
});
