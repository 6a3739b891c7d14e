import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { readReference } from './fixtures/readReference.ts';
import { Session } from './session.ts';
import { fakeEngines, type FakeDevice, type FakeEngine } from '../engine/testing/fakeEngine.ts';

const run: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 2 },
  stimulus: DEFAULT_ODOUR,
  dt: 0.01,
  duration: 5,
  recordEvery: 10,
};

/** What a promise fails with, heard from the start. */
async function failureOf(promise: Promise<unknown>): Promise<string> {
  return promise.then(
    () => 'no failure',
    (error: Error) => error.message,
  );
}

async function finish(session: Session): Promise<number> {
  let rows = 0;
  while (!session.isDone) rows += (await session.advance()).voltage.length / session.network.n;
  return rows;
}

describe('a session', () => {
  test('runs to its end, not a step more, and tells how far it is', async () => {
    const session = await Session.open({ ...run, duration: 5.07 }, { choice: 'reference' }, openEngine);
    expect(await finish(session)).toBe(51);
    expect(session.progress).toMatchObject({ step: 507, steps: 507, time: 5.07 });
    expect(session.progress.wallSeconds).toBeGreaterThan(0);
  });

  test('says which engine runs and why', async () => {
    const session = await Session.open(run, { choice: 'auto' }, openEngine);
    // Node has neither WebGPU nor a canvas.
    expect(session.engine).toMatchObject({ kind: 'cpu', precision: 'float64' });
    expect(session.engine.reason).toMatch(/^chosen automatically: CPU is the best that is left; WebGPU: .+; WebGL: .+/);
  });

  test('an engine that is not there is refused with the reason', async () => {
    await expect(Session.open(run, { choice: 'webgl' }, openEngine)).rejects.toThrow(
      /WebGL is not available here: .*canvas/,
    );
  });

  test('counts synapses and the open fractions that are integrated for them', async () => {
    const { network } = await Session.open(
      { ...run, network: { ...run.network, n: 120 } },
      { choice: 'reference' },
      openEngine,
    );
    const [ach, gaba] = network.synapses;
    expect(ach!.count).toBeGreaterThan(1000);
    expect(ach!.openFractions).toBe(90);
    expect(gaba!.openFractions).toBe(30);
  });

  test('has the state in the layout of a saved state', async () => {
    const session = await Session.open(run, { choice: 'reference' }, openEngine);
    await finish(session);
    const state = await session.readState();
    const synapses = session.network.synapses.reduce((sum, { count }) => sum + count, 0);
    expect(state.length).toBe(7 * 12 + synapses);
    expect(Math.abs(state[0]! + 70)).toBeLessThan(5);
  });

  test('says when the stimulus ends before the run', async () => {
    const { description } = readReference('n12');
    const session = await Session.open({ ...description, duration: 1000 }, { choice: 'reference' }, openEngine);
    expect(session.notices).toEqual(['current.npy ends at 200 ms; its last column holds until 1000 ms']);
  });

  test.each([
    [{ dt: 0 }, /dt is 0 ms: expected a positive number/],
    [{ duration: -1 }, /the duration is -1 ms/],
    [{ duration: NaN }, /the duration is NaN ms/],
    [{ recordEvery: 0 }, /recording every 0 steps: expected a whole number from 1 to 1000000/],
    [{ recordEvery: 5e9 }, /recording every 5000000000 steps/],
    [{ duration: 0.004 }, /the duration is 0.004 ms: expected at least one step of dt = 0.01 ms/],
  ])('%o is refused', async (changes, message) => {
    await expect(Session.open({ ...run, ...changes }, { choice: 'reference' }, openEngine)).rejects.toThrow(message);
  });
});

test('a run that diverges ends with which neuron, which variable, when, and what dt would do', async () => {
  const { description } = readReference('n12');
  const session = await Session.open({ ...description, dt: 0.02 }, { choice: 'reference' }, openEngine);
  await expect(finish(session)).rejects.toThrow(
    /^neuron \d+ \(PN\): \w+ (reached -?[\d.e+]+( mV)?|is no number any more) at t = 17[\d.]+ ms with dt = 0\.02 ms; dt = 0\.01 ms gets past this moment$/,
  );
});

describe('streaming', () => {
  beforeEach(() => {
    vi.useFakeTimers();
  });
  afterEach(() => {
    vi.useRealTimers();
  });

  /** Runs to the end; `ms` is the time it took. */
  async function stream(device: Partial<FakeDevice>, duration = 100): Promise<{ engine: FakeEngine; ms: number }> {
    const engines = fakeEngines(device);
    const session = await Session.open({ ...run, duration }, { choice: 'webgpu' }, engines.open);
    const start = performance.now();
    const finished = finish(session).then(() => performance.now());
    while (!session.isDone) await vi.advanceTimersByTimeAsync(1000);
    return { engine: engines.engine(), ms: (await finished) - start };
  }

  test('the next batch is queued before the last one is back: the way back costs nothing', async () => {
    // Without checkpoints in between: those wait for what is under way.
    const [one, two] = [
      await stream({ mostInFlight: 1, latencyMs: 20 }, 9),
      await stream({ mostInFlight: 2, latencyMs: 20 }, 9),
    ];
    expect(one.engine.mostUnderWay).toBe(1);
    expect(two.engine.mostUnderWay).toBe(2);
    // Timers fire at whole milliseconds.
    expect(one.ms).toBeGreaterThanOrEqual(one.engine.busyMs + 19 * one.engine.calls.length);
    // Only the first batches, which are short, do not cover the way back of those before them.
    expect(two.ms - two.engine.busyMs).toBeLessThan(0.5 * (one.ms - one.engine.busyMs));
  });

  test.each([0.005, 0.05, 0.3, 2, 15])(
    'at %d ms a step a batch comes to 10 to 50 ms of device time',
    async (stepMs) => {
      const { engine } = await stream({ stepMs }, stepMs < 0.1 ? 1000 : 100);
      const settled = engine.calls.slice(16, -1).map((steps) => steps * stepMs);
      expect(settled.length).toBeGreaterThan(0);
      expect(Math.min(...settled)).toBeGreaterThanOrEqual(10);
      expect(Math.max(...settled)).toBeLessThanOrEqual(50);
    },
  );

  test('the first batches are small, so that a slow device comes back from them', async () => {
    const { engine } = await stream({ stepMs: 300 }, 1);
    expect(engine.calls.slice(0, 2)).toEqual([8, 8]);
    expect(engine.calls.at(-1)).toBeLessThanOrEqual(2);
  });

  test('checkpoints are read while nothing is under way, and few', async () => {
    const { engine } = await stream({ stepMs: 0.3 }, 100);
    expect(engine.statesRead).toBeGreaterThan(2);
    expect(engine.statesRead).toBeLessThanOrEqual(10);
  });

  test('progress is that of the batches delivered, and the state is read when those under way are back', async () => {
    const engines = fakeEngines();
    const session = await Session.open(run, { choice: 'webgpu' }, engines.open);
    const first = session.advance();
    await vi.advanceTimersByTimeAsync(100);
    const { steps } = await first;
    expect(engines.engine().step).toBe(2 * steps);
    expect(session.progress.step).toBe(steps);
    expect(session.isUnderWay).toBe(true);
    await session.readState();
    expect((await session.deliver()).firstStep).toBe(steps);
    expect(session.progress.step).toBe(2 * steps);
    expect(session.isUnderWay).toBe(false);
  });

  test('a divergence is told at its batch, and what is queued behind is dropped', async () => {
    const engines = fakeEngines({ divergesAt: 3, stepMs: 1 });
    const session = await Session.open(run, { choice: 'webgpu' }, engines.open);
    const failure = failureOf(session.advance());
    await vi.advanceTimersByTimeAsync(1000);
    expect(await failure).toMatch(/^neuron 0 \(PN\): V reached 412 mV at t = 0.04 ms/);
    expect(engines.engine().calls.length).toBe(2);
    expect(session.isUnderWay).toBe(false);
    await session.dispose();
    expect(engines.engine().isDisposed).toBe(true);
  });

  test('a GPU that hangs is told of after 2 s and given up after 20 s, with a sentence', async () => {
    const silences: number[] = [];
    const engines = fakeEngines({ hangsAt: 100 });
    const session = await Session.open(run, { choice: 'webgpu' }, engines.open, (seconds) => silences.push(seconds));
    const failure = failureOf(finish(session));
    await vi.advanceTimersByTimeAsync(2100);
    expect(silences).toEqual([2]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(await failure).toBe(
      'the GPU has not answered for 20 s (a fake): press Run to start again, with fewer neurons or on another engine',
    );
    expect(silences).toEqual([2, 4, 6, 8, 10, 12, 14, 16, 18]);
    await session.dispose();
    expect(engines.engine().isDisposed).toBe(true);
  });

  test('a software adapter may take its time', async () => {
    const silences: number[] = [];
    const engines = fakeEngines({ stepMs: 7000 }, { isSoftware: true });
    const session = await Session.open({ ...run, duration: 0.3 }, { choice: 'webgpu' }, engines.open, (seconds) =>
      silences.push(seconds),
    );
    const finished = finish(session);
    await vi.advanceTimersByTimeAsync(30 * 7000 + 100);
    await finished;
    expect(silences.length).toBeGreaterThan(50);
  });
});
