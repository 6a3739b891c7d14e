import { describe, expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { openTestDevice } from '../engine/webgpu/fixtures/openTestDevice.ts';
import { EDITS, EDIT_SEQUENCE, SHORT_RUN, recordEdited, type EditAt } from './fixtures/recordEdited.ts';
import type { OpenEngine } from './session.ts';

const device = await openTestDevice();

const RUN = SHORT_RUN;
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
    const { run, edits } = EDIT_SEQUENCE;
    const [ofOne, ofMany]: boolean[][] = [[], []];
    const one = await recordEdited(openWebGpu(undefined, ofOne), run, edits);
    expect(ofOne).toEqual([true, true, false, true, false, true, true, true]);
    expect(worst(one.V, (await recordEdited(openReference, run, edits)).V)).toBeLessThan(0.01);
    expect(await recordEdited(openWebGpu('many workgroups', ofMany), run, edits)).toEqual(one);
    expect(ofMany).toEqual([true, true, false, false, false, true, true, true]);
  }, 120_000);
});
