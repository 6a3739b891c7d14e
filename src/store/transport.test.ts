import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Lab } from './lab.ts';
import type { ToWorker } from '../simulation/protocol.ts';
import { setUp } from './testing/setUp.ts';
import { goFaster, goSlower, runTo, setSpeed, stepBy, stepOnce } from './transport.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** What the worker was told last about the pace. */
function lastPacing(sent: readonly ToWorker[]) {
  const message = sent.findLast(({ type }) => type === 'start' || type === 'resume');
  return message?.type === 'start' || message?.type === 'resume' ? message.pacing : undefined;
}

function statusOf({ run }: Lab): string {
  return run.getState().status;
}

test('a step on an idle lab starts a run that pauses after one step', () => {
  const { lab, sent, ready, reply, runId } = setUp();
  stepOnce(lab);
  expect(sent.find(({ type }) => type === 'start')).toMatchObject({ pacing: { until: 1 } });
  ready();
  expect(statusOf(lab)).toBe('running');
  reply({
    type: 'batch',
    runId: runId(),
    progress: { step: 1, steps: 100_000, time: 0.01, wallSeconds: 1, speed: 1 },
    batch: {
      firstStep: 0,
      steps: 1,
      firstRecordedStep: 0,
      voltage: new Float32Array(120),
      spikeNeuron: new Int32Array(0),
      spikeStep: new Float64Array(0),
    },
  });
  reply({ type: 'paused', runId: runId() });
  expect(lab.run.getState()).toMatchObject({ status: 'paused', until: undefined });
});

test('a step of 1 ms goes on from where the run stands, as fast as it goes', () => {
  const { lab, sent, ready, reply, batch, runId } = setUp();
  setSpeed(lab, 1);
  lab.start();
  ready();
  batch(0);
  lab.pause();
  reply({ type: 'paused', runId: runId() });
  stepBy(lab, 1);
  expect(lastPacing(sent)).toEqual({ until: 110 });
  expect(statusOf(lab)).toBe('running');
});

test('of steps that follow each other before the worker answers none is lost', () => {
  const { lab, sent, ready, reply, batch, runId } = setUp();
  lab.start();
  ready();
  batch(0);
  lab.pause();
  reply({ type: 'paused', runId: runId() });
  stepOnce(lab);
  stepOnce(lab);
  stepOnce(lab);
  expect(lastPacing(sent)).toEqual({ until: 13 });
});

test('a pause that was said before the worker heard of the next goal is no pause', () => {
  const { lab, ready, reply, batch, runId } = setUp();
  runTo(lab, 0.1);
  ready();
  batch(0);
  runTo(lab, 0.2);
  reply({ type: 'paused', runId: runId() });
  expect(statusOf(lab)).toBe('running');
  batch(10);
  reply({ type: 'paused', runId: runId() });
  expect(statusOf(lab)).toBe('paused');
});

test('a run to a time goes there at the speed that is set, also from idle and while it runs', () => {
  const { lab, sent, ready, batch } = setUp();
  setSpeed(lab, 100);
  expect(runTo(lab, 12.3)).toBeUndefined();
  expect(lastPacing(sent)).toEqual({ msPerSecond: 100, until: 1230 });
  ready();
  batch(0);
  expect(runTo(lab, 20)).toBeUndefined();
  expect(lastPacing(sent)).toEqual({ msPerSecond: 100, until: 2000 });
});

test('a time that has passed, or is no time, is refused with the reason', () => {
  const { lab, sent, ready, batch } = setUp();
  expect(runTo(lab, NaN, 'soon')).toBe('Run to must be a time from 0.01 to 100000 ms, got soon');
  expect(runTo(lab, 200_000)).toContain('got 200000');
  expect(sent).toEqual([]);
  lab.start();
  ready();
  batch(0);
  expect(runTo(lab, 0.05)).toBe('The run is at 0.1 ms already: expected a later time, got 0.05; Reset goes back to 0');
});

test('a run to a time beyond the end makes the run longer, and the history says so', () => {
  const { lab, sent, ready, reply, batch, runId } = setUp();
  lab.setField('duration', 0.1 + 0.9);
  lab.start();
  ready();
  for (let step = 0; step < 100; step += 10) batch(step);
  reply({ type: 'finished', runId: runId(), progress: { step: 100, steps: 100, time: 1, wallSeconds: 1, speed: 1 } });
  expect(statusOf(lab)).toBe('finished');
  lab.resume();
  expect(statusOf(lab)).toBe('finished');
  expect(runTo(lab, 1.5)).toBeUndefined();
  expect(lab.history.state.getState().past.at(-1)?.label).toBe('Run to 1.5 ms: duration 1 → 1.5 ms');
  expect(sent.findLast(({ type }) => type === 'edit')).toMatchObject({ edit: { duration: 1.5 } });
  expect(sent.at(-1)).toMatchObject({ type: 'resume', pacing: { until: 150 } });
  expect(statusOf(lab)).toBe('running');
});

test('a finished run that is made longer waits to be resumed', () => {
  const { lab, sent, ready, reply, batch, runId } = setUp();
  lab.setField('duration', 1);
  lab.start();
  ready();
  for (let step = 0; step < 100; step += 10) batch(step);
  reply({ type: 'finished', runId: runId(), progress: { step: 100, steps: 100, time: 1, wallSeconds: 1, speed: 1 } });
  expect(sent.at(-1)?.type).toBe('pause');
  lab.setField('duration', 2);
  const network = { n: 120, populations: [], synapses: [] };
  reply({ type: 'edited', runId: runId(), step: 100, network, notices: [] });
  reply({ type: 'paused', runId: runId() });
  expect(statusOf(lab)).toBe('paused');
  lab.runOrPause();
  expect(statusOf(lab)).toBe('running');
  expect(lab.view.getState().time).toEqual({ start: 0, end: 2 });
});

test('a new speed reaches a run under way and keeps its goal; a paused run hears of it when it goes on', () => {
  const { lab, sent, ready, reply, batch, runId } = setUp();
  runTo(lab, 50);
  ready();
  setSpeed(lab, 10);
  expect(lastPacing(sent)).toEqual({ msPerSecond: 10, until: 5000 });
  batch(0);
  lab.pause();
  setSpeed(lab, 20);
  expect(sent.at(-1)?.type).not.toBe('resume');
  reply({ type: 'paused', runId: runId() });
  lab.resume();
  expect(lastPacing(sent)).toEqual({ msPerSecond: 20 });
});

test('slower and faster go from one named speed to the next', () => {
  const { lab } = setUp();
  const speeds: (number | undefined)[] = [];
  for (let i = 0; i < 5; i++) {
    goSlower(lab);
    speeds.push(lab.view.getState().speed);
  }
  expect(speeds).toEqual([1000, 100, 10, 1, 1]);
  setSpeed(lab, 30);
  goFaster(lab);
  expect(lab.view.getState().speed).toBe(100);
  goFaster(lab);
  goFaster(lab);
  goFaster(lab);
  expect(lab.view.getState().speed).toBeUndefined();
});
