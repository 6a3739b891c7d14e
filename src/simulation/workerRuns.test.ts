import { setImmediate as setImmediateOfNode } from 'node:timers';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import type { Batch } from '../recording/batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import { CREDITS } from './protocol.ts';
import type { FromWorker, Pacing, Progress } from './protocol.ts';
import type { RunEdit } from './runEdit.ts';
import type { OpenEngine } from './session.ts';
import { fakeEngines, type FakeDevice } from '../engine/testing/fakeEngine.ts';
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

  test('refuses a probe of what is not there: a run fails by it, and goes on without an edit that adds it', async () => {
    const { runs, said, until } = open();
    const probes = [{ neuron: 8, variable: 'V' }];
    runs.receive({ type: 'start', runId: 1, run: { ...run, probes }, engine: { choice: 'reference' } });
    await until('failed');
    const sentence = 'a probe of V in neuron 8: expected a whole number from 0 to 7';
    expect(said.at(-1)).toEqual({ type: 'failed', runId: 1, message: sentence });
    runs.receive({ type: 'start', runId: 2, run, engine: { choice: 'reference' } });
    runs.receive({ type: 'edit', runId: 2, edit: { probes } });
    await until('editRefused');
    expect(said.at(-1)).toEqual({ type: 'editRefused', runId: 2, message: sentence });
    runs.receive({ type: 'edit', runId: 2, edit: { probes: [{ neuron: 7, variable: 'V' }] } });
    runs.receive({ type: 'pull', runId: 2 });
    await until('batch');
    const batch = said.flatMap((message) => (message.type === 'batch' ? [message.batch] : []))[0]!;
    expect([...batch.probes!]).toEqual([...batch.voltage].filter((_, k) => k % 8 === 7));
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

  test('answers with a checkpoint while it runs and when it is paused, and goes on from one as if it had not stopped', async () => {
    const whole = open();
    const pulls = (runs: WorkerRuns): void => {
      for (let k = 0; k < 3000; k++) runs.receive({ type: 'pull', runId: 1 });
    };
    const engine = { choice: 'cpu', precision: 'float32', threads: 1 } as const;
    const checkpointsOf = (said: readonly FromWorker[]): Checkpoint[] =>
      said.flatMap((message) => (message.type === 'checkpoint' ? [message.checkpoint] : []));
    const batchesOf = (said: readonly FromWorker[]): Batch[] =>
      said.flatMap((message) => (message.type === 'batch' ? [message.batch] : []));
    whole.runs.receive({ type: 'start', runId: 1, run, engine, pacing: { until: 1117 } });
    pulls(whole.runs);
    whole.runs.receive({ type: 'readCheckpoint', runId: 1 });
    await whole.until('paused');
    whole.runs.receive({ type: 'readCheckpoint', runId: 1 });
    whole.runs.receive({ type: 'resume', runId: 1 });
    await whole.until('finished');
    whole.runs.receive({ type: 'readCheckpoint', runId: 1 });
    while (checkpointsOf(whole.said).length < 3) await settle();
    const [, from, end] = checkpointsOf(whole.said);
    expect([from!.step, end!.step]).toEqual([1117, 3000]);

    const rest = open();
    rest.runs.receive({ type: 'start', runId: 1, run, engine, from: structuredClone(from!) });
    pulls(rest.runs);
    await rest.until('finished');
    rest.runs.receive({ type: 'readCheckpoint', runId: 1 });
    await rest.until('checkpoint');
    expect(checkpointsOf(rest.said)).toEqual([end]);
    expect(batchesOf(rest.said)[0]).toMatchObject({ firstStep: 1117, firstRecordedStep: 1120 });
    const V = (said: readonly FromWorker[]): number[] => batchesOf(said).flatMap(({ voltage }) => [...voltage]);
    const after = V(rest.said);
    expect(after).toHaveLength(188 * 8);
    expect(V(whole.said).slice(-after.length)).toEqual(after);
    expect(rest.said.at(-2)).toMatchObject({ type: 'finished', progress: { step: 3000, since: 11.17 } });
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

describe('an edit', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  const setting = (value: number): RunEdit => ({ changes: [{ kind: 'set', parameter: 'g_Na', value }] });

  /** A run on a fake device that takes edits in place. */
  function start(device: Partial<FakeDevice> = {}, credits = 1000) {
    const engines = fakeEngines({ takesUpdates: true, stepMs: 1, ...device });
    const { runs, said } = open(engines.open);
    runs.receive({ type: 'start', runId: 1, run, engine: { choice: 'webgpu' } });
    for (let credit = 0; credit < credits; credit++) runs.receive({ type: 'pull', runId: 1 });
    const wait = async (ms: number): Promise<void> => {
      for (let k = 0; k < ms; k++) await vi.advanceTimersByTimeAsync(1);
    };
    return {
      wait,
      engine: () => engines.engine(),
      edit: (edit: RunEdit) => runs.receive({ type: 'edit', runId: 1, edit }),
      send: (type: 'pause' | 'resume' | 'stop') => runs.receive({ type, runId: 1 }),
      /** What was said, batches and edits with the step that they reach or count from. */
      heard: () =>
        said.map((message) => {
          if (message.type === 'batch') return `batch to ${message.progress.step}`;
          if (message.type === 'edited') return `edited at ${message.step}`;
          return message.type === 'editRefused' ? `refused: ${message.message}` : message.type;
        }),
    };
  }

  test('that comes while two batches are under way is made when both are back, before the next step', async () => {
    const { wait, edit, engine, heard, send } = start();
    await wait(3);
    expect(engine().calls).toEqual([8, 8]);
    edit(setting(90));
    await wait(60);
    expect(heard().slice(0, 4)).toEqual(['ready', 'batch to 8', 'batch to 16', 'edited at 16']);
    expect(engine().updates).toEqual([16]);
    expect(heard().length).toBeGreaterThan(4);
    send('stop');
  });

  test('after the other is made in order; one that is refused leaves the others and the run alone', async () => {
    const { wait, edit, engine, heard, send } = start();
    await wait(3);
    edit(setting(90));
    edit(setting(-1));
    edit(setting(80));
    await wait(60);
    expect(heard().slice(3, 6)).toEqual([
      'edited at 16',
      expect.stringMatching(/^refused: .*g_Na would be -1 mS\/cm²/),
      'edited at 16',
    ]);
    expect(engine().updates).toEqual([16, 16]);
    expect(heard()[6]).toMatch(/^batch to/);
    send('stop');
  });

  test('before the run has begun counts from its first step', async () => {
    const { wait, edit, heard, send } = start();
    edit(setting(90));
    await wait(30);
    expect(heard().slice(0, 3)).toEqual(['ready', 'edited at 0', 'batch to 8']);
    send('stop');
  });

  test('of a paused run is made at once, and it stays paused', async () => {
    const { wait, edit, heard, send } = start();
    await wait(3);
    send('pause');
    await wait(60);
    edit(setting(90));
    await wait(60);
    expect(heard()).toEqual(['ready', 'batch to 8', 'batch to 16', 'paused', 'edited at 16']);
    send('resume');
    await wait(60);
    expect(heard()[5]).toMatch(/^batch to/);
    send('stop');
  });

  test('needs no credit', async () => {
    const { wait, edit, heard, send } = start({ mostInFlight: 1 }, 1);
    await wait(60);
    edit(setting(90));
    await wait(10);
    expect(heard()).toEqual(['ready', 'batch to 8', 'edited at 8']);
    send('stop');
  });

  test('that the device cannot take in place goes on in a new engine', async () => {
    const { wait, edit, engine, heard, send } = start({ takesUpdates: false, stepMs: 0.05 });
    await wait(100);
    const old = engine();
    edit(setting(90));
    await wait(100);
    expect(old.isDisposed).toBe(true);
    expect(engine()).not.toBe(old);
    expect(heard()).toContain(`edited at ${old.step}`);
    expect(engine().step).toBeGreaterThan(old.step);
    send('stop');
  });

  test('of a run that fails meanwhile is not answered', async () => {
    const { wait, edit, heard } = start({ divergesAt: 12 });
    await wait(3);
    edit(setting(90));
    await wait(60);
    expect(heard()).toEqual(['ready', 'batch to 8', 'failed']);
  });

  test('is followed by a look at the state, from which a divergence is explained', async () => {
    const { wait, edit, engine, send } = start();
    await wait(3);
    expect(engine().statesRead).toBe(0);
    edit(setting(90));
    await wait(60);
    expect(engine().statesRead).toBe(1);
    send('stop');
  });
});

describe('with a pace', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** A run on a fake device, and a page that takes every batch at once, or none while it is hidden. */
  function pace(pacing: Pacing, device: Partial<FakeDevice> = {}, description: RunDescription = run) {
    const engines = fakeEngines({ stepMs: 0.005, latencyMs: 1, ...device });
    const said: { readonly message: FromWorker; readonly at: number }[] = [];
    const page = { isHidden: false };
    const runs = new WorkerRuns({
      send: (message) => {
        said.push({ message, at: performance.now() });
        if (message.type === 'batch' && !page.isHidden) runs.receive({ type: 'pull', runId: 1 });
      },
      openEngine: engines.open,
      probeEngines: () => Promise.resolve([]),
    });
    runs.receive({ type: 'start', runId: 1, run: description, engine: { choice: 'webgpu' }, pacing });
    for (let credit = 0; credit < CREDITS; credit++) runs.receive({ type: 'pull', runId: 1 });
    const batches = (): { steps: number; at: number; progress: Progress }[] =>
      said.flatMap(({ message, at }) =>
        message.type === 'batch' ? [{ steps: message.batch.steps, at, progress: message.progress }] : [],
      );
    return {
      runs,
      page,
      batches,
      engine: () => engines.engine(),
      heard: (type: FromWorker['type']) => said.filter(({ message }) => message.type === type).length,
      step: () => batches().at(-1)?.progress.step ?? 0,
      /** Lets time pass; what goes from task to task gets its turn in each ms. */
      async wait(ms: number) {
        for (let k = 0; k < ms; k++) {
          await vi.advanceTimersByTimeAsync(1);
          await new Promise<void>((resolve) => setImmediateOfNode(resolve));
        }
      },
    };
  }

  const long: RunDescription = { ...run, duration: 100_000 };

  test.each([
    ['slow motion', 1],
    ['a hundredth of real time', 10],
    ['half of real time', 500],
  ])(
    '%s goes smoothly: small batches, at most one per frame, no drift, and the speed says so',
    async (_, msPerSecond) => {
      const { wait, batches, step, runs } = pace({ msPerSecond }, {}, long);
      await wait(4000);
      const due = (4000 * msPerSecond) / 1000 / 0.01;
      expect(step()).toBeLessThanOrEqual(due);
      // A frame and the way back are still under way.
      expect(step()).toBeGreaterThan(due * (1 - 40 / 4000) - 2);
      const gaps = batches().map(({ at }, k) => at - (batches()[k - 1]?.at ?? 0));
      expect(Math.max(...gaps.slice(1))).toBeLessThanOrEqual(25);
      // The first second is for finding the size of batches.
      expect(batches().filter(({ at }) => at - batches()[0]!.at >= 1000).length).toBeLessThanOrEqual(3000 / 16 + 1);
      expect(Math.max(...batches().map(({ steps }) => steps))).toBeLessThanOrEqual(
        Math.ceil((msPerSecond / 10) * 25) + 1,
      );
      const { speed, wallSeconds } = batches().at(-1)!.progress;
      expect(speed).toBeGreaterThan(0.9 * (msPerSecond / 1000));
      expect(speed).toBeLessThan(1.1 * (msPerSecond / 1000));
      expect(wallSeconds).toBeCloseTo(4, 1);
      runs.receive({ type: 'stop', runId: 1 });
    },
  );

  test('a pace beyond what the device can do leaves it no rest', async () => {
    const fast = pace({ msPerSecond: 1e6 }, {}, long);
    const free = pace({}, {}, long);
    await fast.wait(1000);
    await free.wait(1000);
    expect(fast.step()).toBeGreaterThan(0.9 * free.step());
    fast.runs.receive({ type: 'stop', runId: 1 });
    free.runs.receive({ type: 'stop', runId: 1 });
  });

  test('batches have their size again when the pace is lifted', async () => {
    const { wait, batches, runs, engine } = pace({}, {}, long);
    await wait(500);
    const size = engine().calls.at(-1)!;
    expect(size).toBeGreaterThan(3000);
    runs.receive({ type: 'resume', runId: 1, pacing: { msPerSecond: 1 } });
    await wait(500);
    expect(batches().at(-1)!.steps).toBeLessThan(10);
    const calls = engine().calls.length;
    runs.receive({ type: 'resume', runId: 1, pacing: {} });
    await wait(20);
    expect(engine().calls[calls]).toBeGreaterThan(0.9 * size);
    runs.receive({ type: 'stop', runId: 1 });
  });

  test('a new pace of a run that goes on counts from the batch that the page has', async () => {
    const { wait, step, runs } = pace({}, {}, long);
    await wait(500);
    runs.receive({ type: 'resume', runId: 1, pacing: { msPerSecond: 1 } });
    await wait(200);
    const before = step();
    await wait(1000);
    expect(step() - before).toBeGreaterThanOrEqual(98);
    expect(step() - before).toBeLessThanOrEqual(102);
    runs.receive({ type: 'stop', runId: 1 });
  });

  test('there is no burst after a pause, nor when a hidden page comes back', async () => {
    const { wait, step, batches, runs, page } = pace({ msPerSecond: 10 }, {}, long);
    await wait(200);
    runs.receive({ type: 'pause', runId: 1 });
    await wait(2000);
    let before = step();
    runs.receive({ type: 'resume', runId: 1, pacing: { msPerSecond: 10 } });
    await wait(200);
    expect(step() - before).toBeLessThanOrEqual(200);
    page.isHidden = true;
    const sent = batches().length;
    await wait(2000);
    // Credits hold at any pace.
    expect(batches().length - sent).toBeLessThanOrEqual(CREDITS);
    before = step();
    page.isHidden = false;
    for (let credit = 0; credit < CREDITS; credit++) runs.receive({ type: 'pull', runId: 1 });
    await wait(200);
    expect(step() - before).toBeLessThanOrEqual(300);
    runs.receive({ type: 'stop', runId: 1 });
  });

  test('a run that may go as far as a step pauses there and says so each time', async () => {
    const { wait, step, runs, heard } = pace({ until: 1234 }, { mostInFlight: 2 });
    await wait(200);
    expect([step(), heard('paused')]).toEqual([1234, 1]);
    for (let k = 1; k <= 3; k++) {
      runs.receive({ type: 'resume', runId: 1, pacing: { until: 1234 + k } });
      await wait(50);
      expect([step(), heard('paused')]).toEqual([1234 + k, 1 + k]);
    }
    // Nothing is ahead: it stays, and the page hears that it does.
    runs.receive({ type: 'resume', runId: 1, pacing: { until: 700 } });
    await wait(50);
    expect([step(), heard('paused')]).toEqual([1237, 5]);
    runs.receive({ type: 'resume', runId: 1, pacing: { msPerSecond: 1, until: 1247 } });
    await wait(200);
    expect([step(), heard('paused')]).toEqual([1247, 6]);
    runs.receive({ type: 'resume', runId: 1 });
    await wait(200);
    expect([step(), heard('finished')]).toEqual([3000, 1]);
  });

  test('a run may be paused at its first step, edited there and end where it was to pause', async () => {
    const { wait, step, runs, heard } = pace({ until: 0 });
    await wait(50);
    expect([step(), heard('paused'), heard('batch')]).toEqual([0, 1, 0]);
    runs.receive({ type: 'edit', runId: 1, edit: { duration: 20 } });
    runs.receive({ type: 'resume', runId: 1, pacing: { until: 2000 } });
    await wait(200);
    expect([step(), heard('edited'), heard('finished'), heard('paused')]).toEqual([2000, 1, 1, 1]);
    // It goes on when it is given more time.
    runs.receive({ type: 'edit', runId: 1, edit: { duration: 25 } });
    await wait(200);
    expect([step(), heard('edited'), heard('finished'), heard('paused')]).toEqual([2500, 2, 2, 1]);
  });

  test('a run that is made shorter than it is ends where it is', async () => {
    const { wait, step, runs, heard } = pace({ until: 1000 });
    await wait(100);
    runs.receive({ type: 'edit', runId: 1, edit: { duration: 5 } });
    await wait(50);
    expect([step(), heard('finished')]).toEqual([1000, 1]);
  });

  test('a pace that is none ends the run with a sentence', async () => {
    const said = pace({ msPerSecond: 0 });
    await said.wait(50);
    expect(said.heard('failed')).toBe(1);
  });
});
