import { describe, expect, test } from 'vitest';
import { startNodeThread } from '../cli/startNodeThread.ts';
import { provideThreads } from '../engine/cpu/threads.ts';
import { openEngine } from '../engine/openEngine.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';
import type { Problem } from '../engine/engine.ts';
import type { RunDescription } from '../model/description.ts';
import { EDITED_RUN, EDITS, recordEdited, type EditAt } from './fixtures/recordEdited.ts';
import { applyEdit, type RunEdit } from './runEdit.ts';
import { Session, type OpenEngine } from './session.ts';

provideThreads(startNodeThread, 2);

const RUN: RunDescription = { ...EDITED_RUN, duration: 8 };
const N = RUN.network.n;
const AT = 434;

/** Also what is gathered by neuron, and a current with two and a half columns a step. */
const ALL_EDITS: Readonly<Record<string, RunEdit>> = {
  ...EDITS,
  'values of single neurons, listed and drawn': {
    changes: [
      { kind: 'list', parameter: 'g_Na', neurons: [0, 3], values: [60, 130] },
      { kind: 'draw', parameter: 'g_GABA', distribution: { kind: 'uniform', least: 0.2, most: 1.4 }, seed: 2 },
    ],
  },
  'parameters of synapses and their pulses': {
    changes: [
      { kind: 'set', parameter: 't_max_ACh', value: 0.7 },
      { kind: 'list', parameter: 't_delay_ACh', neurons: [0, 1, 2], values: [0.1, 0, 0.25] },
      { kind: 'set', parameter: 'V_0_GABA', value: -45 },
      { kind: 'set', parameter: 'beta_GABA', value: 0.3 },
    ],
  },
  'a current of finer columns': {
    stimulus: [
      0,
      {
        kind: 'array',
        name: 'current.npy',
        n: N,
        samples: 2000,
        samplesPerMs: 250,
        values: Float64Array.from({ length: 2000 * N }, (_, k) => 10 * Math.sin(k)),
      },
    ],
  },
};

const ENGINES: Readonly<Record<string, EngineRequest>> = {
  reference: { choice: 'reference' },
  'cpu float64': { choice: 'cpu', precision: 'float64', threads: 1 },
  'cpu float32': { choice: 'cpu', precision: 'float32', threads: 1 },
  'cpu float32, not compensated': { choice: 'cpu', precision: 'float32', threads: 1, isCompensated: false },
  'cpu on 2 threads': { choice: 'cpu', precision: 'float64', threads: 2 },
};

/**
 * @param answers Hears what the engines answer to updates.
 * @param takesUpdates Where it is false the session has to make a new engine for every edit.
 */
function openAs(asked: EngineRequest, answers: boolean[] = [], takesUpdates = true): OpenEngine {
  return async (problem) => {
    const opened = await openEngine(problem, asked);
    const { engine } = opened;
    const update = engine.update.bind(engine);
    engine.update = async (next: Problem) => {
      const isTaken = takesUpdates && (await update(next));
      answers.push(isTaken);
      return isTaken;
    };
    return opened;
  };
}

/** All edits one after the other, two of them at one step. */
const ALL: readonly EditAt[] = Object.values(ALL_EDITS).map((edit, k) => ({ at: 300 + 100 * Math.floor(k / 2), edit }));

describe.each(Object.entries(ENGINES))('on %s', (_, request) => {
  test.each(Object.entries(ALL_EDITS))(
    'an edit of %s while it runs equals the same edit at that step in a fresh run',
    async (__, edit) => {
      const edits: EditAt[] = [{ at: AT, edit }];
      const one = await recordEdited(openAs(request), RUN, edits);
      expect(one.V).toHaveLength(80 * N);
      const untouched = await recordEdited(openAs(request), RUN, []);
      expect(one.V.slice(0, 44 * N)).toEqual(untouched.V.slice(0, 44 * N));
      expect(one.V).not.toEqual(untouched.V);
      // An engine that goes on from its state, and one that is made anew from it, see the same.
      expect(await recordEdited(openAs(request, [], false), RUN, edits)).toEqual(one);
    },
  );

  test('many edits in a row equal the same edits in a run that makes a new engine for each', async () => {
    const one = await recordEdited(openAs(request), RUN, ALL);
    expect(await recordEdited(openAs(request, [], false), RUN, ALL)).toEqual(one);
    if (request.precision !== 'float64') return;
    const reference = await recordEdited(openAs({ choice: 'reference' }), RUN, ALL);
    const worst = one.V.reduce((most, V, k) => Math.max(most, Math.abs(V - reference.V[k]!)), 0);
    // Exponentials of another make, grown over 8 ms.
    expect(worst).toBeLessThan(1e-6);
    expect(one.spikes).toEqual(reference.spikes);
  });

  test('an edit before the first step equals a run of what it makes', async () => {
    for (const edit of Object.values(ALL_EDITS)) {
      const fresh = await recordEdited(openAs(request), applyEdit(RUN, edit), []);
      expect(await recordEdited(openAs(request), RUN, [{ at: 0, edit }])).toEqual(fresh);
    }
  });
});

const FLOAT64 = ENGINES['cpu float64']!;

/** g_Na halved, a cell set: what an engine should take in place. */
const IN_PLACE: readonly EditAt[] = [
  { at: AT, edit: EDITS['a parameter']! },
  { at: AT + 10, edit: EDITS['the stimulus']! },
];

describe('what takes part in an edit', () => {
  test('parameters, cells, weights and currents are taken in place', async () => {
    const answers: boolean[] = [];
    const names = ['a parameter', 'cells of a matrix', 'weights of a matrix', 'the stimulus'];
    await recordEdited(
      openAs(FLOAT64, answers),
      RUN,
      names.map((name, k) => ({ at: AT + k, edit: EDITS[name]! })),
    );
    expect(answers).toEqual([true, true, true, true]);
  });

  /** The state of the network at a step, as a file would hold it. */
  async function stateAt(step: number): Promise<Float64Array<ArrayBuffer>> {
    const session = await Session.open(RUN, FLOAT64, openEngine);
    while (session.progress.step < step) await session.advance(step);
    const state = await session.readState();
    await session.dispose();
    return state;
  }

  test('a run from a state of its own', async () => {
    const run = { ...RUN, network: { ...RUN.network, initialState: await stateAt(500) } };
    const answers: boolean[] = [];
    const one = await recordEdited(openAs(FLOAT64, answers), run, [
      ...IN_PLACE,
      { at: AT + 20, edit: EDITS['cells of a matrix']! },
    ]);
    expect(answers).toEqual([true, true, true]);
    expect(
      await recordEdited(openAs(FLOAT64, [], false), run, [
        ...IN_PLACE,
        { at: AT + 20, edit: EDITS['cells of a matrix']! },
      ]),
    ).toEqual(one);
  });

  test('a run whose synapses start with open fractions of their own: each keeps its own', async () => {
    const initialState = await stateAt(500);
    const counts = (await Session.open(RUN, FLOAT64, openEngine)).network.synapses.map(({ count }) => count);
    const first = initialState.length - N - counts[0]! - counts[1]!;
    for (let s = 0; s < counts[0]! + counts[1]!; s++) initialState[first + s] = (s % 11) / 20;
    const run = { ...RUN, network: { ...RUN.network, initialState } };
    const answers: boolean[] = [];
    const edits = [
      ...IN_PLACE,
      { at: AT + 20, edit: EDITS['cells of a matrix']! },
      { at: AT + 30, edit: { changes: [] } },
    ];
    const one = await recordEdited(openAs(FLOAT64, answers), run, edits);
    // Cells make other open fractions of it; the engine starts anew from its state.
    expect(answers.slice(0, 2)).toEqual([true, true]);
    expect(await recordEdited(openAs(FLOAT64, [], false), run, edits)).toEqual(one);
    expect(one.V).not.toEqual((await recordEdited(openAs(FLOAT64), run, edits.slice(0, 2))).V);
  });

  test('a run whose synapses have an alpha of their own', async () => {
    const changes = [{ kind: 'set', parameter: 'alpha_GABA', value: 5, population: 'PN' }] as const;
    const run = { ...RUN, network: { ...RUN.network, changes } };
    const edits: EditAt[] = [
      { at: AT, edit: { changes: [...changes, { kind: 'set', parameter: 'g_Na', value: 60, population: 'PN' }] } },
      // Their open fractions have parted: α may be one again, they stay two.
      { at: AT + 10, edit: { changes: [] } },
      { at: AT + 20, edit: EDITS['cells of a matrix']! },
    ];
    const answers: boolean[] = [];
    const one = await recordEdited(openAs(FLOAT64, answers), run, edits);
    expect(answers.slice(0, 2)).toEqual([true, true]);
    expect(await recordEdited(openAs(FLOAT64, [], false), run, edits)).toEqual(one);
    expect(one.spikes).toEqual((await recordEdited(openAs({ choice: 'reference' }), run, edits)).spikes);
  });

  test('a run that has finished goes on when it is given more time, as if it had been longer from the start', async () => {
    for (const request of [ENGINES.reference!, FLOAT64]) {
      const longer = await recordEdited(openAs(request), { ...RUN, duration: 14 }, []);
      expect(await recordEdited(openAs(request), RUN, [{ at: 800, edit: { duration: 14 } }])).toEqual(longer);
    }
  });

  test('a run that is made shorter than it is has finished', async () => {
    const session = await Session.open(RUN, FLOAT64, openEngine);
    while (session.progress.step < 500) await session.advance(500);
    await session.edit({ duration: 3 });
    expect(session.isDone).toBe(true);
    expect(session.progress).toMatchObject({ step: 500, steps: 500 });
  });
});

describe('an edit that is refused', () => {
  const REFUSED: readonly [RunEdit, RegExp][] = [
    [{ changes: [{ kind: 'set', parameter: 'g_Na', value: -1 }] }, /g_Na would be -1 mS\/cm²: expected 0 to/],
    [{ duration: -5 }, /the duration is -5 ms/],
    [
      {
        matrices: {
          ACh: {
            start: { kind: 'given', name: 'a.npy', n: 3, weights: new Uint8Array(9) },
            keptPatches: 0,
            newPatches: [],
            allowsSelf: false,
          },
        },
      },
      /12/,
    ],
  ];

  test.each(REFUSED)('leaves the run as it was: %j', async (edit, message) => {
    const session = await Session.open(RUN, FLOAT64, openEngine);
    const V: number[] = [];
    while (session.progress.step < AT) V.push(...(await session.advance(AT)).voltage);
    await expect(session.edit(edit)).rejects.toThrow(message);
    while (!session.isDone) V.push(...(await session.advance()).voltage);
    expect(V).toEqual((await recordEdited(openAs(FLOAT64), RUN, [])).V);
    // What comes after it is taken.
    await session.edit({ duration: 13 });
    expect(session.isDone).toBe(false);
  });

  test('because no new engine is to be had leaves the run as it was', async () => {
    let opened = 0;
    const session = await Session.open(RUN, FLOAT64, async (...of) => {
      if (++opened > 1) throw new Error('no memory is left');
      return openAs(FLOAT64, [], false)(...of);
    });
    const V: number[] = [];
    while (session.progress.step < AT) V.push(...(await session.advance(AT)).voltage);
    await expect(session.edit(EDITS['a parameter']!)).rejects.toThrow('no memory is left');
    while (!session.isDone) V.push(...(await session.advance()).voltage);
    expect(V).toEqual((await recordEdited(openAs(FLOAT64), RUN, [])).V);
  });
});

test('a divergence after an edit is explained from the edited run', async () => {
  const session = await Session.open(RUN, FLOAT64, openEngine);
  while (session.progress.step < AT) await session.advance(AT);
  // The network has other synapses than at the last checkpoint, and a current that no dt gets through.
  await session.edit({
    ...EDITS['a synapse of a neuron that had none'],
    stimulus: [
      0,
      {
        kind: 'waveform',
        waveform: { kind: 'step', amplitude: 1e6 },
        receivers: { kind: 'all' },
        onset: 4.5,
        offset: 8,
      },
    ],
  });
  const rest = async (): Promise<void> => {
    while (!session.isDone) await session.advance();
  };
  await expect(rest()).rejects.toThrow(
    /^neuron \d+ \((PN|LN)\): V reached [\d.]+ mV at t = 4\.5\d? ms with dt = 0\.01 ms; a smaller dt did not help either/,
  );
});
