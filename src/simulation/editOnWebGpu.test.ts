import { describe, expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { openTestDevice } from '../engine/webgpu/fixtures/openTestDevice.ts';
import type { RunDescription, StimulusPart } from '../model/description.ts';
import { EDITED_RUN, EDITS, recordEdited, type EditAt } from './fixtures/recordEdited.ts';
import type { MatrixEdit } from './runEdit.ts';
import type { OpenEngine } from './session.ts';

const device = await openTestDevice();

/** Spikes and pulses within two milliseconds, and V below 50 mV: above, RK4 at this dt is at its stability limit. */
const RUN: RunDescription = {
  ...EDITED_RUN,
  stimulus: { ...EDITED_RUN.stimulus, amplitude: 40 } as RunDescription['stimulus'],
  duration: 4,
};
const N = RUN.network.n;

/**
 * Engines on the device.
 * @param answers Hears what the engines answer to updates.
 * @param takesUpdates Where it is false the session has to make a new engine for every edit.
 */
function openWebGpu(path?: 'many workgroups', answers: boolean[] = [], takesUpdates = true): OpenEngine {
  return async (problem) => {
    const engine = await device!.openEngine(problem, path);
    const update = engine.update.bind(engine);
    engine.update = async (next) => {
      const isTaken = takesUpdates && (await update(next));
      answers.push(isTaken);
      return isTaken;
    };
    return { engine, info: { kind: 'webgpu', precision: 'float32', device: '', isSoftware: true, reason: '' } };
  };
}

const openReference: OpenEngine = async (problem) => ({
  engine: new ReferenceEngine(problem),
  info: { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' },
});

/** The greatest difference of two recordings of V, mV. */
function worst(a: readonly number[], b: readonly number[]): number {
  expect(a).toHaveLength(b.length);
  return a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0);
}

const threeSynapses: MatrixEdit = {
  start: 'kept',
  keptPatches: 0,
  newPatches: [{ kind: 'cells', n: N, cells: Uint32Array.of(9, 10, 5 * N + 11), weights: 1 }],
  allowsSelf: false,
};

/** Two and a half columns a step: no two steps read the same. */
const ofFineColumns: StimulusPart = {
  kind: 'array',
  name: 'current.npy',
  n: N,
  samples: 1000,
  samplesPerMs: 250,
  values: Float64Array.from({ length: 1000 * N }, (_, k) => 10 * Math.sin(k)),
};

/** What the model draws, and onto the last neurons a synapse with a weight from each of PNs 0 to 8. */
const weighted = (weight: number, onto: number): MatrixEdit => ({
  start: { kind: 'drawn' },
  keptPatches: 0,
  newPatches: [
    { kind: 'block', rows: { first: N - onto, count: onto }, columns: { first: 0, count: 9 }, weight },
    { kind: 'cells', n: N, cells: Uint32Array.of(9 * N + 2, 11 * N + 5), weights: Float32Array.of(-0.5, 3) },
  ],
  allowsSelf: false,
});

describe.skipIf(device === undefined)('a run on WebGPU that is edited', () => {
  test.each(Object.entries(EDITS))(
    '%s: the engine that goes on records what a new one from its state does, to the last bit, and what the reference does',
    async (_, edit) => {
      const edits: EditAt[] = [{ at: 292, edit }];
      const one = await recordEdited(openWebGpu(), RUN, edits);
      expect(one.spikes.length).toBeGreaterThan(N / 2);
      expect(await recordEdited(openWebGpu(undefined, [], false), RUN, edits)).toEqual(one);
      expect(worst(one.V, (await recordEdited(openReference, RUN, edits)).V)).toBeLessThan(0.01);
      const untouched = await recordEdited(openWebGpu(), RUN, []);
      expect(one.V.slice(0, 30 * N)).toEqual(untouched.V.slice(0, 30 * N));
      expect(one.V).not.toEqual(untouched.V);
    },
    60_000,
  );

  test('one edit after the other: taken where there is room, by one workgroup as by many, to the last bit', async () => {
    const network: RunDescription['network'] = {
      ...RUN.network,
      matrices: { GABA: { start: { kind: 'none' }, patches: [] } },
    };
    const edits: EditAt[] = [
      { at: 210, edit: EDITS['a parameter']! },
      // Three synapses of a type that had none: lists have room for them.
      { at: 240, edit: { matrices: { GABA: threeSynapses } } },
      { at: 270, edit: { matrices: { ACh: weighted(0.25, 1) } } },
      // So many more than there were that lists have no room.
      { at: 310, edit: { matrices: { ACh: weighted(0.1, N) } } },
      { at: 340, edit: EDITS['the stimulus']! },
      { at: 355, edit: { stimulus: [0, ofFineColumns] } },
      // No weights any more.
      { at: 370, edit: { matrices: { ACh: undefined } } },
    ];
    const run = { ...RUN, network };
    const [ofOne, ofMany]: boolean[][] = [[], []];
    const one = await recordEdited(openWebGpu(undefined, ofOne), run, edits);
    expect(ofOne).toEqual([true, true, false, true, true, true, true]);
    expect(worst(one.V, (await recordEdited(openReference, run, edits)).V)).toBeLessThan(0.01);
    expect(await recordEdited(openWebGpu('many workgroups', ofMany), run, edits)).toEqual(one);
    expect(ofMany).toEqual([true, true, false, false, true, true, true]);
  }, 120_000);
});
