import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { buildNetwork } from '../model/buildNetwork.ts';
import { writeSavedState } from '../model/savedState.ts';
import type { StateReply } from '../simulation/client.ts';
import { createRunStore } from './runState.ts';
import { StateReader } from './stateReader.ts';
import { describeRun } from '../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT, withNetwork } from './labDocument.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const RUN = describeRun(withNetwork(DEFAULT_DOCUMENT, { n: 12 }));
const NETWORK = buildNetwork(RUN.network, RUN.duration);
const SUMMARY = { n: 12, populations: NETWORK.populations, synapses: [] };

/** A run that goes on, and what it answers. */
function setUp() {
  const run = createRunStore();
  run.setState({ status: 'running', run: RUN, network: { description: RUN.network, summary: SUMMARY } });
  const read = vi.fn<() => Promise<StateReply>>(async () => ({
    step: 500,
    state: writeSavedState(NETWORK, NETWORK.initialState),
  }));
  return { run, read, reader: new StateReader(run, read) };
}
const goOn = (run: ReturnType<typeof createRunStore>, step: number): void =>
  run.setState({ progress: { step, steps: 1000, time: step / 100, wallSeconds: 1, speed: 1 } });

test('who listens is told what every neuron has, and when', async () => {
  const { reader } = setUp();
  const listener = vi.fn<() => void>();
  reader.subscribe(listener);
  await vi.advanceTimersByTimeAsync(1);
  expect(listener).toHaveBeenCalledTimes(1);
  const { neurons, t_fire } = NETWORK.initialState;
  expect(reader.current).toMatchObject({ neurons, t_fire, populations: NETWORK.populations, time: 5 });
});

test('nothing is read while nobody listens', async () => {
  const { run, read, reader } = setUp();
  goOn(run, 10);
  await vi.advanceTimersByTimeAsync(1000);
  reader.subscribe(() => undefined)();
  goOn(run, 20);
  await vi.advanceTimersByTimeAsync(1000);
  expect(read).not.toHaveBeenCalled();
});

test('a run that goes on is read at most five times a second, one that stands still once', async () => {
  const { run, read, reader } = setUp();
  reader.subscribe(() => undefined);
  for (let step = 0; step < 100; step++) {
    goOn(run, step);
    await vi.advanceTimersByTimeAsync(10);
  }
  expect(read.mock.calls.length).toBeGreaterThan(3);
  expect(read.mock.calls.length).toBeLessThan(7);
  await vi.advanceTimersByTimeAsync(1000);
  const before = read.mock.calls.length;
  await vi.advanceTimersByTimeAsync(5000);
  expect(read).toHaveBeenCalledTimes(before);
  run.setState({ status: 'paused' });
  await vi.advanceTimersByTimeAsync(1000);
  expect(read).toHaveBeenCalledTimes(before + 1);
});

test('a run that ends before it answers is no failure, and the next one is read', async () => {
  const { run, read, reader } = setUp();
  read.mockRejectedValueOnce(new Error('the run was stopped'));
  reader.subscribe(() => undefined);
  await vi.advanceTimersByTimeAsync(1);
  expect(reader.current).toBeUndefined();
  goOn(run, 10);
  await vi.advanceTimersByTimeAsync(1000);
  expect(reader.current).toBeDefined();
  run.setState({ status: 'idle', run: undefined });
  expect(reader.current).toBeUndefined();
});
