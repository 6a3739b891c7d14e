import { expect, test } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import type { WaveformStimulus } from '../model/description.ts';
import { startFromHere } from './edits/initialState.ts';
import type { Lab } from './lab.ts';
import { withNetwork } from './labDocument.ts';
import { runningLab } from './testing/runningLab.ts';
import { runTo, setSpeed, stepBy, stepOnce } from './transport.ts';

/** Into all neurons, all the time: what happens does not depend on when it starts. */
const CONSTANT: WaveformStimulus = {
  kind: 'waveform',
  waveform: { kind: 'step', amplitude: 12 },
  receivers: { kind: 'all' },
  onset: 0,
  offset: 1000,
};

/** Twelve neurons for so many ms. */
function open(duration: number) {
  const parts = runningLab((problem, _, ahead) => openEngine(problem, { choice: 'reference' }, ahead));
  parts.lab.edit('prepared', (document) => ({
    ...withNetwork(document, { n: 12 }),
    stimulus: [{ id: 'constant', isOn: true, part: CONSTANT }],
    duration,
  }));
  return parts;
}

/** V of all neurons over recorded rows from ≤ row < to. */
function voltages({ recording }: Lab, from: number, to: number): Float32Array[] {
  return Array.from({ length: to - from }, (_, row) => recording!.voltageRow(from + row)!.slice());
}

test('steps go exactly so far, and the steps of a run are those of one that was never stopped', async () => {
  const whole = open(3);
  whole.lab.start();
  await whole.until('finished');

  const { lab, until } = open(3);
  stepOnce(lab);
  await until('paused');
  expect(lab.recording!.time).toBeCloseTo(0.01, 9);
  stepBy(lab, 0.1);
  await until('paused');
  expect(lab.recording!.time).toBeCloseTo(0.11, 9);
  stepBy(lab, 1);
  await until('paused');
  expect(lab.recording!.time).toBeCloseTo(1.11, 9);
  expect(runTo(lab, 2.5)).toBeUndefined();
  await until('paused');
  expect(lab.recording!.time).toBeCloseTo(2.5, 9);
  lab.resume();
  await until('finished');
  expect(voltages(lab, 0, 30)).toEqual(voltages(whole.lab, 0, 30));
});

test('a run that finished goes on where it was when it is made longer, or run to a later time', async () => {
  const { lab, until } = open(1);
  lab.start();
  await until('finished');
  lab.setField('duration', 2);
  await until('paused');
  expect(lab.recording!.time).toBeCloseTo(1, 9);
  lab.resume();
  await until('finished');
  expect(lab.recording!.time).toBeCloseTo(2, 9);
  expect(runTo(lab, 2.5)).toBeUndefined();
  await until('finished');
  expect(lab.recording!.time).toBeCloseTo(2.5, 9);
  expect(lab.document.getState().duration).toBe(2.5);
});

test('a slow run takes its time, and as fast as it goes from then on', async () => {
  const { lab, until } = open(5);
  setSpeed(lab, 20);
  const start = performance.now();
  runTo(lab, 4);
  await until('paused');
  // 4 ms at 20 ms/s are 200 ms; what the machine is busy with only makes it longer.
  expect(performance.now() - start).toBeGreaterThan(150);
  setSpeed(lab, undefined);
  lab.resume();
  await until('finished');
});

test('a run that starts from the state of another is its continuation, to the last bit', async () => {
  const whole = open(30);
  whole.lab.start();
  await whole.until('finished');
  expect(whole.lab.recording!.spikes.count).toBeGreaterThan(0);

  const { lab, until } = open(30);
  runTo(lab, 10);
  await until('paused');
  expect(await startFromHere(lab)).toBeUndefined();
  lab.setField('duration', 20);
  lab.start();
  await until('finished');
  expect(voltages(lab, 0, 200)).toEqual(voltages(whole.lab, 100, 300));
});
