import { describe, expect, test } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus.ts';
import { readReference } from './fixtures/readReference.ts';
import { Session } from './session.ts';

const run: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 2 },
  stimulus: DEFAULT_ODOUR,
  dt: 0.01,
  duration: 5,
  recordEvery: 10,
};

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
    expect(session.engine).toMatchObject({ kind: 'reference', precision: 'float64' });
    expect(session.engine.reason).toMatch(
      /^chosen automatically: reference is the best that is left; WebGPU: .+; WebGL: .+/,
    );
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
