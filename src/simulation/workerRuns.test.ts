import { afterEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus.ts';
import type { FromWorker } from './protocol.ts';
import type { OpenEngine } from './session.ts';
import { fakeEngines } from '../engine/testing/fakeEngine.ts';
import { WorkerRuns } from './workerRuns.ts';

const run: RunDescription = {
  network: { preset: 'nerveflow', n: 8, seed: 2 },
  stimulus: DEFAULT_ODOUR,
  dt: 0.01,
  duration: 30,
  recordEvery: 10,
};

/** A worker's inside without the worker, and what it has said so far. */
function open(openAny: OpenEngine = openEngine): {
  runs: WorkerRuns;
  said: FromWorker[];
  until(type: FromWorker['type']): Promise<void>;
} {
  const said: FromWorker[] = [];
  const runs = new WorkerRuns({
    send: (message) => said.push(message),
    openEngine: openAny,
    probeEngines: () => Promise.resolve([]),
  });
  const until = async (type: FromWorker['type']): Promise<void> => {
    while (!said.some((message) => message.type === type)) await settle();
  };
  return { runs, said, until };
}

function settle(): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, 5));
}

const count = (said: readonly FromWorker[], type: FromWorker['type']): number =>
  said.filter((message) => message.type === type).length;

describe('the worker', () => {
  test('sends one batch per credit and none without', async () => {
    const { runs, said, until } = open();
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
    await until('ready');
    await settle();
    expect(count(said, 'batch')).toBe(0);
    runs.receive({ type: 'pull', runId: 1 });
    runs.receive({ type: 'pull', runId: 1 });
    await until('batch');
    for (let k = 0; k < 10; k++) await settle();
    expect(count(said, 'batch')).toBe(2);
  });

  test('finishes with every step done, in order', async () => {
    const { runs, said, until } = open();
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
    for (let k = 0; k < 3000; k++) runs.receive({ type: 'pull', runId: 1 });
    await until('finished');
    const batches = said.flatMap((message) => (message.type === 'batch' ? [message.batch] : []));
    let step = 0;
    for (const batch of batches) {
      expect(batch.firstStep).toBe(step);
      step += batch.steps;
    }
    expect(step).toBe(3000);
    expect(said.at(-1)).toMatchObject({ type: 'finished', progress: { step: 3000, steps: 3000 } });
  });

  test('pauses between two batches, says so once, and goes on', async () => {
    const { runs, said, until } = open();
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
    for (let k = 0; k < 5; k++) runs.receive({ type: 'pull', runId: 1 });
    runs.receive({ type: 'pause', runId: 1 });
    await until('paused');
    const before = count(said, 'batch');
    for (let k = 0; k < 5; k++) await settle();
    expect(count(said, 'batch')).toBe(before);
    expect(count(said, 'paused')).toBe(1);
    for (let k = 0; k < 3000; k++) runs.receive({ type: 'pull', runId: 1 });
    runs.receive({ type: 'resume', runId: 1 });
    await until('finished');
  });

  test('answers with the state, also when the run has finished', async () => {
    const { runs, said, until } = open();
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
    for (let k = 0; k < 3000; k++) runs.receive({ type: 'pull', runId: 1 });
    await until('finished');
    runs.receive({ type: 'readState', runId: 1 });
    await until('state');
    expect(said.at(-1)).toMatchObject({ type: 'state', step: 3000 });
  });

  test('a new start ends the run before it; nothing more is heard of the old one', async () => {
    const { runs, said, until } = open();
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
    await until('ready');
    runs.receive({ type: 'start', runId: 2, run, engine: { choice: 'reference' } });
    runs.receive({ type: 'pull', runId: 1 });
    for (let k = 0; k < 3000; k++) runs.receive({ type: 'pull', runId: 2 });
    await until('finished');
    expect(said.filter((message) => message.type === 'batch' && message.runId === 1)).toEqual([]);
    expect(said.at(-1)).toMatchObject({ type: 'finished', runId: 2 });
  });

  test('a description that does not fit becomes one sentence', async () => {
    const { runs, said, until } = open();
    const network = { ...run.network, n: 0 };
    runs.receive({ type: 'start', runId: 7, run: { ...run, network }, engine: { choice: 'reference' } });
    await until('failed');
    expect(said).toEqual([
      { type: 'failed', runId: 7, message: 'a network of 0 neurons: n must be a whole number from 1 to 65535' },
    ]);
  });
});

test('a pause that comes with the last batch does not outlive the run', async () => {
  const { runs, said, until } = open();
  runs.receive({ type: 'start', runId: 1, run: { ...run, duration: 0.05 }, engine: { choice: 'reference' } });
  runs.receive({ type: 'pull', runId: 1 });
  await until('finished');
  runs.receive({ type: 'pause', runId: 1 });
  await settle();
  expect(count(said, 'paused')).toBe(0);
});

test('every request for the state is answered', async () => {
  const { runs, said, until } = open();
  runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'reference' } });
  runs.receive({ type: 'readState', runId: 1 });
  runs.receive({ type: 'readState', runId: 1 });
  await until('state');
  await settle();
  expect(count(said, 'state')).toBe(2);
});

describe('with two batches under way', () => {
  afterEach(() => {
    vi.useRealTimers();
  });

  test('a pause delivers what is under way before it says so, and the state is that of the last batch', async () => {
    const engines = fakeEngines({ stepMs: 1 });
    const { runs, said, until } = open(engines.open);
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'webgpu' } });
    runs.receive({ type: 'pull', runId: 1 });
    await until('ready');
    expect(engines.engine().calls).toEqual([8, 8]);
    runs.receive({ type: 'pause', runId: 1 });
    runs.receive({ type: 'readState', runId: 1 });
    await until('paused');
    expect(said.map(({ type }) => type)).toEqual(['ready', 'batch', 'batch', 'state', 'paused']);
    expect(said[2]).toMatchObject({ progress: { step: 16 } });
    expect(said[3]).toMatchObject({ step: 16 });
    // The page was sent one batch more than it had granted: it gets the next one only after two more credits.
    runs.receive({ type: 'resume', runId: 1 });
    runs.receive({ type: 'pull', runId: 1 });
    for (let k = 0; k < 5; k++) await settle();
    expect(count(said, 'batch')).toBe(2);
    runs.receive({ type: 'pull', runId: 1 });
    for (let k = 0; k < 20; k++) await settle();
    expect(count(said, 'batch')).toBe(3);
    runs.receive({ type: 'stop', runId: 1 });
  });

  test('a silent device is told of, and does not keep the next run waiting', async () => {
    vi.useFakeTimers();
    const hanging = fakeEngines({ hangsAt: 0 });
    const { runs, said } = open(hanging.open);
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'webgpu' } });
    runs.receive({ type: 'pull', runId: 1 });
    await vi.advanceTimersByTimeAsync(2000);
    expect(said.at(-1)).toEqual({ type: 'stalled', runId: 1, seconds: 2 });
    const first = hanging.engine();
    runs.receive({ type: 'start', runId: 2, run, engine: { choice: 'webgpu' } });
    await vi.advanceTimersByTimeAsync(2000);
    expect(first.isDisposed).toBe(true);
    expect(said.at(-1)).toMatchObject({ type: 'ready', runId: 2 });
    expect(count(said, 'failed')).toBe(0);
  });
});
