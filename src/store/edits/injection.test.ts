import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { StimulusPart } from '../../model/description.ts';
import { setInjectionAmplitude, startInjection, stopInjection } from './injection.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A lab whose run has come to 0.2 ms. */
function setUpRun() {
  const made = setUp();
  const { lab, sent, reply, ready, batch, runId } = made;
  lab.start();
  ready();
  batch(0);
  batch(10);
  let answered = 0;
  /** Answers the oldest edit that waits: the worker heard of it before that step. */
  const answer = (step: number): void => {
    expect(sent.filter(({ type }) => type === 'edit').length).toBeGreaterThan(answered++);
    const { n } = lab.shown.network;
    reply({ type: 'edited', runId: runId(), step, network: { n, populations: [], synapses: [] }, notices: [] });
  };
  const injected = (): StimulusPart | undefined =>
    lab.document.getState().stimulus.find(({ id }) => id.startsWith('injection'))?.part;
  const labels = (): string[] => lab.history.state.getState().past.map(({ label }) => label);
  return { ...made, answer, injected, labels };
}

test('holding a neuron injects a step from the step on that the worker heard of it, until it has heard of its end', () => {
  const { lab, batch, answer, injected, labels } = setUpRun();
  setInjectionAmplitude(lab, 12.5);
  expect(startInjection(lab, 3)).toBeUndefined();
  expect(lab.view.getState().injected).toBe(3);
  const receivers = { kind: 'list', neurons: [3] };
  expect(injected()).toMatchObject({
    waveform: { kind: 'step', amplitude: 12.5 },
    receivers,
    onset: 0.2,
    offset: 1000,
  });
  answer(35);
  expect(injected()).toMatchObject({ onset: 0.35, offset: 1000 });
  answer(40);
  for (let step = 20; step < 100; step += 10) batch(step);
  vi.advanceTimersByTime(5000);
  stopInjection(lab);
  expect(lab.view.getState().injected).toBeUndefined();
  expect(injected()).toMatchObject({ onset: 0.35, offset: 1 });
  answer(120);
  expect(injected()).toMatchObject({ onset: 0.35, offset: 1.2 });
  answer(130);
  expect(injected()).toMatchObject({ onset: 0.35, offset: 1.2 });
  expect(labels()).toEqual(['Injected 12.5 µA/cm² into PN 3 from 0.35 to 1.2 ms']);
  lab.undo();
  expect(injected()).toBeUndefined();
});

test('a second injection is a current and an entry of its own', () => {
  const { lab, batch, answer, labels } = setUpRun();
  startInjection(lab, 3);
  answer(20);
  batch(20);
  startInjection(lab, 100);
  answer(30);
  answer(30);
  batch(30);
  stopInjection(lab);
  answer(40);
  expect(labels()).toEqual([
    'Injected 10 µA/cm² into PN 3 from 0.2 to 0.3 ms',
    'Injected 10 µA/cm² into LN 100 from 0.3 to 0.4 ms',
  ]);
});

test('held while the run is paused it starts with the next step; let go before one it has not been', () => {
  const { lab, reply, runId, answer, batch, injected, labels } = setUpRun();
  lab.pause();
  reply({ type: 'paused', runId: runId() });
  startInjection(lab, 3);
  answer(20);
  stopInjection(lab);
  expect(injected()).toBeUndefined();
  expect(labels()).toEqual([]);
  // Redone it would flow to the end of the run.
  expect(lab.history.state.getState().future).toEqual([]);
  answer(20);
  startInjection(lab, 3);
  answer(20);
  lab.resume();
  batch(20);
  stopInjection(lab);
  answer(30);
  expect(labels()).toEqual(['Injected 10 µA/cm² into PN 3 from 0.2 to 0.3 ms']);
});

test('one that is undone while it is held leaves nothing to remove', () => {
  const { lab, reply, runId, answer, labels } = setUpRun();
  lab.pause();
  reply({ type: 'paused', runId: runId() });
  startInjection(lab, 3);
  answer(20);
  lab.undo();
  stopInjection(lab);
  expect(labels()).toEqual([]);
});

test('there is none into a run of other neurons than the network has now', () => {
  const { lab, injected } = setUpRun();
  lab.setField('n', 48);
  expect(startInjection(lab, 3)).toContain('press Run');
  expect(injected()).toBeUndefined();
});

test('the end of the run lets go', () => {
  const { lab, reply, runId, progressAt, answer, injected } = setUpRun();
  startInjection(lab, 3);
  answer(20);
  reply({ type: 'finished', runId: runId(), progress: progressAt(100_000) });
  expect(lab.view.getState().injected).toBeUndefined();
  expect(injected()).toBeUndefined();
});

test('there has to be a run and such a neuron, and the current has a range', () => {
  const { lab } = setUp();
  expect(startInjection(lab, 3)).toContain('press Run');
  lab.start();
  expect(startInjection(lab, 120)).toBe('There is no neuron 120: the network has 0 to 119');
  expect(setInjectionAmplitude(lab, NaN, 'lots')).toContain('from -100 to 100 µA/cm², got lots');
  expect(lab.view.getState().injectionAmplitude).toBe(10);
  expect(lab.document.getState().stimulus).toHaveLength(1);
});
