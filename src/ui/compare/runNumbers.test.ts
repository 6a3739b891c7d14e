import { expect, test } from 'vitest';
import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import type { RepeatSet } from '../../store/compare/repeatsState.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT } from '../../store/labDocument.ts';
import { repeatCsv } from './repeatCsv.ts';
import { repeatFigures } from './repeatFigures.ts';
import { changeText, runNumbers } from './runNumbers.ts';

const SUMMARY: RunSummary = {
  populations: [
    { name: 'PN', spikes: 57, rateHz: 0.63 },
    { name: 'LN', spikes: 2, events: 86, rateHz: 2.87 },
  ],
  peakHz: 28.25,
  synchrony: undefined,
};

test('PN are counted by spikes, LN by events; what cannot be said is no number', () => {
  expect(runNumbers(SUMMARY.populations).map(({ name, of }) => [name, of(SUMMARY)])).toEqual([
    ['PN spikes', 57],
    ['PN rate', 0.63],
    ['LN events', 86],
    ['LN rate', 2.87],
    ['Peak of the mean PN voltage', 28.25],
    ['Synchrony of PN spikes ρ', NaN],
  ]);
});

test.each([
  [100, 112, '+12 %'],
  [100, 0, '−100 %'],
  [40, 41, '+2.5 %'],
  [5, 5, '0 %'],
  [1e6, 1e6 + 1, 'below 0.1 %'],
  [0, 5, '–'],
  [NaN, 5, '–'],
])('from %d to %d the change is %s', (from, to, text) => {
  const [spikes] = runNumbers(SUMMARY.populations);
  expect(changeText(spikes!, from, to)).toBe(text);
});

test('of a correlation, which may be 0, the change is a difference', () => {
  const synchrony = runNumbers(SUMMARY.populations).at(-1)!;
  expect(changeText(synchrony, 0.01, 0.5)).toBe('+0.490');
  expect(changeText(synchrony, 0.5, 0.01)).toBe('−0.490');
});

/** Two seeds of a run over 20 ms. */
const SET: RepeatSet = {
  label: 'now',
  run: describeRun(DEFAULT_DOCUMENT),
  seeds: [1, 2],
  blockMs: 10,
  runs: [1, 3].map((value, k) => ({
    seed: k + 1,
    summary: { ...SUMMARY, peakHz: 28 + k },
    meanVoltage: Float64Array.of(-65, -65 + value),
    rate: Float64Array.of(0, value),
    spectrum: { frequency: Float64Array.of(0, 50, 100), power: Float64Array.of(0, value, 0) },
    diverged: undefined,
  })),
};

test('the seeds are a line each in the .csv, with empty cells for what cannot be said', () => {
  expect(repeatCsv([SET], ['now: Odour pulse']).split('\r\n')).toEqual([
    'run,seed,PN_spikes,PN_rate_Hz,LN_events,LN_rate_Hz,Peak_of_the_mean_PN_voltage_Hz,Synchrony_of_PN_spikes,diverged',
    '# now: Odour pulse',
    'now,1,57,0.63,86,2.87,28,,',
    'now,2,57,0.63,86,2.87,29,,',
    '',
  ]);
});

test('mean and band of the seeds: values at the middle of their blocks, no rate below 0', () => {
  const [voltage, rate, spectrum] = repeatFigures([SET], 'deviation');
  const [band, line] = rate!.series;
  expect(line).toMatchObject({ kind: 'line', x: Float64Array.of(5, 15), y: Float64Array.of(0, 2) });
  expect(band).toMatchObject({ lower: Float64Array.of(0, 2 - Math.SQRT2), upper: Float64Array.of(0, 2 + Math.SQRT2) });
  expect(voltage!.text).toBe('Mean PN voltage, mean over seeds: now between −65 and −63 mV, 2 runs.');
  expect(spectrum!.text).toBe('Peaks, mean and ± standard deviation: now 28.5 ± 0.71 Hz (2 runs).');
});

test.each([
  [[28, undefined], 'now 28 Hz (1 of 2 runs)'],
  [[undefined, undefined], 'now none in 2 runs'],
] as const)('of peaks at %j it says %s', (peaks, text) => {
  const runs = SET.runs.map((run, k) => ({ ...run, summary: { ...SUMMARY, peakHz: peaks[k] } }));
  const [, , spectrum] = repeatFigures([{ ...SET, runs }], 'deviation');
  expect(spectrum!.text).toBe(`Peaks, mean and ± standard deviation: ${text}.`);
});

test('a run that diverged takes no part', () => {
  const runs = SET.runs.map((run, k) => (k === 0 ? { ...run, diverged: 'V of neuron 7' } : run));
  expect(repeatFigures([{ ...SET, runs }], 'deviation')[1]!.text).toContain('between 0 and 3 Hz, 1 run.');
  const none = runs.map((run) => ({ ...run, diverged: 'V of neuron 7' }));
  expect(repeatFigures([{ ...SET, runs: none }], 'deviation')).toEqual([]);
});
