import { expect, test } from 'vitest';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { randomStream } from '../../model/random.ts';
import { Recording } from '../../recording/recording.ts';
import { meanSpectrum } from './meanSpectrum.ts';
import type { MeanSpectrum } from './meanSpectrum.ts';

const WHOLE = { from: 0, to: Infinity };

function spectrumOf(V: (time: number) => number, ms = 1000, span = WHOLE): MeanSpectrum {
  // Two PNs that differ by 10 mV: only their mean is V; the LN is elsewhere.
  const of = (time: number, neuron: number) => (neuron === 2 ? -20 : V(time) + (neuron === 0 ? 5 : -5));
  const recording = makeRecording({ PN: 2, LN: 1, rows: 10 * ms, V: (row, neuron) => of(row / 10, neuron) });
  const spectrum = meanSpectrum(recording, 0, span);
  if ('problem' in spectrum) throw new Error(spectrum.problem);
  return spectrum;
}

const wave = (hz: number, amplitude: number) => (time: number) =>
  amplitude * Math.sin((2 * Math.PI * hz * time) / 1000);

test('a clean rhythm of 20 Hz has its peak there, almost all of the power, and the power of the wave', () => {
  const { frequency, power, peak, segments, segmentMs } = spectrumOf((time) => -65 + wave(20, 3)(time));
  expect(peak?.hz).toBeCloseTo(20, 0);
  expect(peak?.share).toBeGreaterThan(0.95);
  // A wave of amplitude 3 mV has a variance of 4.5 mV².
  expect(power.reduce((sum, value) => sum + value) * frequency[1]!).toBeCloseTo(4.5, 1);
  expect([segments, segmentMs]).toEqual([3, expect.closeTo(500)]);
});

test('the rows are averaged to 0.4 ms, which costs less than 1 % of the power at 100 Hz and folds nothing down', () => {
  const at = (hz: number) => spectrumOf(wave(hz, 1)).power.reduce((sum, value) => sum + value);
  expect(at(90) / at(20)).toBeGreaterThan(0.99);
  expect(at(2480) / at(20)).toBeLessThan(0.005);
});

test('noise has a peak too, but little of its power lies there', () => {
  const noise = randomStream(7, 'stimulus');
  expect(spectrumOf(() => -65 + noise.uniform()).peak?.share).toBeLessThan(0.3);
});

test('the slow drift with the stimulus is not taken for a rhythm', () => {
  const odour = (time: number) => -66 + 4 * Math.exp(-(((time - 350) / 120) ** 2)) + wave(30, 0.2)(time);
  expect(spectrumOf(odour).peak?.hz).toBeCloseTo(30, 0);
  expect(spectrumOf(odour, 250).lowestHz).toBeCloseTo(8);
});

test('the segments reach from start to end, whatever the length', () => {
  for (const ms of [200, 350, 499, 620, 640, 750, 1000, 2345]) {
    const { segments, segmentMs } = spectrumOf(wave(20, 1), ms);
    expect((segmentMs * (segments + 1)) / 2).toBeGreaterThan(0.99 * ms);
    expect((segmentMs * (segments + 1)) / 2).toBeLessThanOrEqual(ms + 1e-6);
  }
});

test('the stretch of time that is asked for counts, not the run', () => {
  const changing = (time: number) => (time < 500 ? wave(15, 1) : wave(60, 1))(time);
  expect(spectrumOf(changing, 1000, { from: 0, to: 500 }).peak?.hz).toBeCloseTo(15, 0);
  expect(spectrumOf(changing, 1000, { from: 500, to: 1000 }).peak?.hz).toBeCloseTo(60, 0);
});

test('a network at rest has no peak', () => {
  expect(spectrumOf(() => -65).peak).toBeUndefined();
});

test('what is too short, too coarse or no number gets a sentence', () => {
  const short = makeRecording({ PN: 1, LN: 0, rows: 1999 });
  expect(meanSpectrum(short, 0, WHOLE)).toEqual({
    problem: 'A spectrum needs at least 200 ms; 199.9 ms of this range have been recorded.',
  });
  const broken = makeRecording({ PN: 1, LN: 0, rows: 3000, V: (row) => (row === 2000 ? NaN : -65) });
  expect(meanSpectrum(broken, 0, WHOLE)).toEqual({ problem: expect.stringContaining('not a number') });
  const populations = [{ name: 'PN', first: 0, count: 1 }];
  const coarse = new Recording({ n: 1, populations, dt: 0.01, recordEvery: 1000 });
  const voltage = new Float32Array(100).fill(-65);
  const none = { spikeNeuron: new Int32Array(0), spikeStep: new Float64Array(0) };
  coarse.append({ firstStep: 0, steps: 100_000, firstRecordedStep: 0, voltage, ...none });
  expect(meanSpectrum(coarse, 0, WHOLE)).toEqual({
    problem: 'A spectrum up to 100 Hz needs V every 2.5 ms; it was kept every 10 ms.',
  });
});
