import { describe, expect, test } from 'vitest';
import { startNodeThread } from '../cli/startNodeThread.ts';
import { provideThreads } from '../engine/cpu/threads.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';
import { toFloat64 } from '../engine/engineState.ts';
import { openEngine } from '../engine/openEngine.ts';
import type { RunDescription } from '../model/description.ts';
import { randomStream } from '../model/random.ts';
import type { Checkpoint } from './checkpoint.ts';
import { EDITS, SHORT_RUN } from './fixtures/recordEdited.ts';
import { RESUMED_RUNS, recordResumed } from './fixtures/recordResumed.ts';
import { applyEdit, type RunEdit } from './runEdit.ts';
import { Session, type OpenEngine } from './session.ts';

provideThreads(startNodeThread, 2);

const ENGINES: Readonly<Record<string, EngineRequest>> = {
  reference: { choice: 'reference' },
  'cpu float64': { choice: 'cpu', precision: 'float64', threads: 1 },
  'cpu float32': { choice: 'cpu', precision: 'float32', threads: 1 },
  'cpu float32, not compensated': { choice: 'cpu', precision: 'float32', threads: 1, isCompensated: false },
  'cpu float32 on 2 threads': { choice: 'cpu', precision: 'float32', threads: 2 },
};

const openAs =
  (request: EngineRequest): OpenEngine =>
  (problem) =>
    openEngine(problem, request);

async function checkpointAt(step: number, run: RunDescription, request: EngineRequest): Promise<Checkpoint> {
  const session = await Session.open(run, request, openAs(request));
  while (session.progress.step < step) await session.advance(step);
  const checkpoint = await session.readCheckpoint();
  await session.dispose();
  return checkpoint;
}

describe.each(Object.entries(ENGINES))('on %s', (_, request) => {
  test.each(Object.entries(RESUMED_RUNS))(
    '%s: a run that goes on from its checkpoints equals the uninterrupted one, to the last bit',
    async (__, { run, edits = [] }) => {
      const whole = await recordResumed(openAs(request), run, { edits });
      expect(whole.spikes.length).toBeGreaterThan(8);
      // Amid rows, at a row, right after edits and at the very next step.
      expect(await recordResumed(openAs(request), run, { edits, breaks: [1, 137, 240, 293] })).toEqual(whole);
    },
  );

  test('wherever it is broken off, the same comes of it', async () => {
    const draws = randomStream(1, 'stimulus');
    const { run, edits } = RESUMED_RUNS['one edit after the other']!;
    const whole = await recordResumed(openAs(request), run, { edits });
    for (let k = 0; k < 4; k++) {
      const breaks = Array.from({ length: 1 + (k % 4) }, () => Math.floor(400 * draws.uniform()));
      expect(await recordResumed(openAs(request), run, { edits, breaks }), `broken off at ${breaks.join()}`).toEqual(
        whole,
      );
    }
  });
});

const FLOAT32 = ENGINES['cpu float32']!;
const FLOAT64 = ENGINES['cpu float64']!;

test('synapses that started with open fractions of their own keep them, also those that have become equal', async () => {
  const session = await Session.open(SHORT_RUN, FLOAT64, openEngine);
  const initialState = await session.readState();
  const synapses = session.network.synapses.reduce((sum, { count }) => sum + count, 0);
  await session.dispose();
  const n = SHORT_RUN.network.n;
  const first = initialState.length - n - synapses;
  // Some are a last bit apart: they fall together within a few steps, and go on as two.
  for (let s = 0; s < synapses; s++) initialState[first + s] = 0.25 + (s % 3 === 0 ? 2 ** -54 : (s % 2) / 8);
  const run = { ...SHORT_RUN, network: { ...SHORT_RUN.network, initialState } };
  for (const request of [ENGINES.reference!, FLOAT64, FLOAT32]) {
    const whole = await recordResumed(openAs(request), run);
    expect(whole.end.shape.openFractions[0]!.ofSynapse).toBeDefined();
    expect(await recordResumed(openAs(request), run, { breaks: [137, 293] })).toEqual(whole);
  }
});

describe('a state whose high and low part float64 cannot hold together', () => {
  /** A low part so far below the high one that the last bits of the two are more than 53 apart. */
  function withGaps({ state: { high, low, ...rest }, ...checkpoint }: Checkpoint): Checkpoint {
    const far = high.map((value, k) => value * 2 ** -40 * (1 + k * 2 ** -23)) as Float32Array<ArrayBuffer>;
    expect(low).toHaveLength(high.length);
    return { ...checkpoint, state: { ...rest, high, low: far } };
  }

  test('is taken and given back to the bit, and into another layout', async () => {
    const from = withGaps(await checkpointAt(217, SHORT_RUN, FLOAT32));
    const { high, low } = from.state;
    const isLost = high.map((value, k) => Number(Math.fround(value + low![k]! - value) !== low![k]!));
    expect(isLost.filter((lost) => lost === 1).length).toBeGreaterThan(20);

    const session = await Session.open(SHORT_RUN, FLOAT32, openEngine, undefined, from);
    expect(await session.readCheckpoint()).toEqual(from);
    // Every neuron's open fraction becomes two or more, and one again.
    await session.edit(EDITS['a parameter that splits the synapses of a neuron']!);
    const split = await session.readCheckpoint();
    expect(split.state.high.length).toBeGreaterThan(high.length);
    await session.edit({ ...EDITS['cells of a matrix'], changes: [] });
    const alike = await session.readCheckpoint();
    expect(alike.state.high.length).toBeLessThan(split.state.high.length);
    for (const { state } of [split, alike]) {
      const parts = new Set(Array.from(state.high, (value, k) => `${value} ${state.low![k]!}`));
      high.forEach((value, k) => {
        if (k < SHORT_RUN.network.n) expect(parts).toContain(`${value} ${low![k]!}`);
      });
    }
    await session.dispose();
  });
});

describe('on another engine than before', () => {
  const worst = (a: readonly number[], b: readonly number[]): number => {
    expect(a).toHaveLength(b.length);
    return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);
  };

  test.each([
    ['float32', 'float64', FLOAT32, FLOAT64],
    ['float64', 'float32', FLOAT64, FLOAT32],
    ['float32 without its low part', 'float32', ENGINES['cpu float32, not compensated']!, FLOAT32],
    ['the reference', 'float64', ENGINES.reference!, FLOAT64],
  ] as const)('from %s to %s: the state is the same but for what the other cannot hold', async (_, __, first, next) => {
    const from = await checkpointAt(217, SHORT_RUN, first);
    const session = await Session.open(SHORT_RUN, next, openEngine, undefined, from);
    const { state } = await session.readCheckpoint();
    expect(worst([...toFloat64(state)], [...toFloat64(from.state)])).toBeLessThan(1e-12);
    expect(state.t_fire).toEqual(from.state.t_fire);
    await session.dispose();
    const resumed = await recordResumed(openAs(next), SHORT_RUN, { from });
    const whole = await recordResumed(openAs(next), SHORT_RUN);
    expect(worst(resumed.V, whole.V.slice(-resumed.V.length))).toBeLessThan(0.01);
  });
});

test('progress, the end, and what is left to do count from the checkpoint', async () => {
  const from = await checkpointAt(217, SHORT_RUN, FLOAT64);
  let ahead: number | undefined;
  const open: OpenEngine = (problem, request, of) => {
    ahead = of?.steps;
    return openEngine(problem, request, of);
  };
  const session = await Session.open(SHORT_RUN, FLOAT64, open, undefined, from);
  expect(ahead).toBe(400 - 217);
  expect(session.progress).toMatchObject({ step: 217, steps: 400, time: 2.17, wallSeconds: 0 });
  const batch = await session.advance(223);
  expect(batch).toMatchObject({ firstStep: 217, firstRecordedStep: 220 });
  await session.dispose();
  const done = await Session.open({ ...SHORT_RUN, duration: 2 }, FLOAT64, openEngine, undefined, from);
  expect([done.isDone, done.progress.steps]).toEqual([true, 217]);
  await done.dispose();
});

test('a divergence is looked back at from the checkpoint', async () => {
  const from = await checkpointAt(217, SHORT_RUN, FLOAT64);
  const step = { kind: 'step', amplitude: 1e6 } as const;
  const run: RunDescription = {
    ...SHORT_RUN,
    stimulus: { kind: 'waveform', waveform: step, receivers: { kind: 'all' }, onset: 2.3, offset: 4 },
  };
  await expect(recordResumed(openAs(FLOAT64), run, { from })).rejects.toThrow(
    /^neuron \d+ \((PN|LN)\): V reached [\d.]+ mV at t = 2\.3\d? ms with dt = 0\.01 ms; a smaller dt did not help either/,
  );
});

test('a run may go on otherwise than it began: with other parameters, synapses and stimulus', async () => {
  const from = await checkpointAt(217, SHORT_RUN, FLOAT64);
  const names = ['a parameter that splits the synapses of a neuron', 'weights of a matrix', 'the stimulus'] as const;
  for (const edit of names.map((name) => EDITS[name]!)) {
    const branch = await recordResumed(openAs(FLOAT64), applyEdit(SHORT_RUN, edit), { from });
    const edited = await recordResumed(openAs(FLOAT64), SHORT_RUN, { from, edits: [{ at: 217, edit }] });
    expect(branch).toEqual(edited);
  }
});

describe('a checkpoint that does not fit is refused with a sentence', () => {
  const split = applyEdit(SHORT_RUN, EDITS['a parameter that splits the synapses of a neuron']!);
  const network = SHORT_RUN.network;

  test.each([
    [
      { ...SHORT_RUN, dt: 0.005 },
      /^the checkpoint was taken with dt = 0\.01 ms, the run has 0\.005 ms: expected the same$/,
    ],
    [
      { ...SHORT_RUN, network: { ...network, n: 24 } },
      /^the checkpoint is of another network: it holds 9 PN and 3 LN of up to 6 variables with ACh and GABA synapses, the run has 18 PN and 6 LN/,
    ],
    [{ ...SHORT_RUN, network: { ...network, counts: [6, 6] } }, /the run has 6 PN and 6 LN/],
    [
      { ...SHORT_RUN, network: { ...network, seed: 4 } },
      /^the state is that of \d+ GABA synapses with open fractions of their own, the network has .+: expected the network that it was taken of$/,
    ],
  ])('%#', async (run: RunDescription, message) => {
    const from = await checkpointAt(20, split, FLOAT64);
    await expect(Session.open(run, FLOAT64, openEngine, undefined, from)).rejects.toThrow(message);
  });

  test('and so is one that has lost a part of its state', async () => {
    const from = await checkpointAt(20, SHORT_RUN, FLOAT32);
    const cut = { ...from, state: { ...from.state, low: from.state.low!.slice(1) } };
    await expect(Session.open(SHORT_RUN, FLOAT32, openEngine, undefined, cut)).rejects.toThrow(
      /^the checkpoint's state holds \d+ and \d+ values and 12 spike times: expected \d+ and 12$/,
    );
  });
});

test('sums that were taken by tables before an edit are taken by them again: their order decides the last bits', async () => {
  const run: RunDescription = {
    ...SHORT_RUN,
    network: { ...SHORT_RUN.network, n: 400, changes: [{ kind: 'scale', parameter: 'g_GABA', factor: 0.3 }] },
    duration: 2,
  };
  // So few synapses are left that a new engine would list them, but not so few that the one at work is made anew.
  const edit: RunEdit = {
    matrices: {
      GABA: {
        start: { kind: 'drawn' },
        keptPatches: 0,
        newPatches: [
          { kind: 'block', rows: { first: 60, count: 240 }, columns: { first: 300, count: 100 }, weight: 0 },
        ],
        allowsSelf: false,
      },
    },
  };
  const answers: boolean[] = [];
  const open: OpenEngine = async (problem) => {
    const opened = await openEngine(problem, FLOAT32);
    const update = opened.engine.update.bind(opened.engine);
    opened.engine.update = async (next) => {
      answers.push(await update(next));
      return answers.at(-1)!;
    };
    return opened;
  };
  const edits = [{ at: 51, edit }];
  const whole = await recordResumed(open, run, { edits });
  expect(answers).toEqual([true]);
  const fresh = await checkpointAt(0, applyEdit(run, edit), FLOAT32);
  expect(whole.end.state.byTables).not.toEqual(fresh.state.byTables);
  expect(await recordResumed(openAs(FLOAT32), run, { edits, breaks: [133] })).toEqual(whole);
});
