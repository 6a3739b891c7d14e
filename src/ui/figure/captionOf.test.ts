import { expect, test } from 'vitest';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { Receivers, RunDescription, Waveform, WaveformStimulus } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import type { RunEditMark } from '../../store/runState.ts';
import { captionOf } from './captionOf.ts';
import type { Difference } from '../../store/compare/describeDifferences.ts';
import { PANEL_NAMES, USUAL_PANELS } from './panelNames.ts';
import { readFigure } from './readFigure.ts';

const RUN: RunDescription = {
  network: { preset: 'nerveflow', n: 4, seed: 17 },
  stimulus: { ...DEFAULT_ODOUR, amplitude: 8, seed: 5 },
  dt: 0.005,
  duration: 1000,
  recordEvery: 20,
};
const ENGINE: EngineInfo = { kind: 'webgpu', precision: 'float32', device: 'Apple M3', isSoftware: false, reason: '' };

function captionFor({
  V = (_row: number): number => -65,
  end = 600,
  run = RUN,
  capacityRows = 10_000,
  edits = [] as RunEditMark[],
  differences = [] as Difference[],
  panels = USUAL_PANELS,
} = {}): string {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 6000, V, capacityRows });
  const content = readFigure(recording, { panels, chosen: [1, 3], view: { start: 0, end } })!;
  const facts = { title: 'A run', run, started: run, engine: ENGINE, edits, differences, version: '1.2.3' };
  return captionOf(content, facts).replaceAll('\u00a0', ' ');
}

test('the caption holds all that a reader needs to repeat the run', () => {
  const caption = captionFor();
  expect(caption).toContain('Time 0 to 600 ms of 1000 ms.');
  expect(caption).toContain('Membrane potential of PN 1, LN 3.');
  expect(caption).toContain('arXiv:1906.03958), n = 4 (3 PN, 1 LN), seed 17.');
  expect(caption).toContain('odour pulse of 8 µA/cm² into 33 % of the neurons (odour seed 5), rising from 100 ms');
  expect(caption).toContain('dt = 0.005 ms, V kept every 0.1 ms.');
  expect(caption).toContain('Engine: WebGPU, float32, Apple M3. NerveFlow Lab 1.2.3.');
});

test('an uploaded current is named with its shape and its rate', () => {
  const values = new Float32Array(40);
  const stimulus = { kind: 'array', name: 'odour B.npy', n: 4, samples: 10, samplesPerMs: 100, values } as const;
  expect(captionFor({ run: { ...RUN, stimulus } })).toContain(
    'Stimulus: odour B.npy, 4 neurons × 10 samples, 100 samples per ms.',
  );
});

test('every current of a sum is named in full: what flows, into whom, when, and the seeds', () => {
  const waveform = (
    one: Waveform,
    receivers: Receivers = { kind: 'all' },
    [onset, offset]: readonly [number, number] = [10, 20],
  ): WaveformStimulus => ({ kind: 'waveform', waveform: one, receivers, onset, offset });
  const stimulus = {
    kind: 'sum' as const,
    parts: [
      { ...DEFAULT_ODOUR, receivers: { kind: 'all', population: 'LN' } } as const,
      waveform({ kind: 'step', amplitude: -5 }, { kind: 'list', neurons: [0, 1, 2, 3] }),
      waveform({ kind: 'ramp', from: 0, to: 8 }, { kind: 'list', neurons: [2] }),
      waveform({ kind: 'sine', mean: 1, amplitude: 2, frequency: 20, phase: 0 }, { kind: 'all', population: 'PN' }),
      waveform(
        { kind: 'pulseTrain', amplitude: 9, width: 2, period: 5 },
        { kind: 'share', share: 0.5, seed: 3, population: 'PN' },
      ),
      waveform({ kind: 'noise', mean: 0, deviation: 3, tau: 5, seed: 7 }),
    ],
  };
  expect(captionFor({ run: { ...RUN, stimulus } })).toContain(
    'Stimulus: odour pulse of 10 µA/cm² into all LNs, rising from 100 ms (time constant 75 ms), decaying from 600 ms ' +
      '(150 ms); step of -5 µA/cm² into neurons 0-3 from 10 to 20 ms; ramp from 0 to 8 µA/cm² into neuron 2 from 10 to ' +
      '20 ms; sine of 1 ± 2 µA/cm² at 20 Hz (phase 0 rad) into all PNs from 10 to 20 ms; pulses of 9 µA/cm² and 2 ms, ' +
      'one every 5 ms, into 50 % of the PNs (receiver seed 3) from 10 to 20 ms; Ornstein-Uhlenbeck noise (mean 0 µA/cm², ' +
      'SD 3 µA/cm², correlation time 5 ms, seed 7) into all neurons from 10 to 20 ms.',
  );
  expect(captionFor({ run: { ...RUN, stimulus: { kind: 'sum', parts: [] } } })).toContain('Stimulus: none.');
});

test('edits of the run are named with their time, the first eight of many, and a drag once, where it began', () => {
  const edits = Array.from({ length: 10 }, (_, k) => ({
    time: 10.05 + k,
    label: `g_Na of PN: ${100 - k} → ${99 - k} mS/cm²`,
    run: RUN,
    gesture: undefined,
  }));
  const caption = captionFor({ edits });
  expect(caption).toContain('Stimulus at the end: odour pulse');
  expect(caption).toContain('Edited while it ran: at 10.05 ms g_Na of PN: 100 → 99 mS/cm²; at 11.05 ms g_Na');
  expect(caption).toContain('; and 2 more. RK4');
  expect(captionFor()).not.toContain('Edited');
  const drag = edits.map((edit) => ({ ...edit, gesture: 'drag 1' }));
  expect(captionFor({ edits: drag })).toContain('ran: at 10.05 ms g_Na of PN: 91 → 90 mS/cm². RK4');
});

test('a spectrum of many peaks is called broad, one of a clean rhythm is not, and a flat one has no peak', () => {
  const many = (row: number) =>
    [13, 24, 38, 61].reduce((V, hz) => V + Math.sin((2 * Math.PI * hz * row) / 10_000), -65);
  expect(captionFor({ V: many })).toContain('a broad spectrum, not a clean rhythm');
  expect(captionFor({ V: (row) => -65 + Math.sin((2 * Math.PI * 20 * row) / 10_000) })).toMatch(
    /Largest at 20 Hz .* 100 % of the power there lies within ±3 Hz of it: a narrow peak\./,
  );
  expect(captionFor()).toContain('There is no power above 5 Hz.');
});

test('what is missing is said: too little for a spectrum, samples that were dropped', () => {
  expect(captionFor({ end: 150 })).toContain('(d) A spectrum needs at least 200 ms; 150 ms of this range');
  expect(captionFor({ capacityRows: 1000 })).toContain('LN 3, from 500 ms on (older samples are no longer held).');
});

test('what differs from the model is named with the model’s value, at the end where it was edited on the way', () => {
  const differences = [{ kind: 'parameter', text: 'g_Na of PN: 100 → 50 mS/cm²' }] as const;
  expect(captionFor({ differences: [...differences] })).toContain(
    'Differs from the model (its value → here): g_Na of PN: 100 → 50 mS/cm². Stimulus',
  );
  const edits = [{ time: 10, label: 'g_Na of PN: 100 → 50 mS/cm²', run: RUN, gesture: undefined }];
  expect(captionFor({ differences: [...differences], edits })).toContain('Differs at the end from the model');
});

test('every panel has its letter and says how it was made', () => {
  const caption = captionFor({ panels: PANEL_NAMES.filter((name) => name !== 'variables') });
  expect(caption).toContain('(d) Mean firing rate per neuron in bins of 10 ms: PN spikes');
  expect(caption).toContain('(f) Spectrogram of the mean PN voltage: Hann windows of 200 ms every 5 ms');
  expect(caption).toContain('(g) V of all neurons, the largest of each bin of 0.3 ms.');
  expect(captionFor({ panels: ['mean'] })).toContain('1000 ms. Mean V of all PNs');
});
