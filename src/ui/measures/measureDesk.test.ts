import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { AnalysisPort } from '../../analysis/worker/analysisQueue.ts';
import { answerQuestion } from '../../analysis/worker/answerRequest.ts';
import type { MeasureQuestion } from '../../analysis/worker/measureRequest.ts';
import { Recording } from '../../recording/recording.ts';
import type { Lab } from '../../store/lab.ts';
import { makeLab } from '../../store/testing/makeLab.ts';
import { neuronAt } from './measureContext.ts';
import { MeasureDesk } from './measureDesk.ts';
import { pickNeuron } from './setMeasures.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** Adds `ms` to the recording: PN 2 fires every 20 ms, the mean voltage of the PNs has a rhythm of 50 Hz. */
function record(lab: Lab, ms: number): void {
  lab.recording ??= new Recording({ n: 12, populations: POPULATIONS, dt: 0.01, recordEvery: 10 });
  const { recording } = lab;
  const first = recording.endRow;
  const spikes = Array.from({ length: ms / 20 }, (_, k) => 10 * first + 2000 * k + 500);
  recording.append({
    firstStep: 10 * first,
    steps: ms * 100,
    firstRecordedStep: 10 * first,
    voltage: Float32Array.from({ length: ms * 10 * 12 }, (_, k) => {
      const [row, neuron] = [first + Math.floor(k / 12), k % 12];
      return -65 + Math.sin((2 * Math.PI * row) / 200) + ((row * 7919 + neuron * 104729) % 101) / 50;
    }),
    spikeNeuron: Int32Array.from(spikes, () => 2),
    spikeStep: Float64Array.from(spikes),
  });
}

function openDesk() {
  const lab = makeLab(12);
  lab.view.setState({ time: { start: 0, end: 1000 }, chosen: [2, 3] });
  const questions: MeasureQuestion[] = [];
  const desk = new MeasureDesk(lab, {
    createWorker: () => {
      const port: AnalysisPort = {
        postMessage: (question: MeasureQuestion) => {
          questions.push(question);
          const data = structuredClone(answerQuestion(structuredClone(question)));
          setTimeout(() => port.onmessage?.call(undefined as never, { data } as MessageEvent));
        },
        terminate: () => undefined,
        onmessage: null,
        onerror: null,
      };
      return port;
    },
    request: () => undefined,
    pause: () => Promise.resolve(),
  });
  const close = desk.open();
  const asked = (): string[] => questions.splice(0).map(({ request }) => request.kind);
  return { lab, desk, close, asked };
}

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(1000);

test('only cards on screen are measured, and one that comes on screen is at once', async () => {
  const { lab, desk, asked } = openDesk();
  record(lab, 400);
  desk.setVisible('rates', true);
  await settle();
  expect(asked()).toEqual(['rates']);
  // 20 spikes of one of nine PNs in 0.4 s
  expect(desk.card('rates').shown?.line).toBe('PN 5.56 Hz, 1 of 9 fire · LN 0 Hz, 0 of 3 fire');
  desk.setVisible('spectrum', true);
  await settle();
  expect(asked()).toEqual(['spectrum']);
  expect(desk.card('spectrum').shown?.figure.text).toMatch(/peak at (49\.[5-9]|50(\.[0-4])?)\d* Hz/);
});

test('while nothing changes nothing is measured again; samples, the view and the options are changes', async () => {
  const { lab, desk, asked } = openDesk();
  record(lab, 400);
  desk.setVisible('rates', true);
  await settle();
  asked();
  await settle();
  expect(asked()).toEqual([]);
  record(lab, 100);
  lab.view.setState({ cursor: 3 });
  await settle();
  expect(asked()).toEqual(['rates']);
  lab.view.setState({ time: { start: 0, end: 200 } });
  await settle();
  // while it moves, and when it rests
  expect(asked()).toEqual(['rates', 'rates']);
  expect(desk.card('rates').shown?.figure.window).toBe('0–200 ms');
});

test('during a run a card is measured a few times a second, and once more when the run ends', async () => {
  const { lab, desk, asked } = openDesk();
  record(lab, 200);
  lab.run.setState({ status: 'running' });
  desk.setVisible('rates', true);
  for (let frame = 0; frame < 60; frame++) {
    record(lab, 20);
    lab.view.setState({ cursor: frame });
    await vi.advanceTimersByTimeAsync(16);
  }
  const during = asked().length;
  expect(during).toBeGreaterThanOrEqual(2);
  expect(during).toBeLessThanOrEqual(4);
  lab.run.setState({ status: 'finished' });
  await settle();
  expect(asked()).toEqual(['rates']);
});

test('what is missing is said in a sentence, and what was shown before is gone', async () => {
  const { lab, desk } = openDesk();
  record(lab, 400);
  for (const name of ['triggeredAverage', 'synapse', 'spectrum'] as const) desk.setVisible(name, true);
  await settle();
  expect(desk.card('triggeredAverage').shown?.line).toMatch(/^1\d spikes of PN 2 · /);
  expect(desk.card('synapse').problem).toMatch(
    /^\[O\] and \[T\] of the GABA synapses that LN 9 makes were not recorded/,
  );
  lab.view.setState({ measures: { ...lab.view.getState().measures, neurons: { trigger: 5 } } });
  lab.view.setState({ time: { start: 0, end: 100 } });
  await settle();
  expect(desk.card('triggeredAverage').shown).toBeUndefined();
  expect(desk.card('triggeredAverage').problem).toBe('PN 5 does not fire in this range. Pick one that does.');
  expect(desk.card('spectrum').problem).toBe(
    'A spectrum needs at least 200 ms; 100 ms of this range have been recorded.',
  );
});

test('a panel that is closed asks for nothing more; opened again it is up to date', async () => {
  const { lab, desk, close, asked } = openDesk();
  record(lab, 400);
  desk.setVisible('rates', true);
  await settle();
  close();
  asked();
  record(lab, 100);
  lab.view.setState({ cursor: 1 });
  await settle();
  expect(asked()).toEqual([]);
  desk.open();
  await settle();
  expect(asked()).toEqual(['rates']);
  expect(desk.card('rates').shown?.figure.window).toBe('0–500 ms');
});

test('what is averaged over spikes is of a neuron that fires in view, until another is picked', () => {
  const { lab } = openDesk();
  lab.view.setState({ chosen: [3, 2] });
  expect(neuronAt(lab, POPULATIONS, 'trigger')).toBe(3);
  record(lab, 400);
  expect(neuronAt(lab, POPULATIONS, 'trigger')).toBe(2);
  lab.view.setState({ chosen: [3], inspected: undefined });
  expect(neuronAt(lab, POPULATIONS, 'reference')).toBe(2);
  pickNeuron(lab, 'trigger', 5);
  expect(neuronAt(lab, POPULATIONS, 'trigger')).toBe(5);
});
