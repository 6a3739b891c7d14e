import { expect, test } from 'vitest';
import type { RunDescription } from '../model/description.ts';
import type { Batch } from '../recording/batch.ts';
import { SimulationClient } from './client.ts';
import type { SimulationListener, WorkerPort } from './client.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CREDITS } from './protocol.ts';
import type { FromWorker, Progress, ToWorker } from './protocol.ts';

const RUN: RunDescription = {
  network: { preset: 'nerveflow', n: 2, seed: 1 },
  stimulus: {
    kind: 'odour',
    amplitude: 10,
    share: 0.33,
    seed: 1,
    onset: 100,
    offset: 600,
    tauRise: 75,
    tauDecay: 150,
  },
  dt: 0.01,
  duration: 1000,
  recordEvery: 10,
};

function batchAt(firstStep: number): Batch {
  return {
    firstStep,
    steps: 10,
    firstRecordedStep: firstStep,
    voltage: new Float32Array(2),
    spikeNeuron: new Int32Array(0),
    spikeStep: new Float64Array(0),
  };
}

const CHECKPOINT: Checkpoint = {
  step: 20,
  dt: 0.01,
  state: { high: new Float64Array(2), t_fire: new Float64Array(1) },
  shape: { n: 1, populations: [{ name: 'PN', first: 0, count: 1 }], slots: 2, openFractions: [] },
};

function progressAt(step: number): Progress {
  return { step, steps: 100, time: step * 0.01, wallSeconds: 1, speed: 1 };
}

function setUp() {
  const workers: { port: WorkerPort; sent: ToWorker[]; terminated: boolean }[] = [];
  const frames: (() => void)[] = [];
  const heard: string[] = [];
  let stopsOnBatch = false;
  const listener: SimulationListener = {
    onEngines: (engines) => heard.push(`engines ${engines.length}`),
    onReady: () => heard.push('ready'),
    onBatch: (batch) => {
      heard.push(`batch ${batch.firstStep}`);
      if (stopsOnBatch) client.stop();
    },
    onStalled: (seconds) => heard.push(`stalled ${seconds}`),
    onPaused: () => heard.push('paused'),
    onEdited: (step) => heard.push(`edited ${step}`),
    onEditRefused: (message) => heard.push(`refused ${message}`),
    onKept: ({ step }) => heard.push(`kept ${step}`),
    onConfirmed: ({ confirmed, batches }) => heard.push(`confirmed ${confirmed} of ${batches}`),
    onFinished: (progress) => heard.push(`finished ${progress.step}`),
    onFailed: (message) => heard.push(`failed ${message}`),
  };
  const client = new SimulationClient(
    () => {
      const worker = { sent: [] as ToWorker[], terminated: false, port: undefined as unknown as WorkerPort };
      worker.port = {
        postMessage: (message) => worker.sent.push(message),
        terminate: () => (worker.terminated = true),
        onmessage: null,
        onerror: null,
        onmessageerror: null,
      };
      workers.push(worker);
      return worker.port;
    },
    (callback) => frames.push(callback),
    listener,
  );
  return {
    client,
    workers,
    heard,
    stopOnBatch: () => (stopsOnBatch = true),
    reply: (message: FromWorker) => workers.at(-1)!.port.onmessage!({ data: message } as MessageEvent<FromWorker>),
    nextFrame: () => frames.splice(0).forEach((callback) => callback()),
    pulls: () => workers.at(-1)!.sent.filter((message) => message.type === 'pull'),
  };
}

test('a run starts with CREDITS credits, and each gives way to the next only when its batch was consumed in a frame', () => {
  const { client, heard, reply, nextFrame, pulls } = setUp();
  client.start(RUN, { choice: 'auto' });
  expect(pulls()).toHaveLength(CREDITS);
  reply({ type: 'batch', runId: 1, batch: batchAt(0), progress: progressAt(10) });
  reply({ type: 'batch', runId: 1, batch: batchAt(10), progress: progressAt(20) });
  expect(heard).toEqual([]);
  expect(pulls()).toHaveLength(CREDITS);
  nextFrame();
  expect(heard).toEqual(['batch 0', 'batch 10']);
  expect(pulls()).toHaveLength(CREDITS + 2);
});

test('a new run stops the old one and its late replies are dropped', () => {
  const { client, workers, heard, reply, nextFrame } = setUp();
  client.start(RUN, { choice: 'auto' });
  reply({ type: 'batch', runId: 1, batch: batchAt(0), progress: progressAt(10) });
  client.start(RUN, { choice: 'reference' });
  expect(workers[0]!.sent).toContainEqual({ type: 'stop', runId: 1 });
  nextFrame();
  reply({ type: 'batch', runId: 1, batch: batchAt(10), progress: progressAt(20) });
  reply({ type: 'failed', runId: 1, message: 'too late' });
  nextFrame();
  expect(heard).toEqual([]);
  reply({ type: 'batch', runId: 2, batch: batchAt(0), progress: progressAt(10) });
  nextFrame();
  expect(heard).toEqual(['batch 0']);
});

test('the end of a run is heard after its last batches, without waiting for a frame', () => {
  const { client, heard, reply, nextFrame } = setUp();
  client.start(RUN, { choice: 'auto' });
  reply({ type: 'batch', runId: 1, batch: batchAt(0), progress: progressAt(10) });
  reply({ type: 'finished', runId: 1, progress: progressAt(10) });
  expect(heard).toEqual(['batch 0', 'finished 10']);
  nextFrame();
  expect(heard).toEqual(['batch 0', 'finished 10']);
});

test('a listener that stops the run while it takes a batch hears nothing of the batches behind it', () => {
  const { client, workers, heard, reply, nextFrame, stopOnBatch } = setUp();
  client.start(RUN, { choice: 'auto' });
  reply({ type: 'batch', runId: 1, batch: batchAt(0), progress: progressAt(10) });
  reply({ type: 'batch', runId: 1, batch: batchAt(10), progress: progressAt(20) });
  stopOnBatch();
  nextFrame();
  expect(heard).toEqual(['batch 0']);
  expect(workers[0]!.sent.at(-1)).toEqual({ type: 'stop', runId: 1 });
});

test('a worker that crashes becomes a sentence, and the next run gets a new worker', () => {
  const { client, workers, heard, reply, nextFrame } = setUp();
  client.start(RUN, { choice: 'auto' });
  workers[0]!.port.onerror!({ message: 'out of memory' } as ErrorEvent);
  expect(heard).toEqual(['failed The simulation worker stopped: out of memory. Run starts it again.']);
  expect(workers[0]!.terminated).toBe(true);
  client.start(RUN, { choice: 'auto' });
  expect(workers).toHaveLength(2);
  reply({ type: 'batch', runId: 2, batch: batchAt(0), progress: progressAt(10) });
  nextFrame();
  expect(heard.at(-1)).toBe('batch 0');
});

test('a state that was asked for arrives, or its promise fails when the run ends first', async () => {
  const { client, reply } = setUp();
  await expect(client.readState()).rejects.toThrow('there is no run');
  client.start(RUN, { choice: 'auto' });
  const answered = client.readState();
  reply({ type: 'state', runId: 1, step: 20, state: new Float64Array([1, 2]) });
  await expect(answered).resolves.toEqual({ step: 20, state: new Float64Array([1, 2]) });
  const unanswered = client.readState();
  client.stop();
  await expect(unanswered).rejects.toThrow('the run was stopped');
});

test('a checkpoint that was asked for arrives beside a state, and a run starts from it', async () => {
  const { client, reply, workers, heard } = setUp();
  await expect(client.readCheckpoint()).rejects.toThrow('there is no run');
  client.start(RUN, { choice: 'auto' });
  const [state, answered] = [client.readState(), client.readCheckpoint()];
  reply({ type: 'kept', runId: 1, checkpoint: CHECKPOINT });
  reply({ type: 'checkpoint', runId: 1, checkpoint: { ...CHECKPOINT, step: 30 } });
  reply({ type: 'state', runId: 1, step: 40, state: new Float64Array([1, 2]) });
  await expect(answered).resolves.toMatchObject({ step: 30 });
  await expect(state).resolves.toMatchObject({ step: 40 });
  expect(heard.at(-1)).toBe('kept 20');
  const unanswered = client.readCheckpoint();
  client.start(RUN, { choice: 'cpu' }, {}, { from: CHECKPOINT });
  await expect(unanswered).rejects.toThrow('the run was stopped');
  expect(workers[0]!.sent.findLast(({ type }) => type === 'start')).toMatchObject({ runId: 2, from: CHECKPOINT });
});

test('pause, resume and stop without a run send nothing and make no worker', () => {
  const { client, workers } = setUp();
  client.pause();
  client.resume();
  client.stop();
  expect(workers).toHaveLength(0);
});
