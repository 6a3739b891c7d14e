import { describe, expect, test } from 'vitest';
import { openTestDevice } from '../engine/webgpu/fixtures/openTestDevice.ts';
import { EDITS, type EditAt } from './fixtures/recordEdited.ts';
import { RESUMED_RUNS, recordResumed } from './fixtures/recordResumed.ts';
import type { OpenEngine } from './session.ts';

const device = await openTestDevice();

const openAs =
  (path?: 'many workgroups'): OpenEngine =>
  async (problem) => ({
    engine: await device!.openEngine(problem, path),
    info: { kind: 'webgpu', precision: 'float32', device: '', isSoftware: true, reason: '' },
  });

/** All that a checkpoint has to bring along where each neuron has one open fraction, and an edit that the engine takes in place. */
const { 'weights and probes': weighted, 'an array of finer columns, a step and noise': stimulated } = RESUMED_RUNS;
const RUN = { ...weighted!.run, stimulus: stimulated!.run.stimulus };
const EDIT: EditAt = { at: 201, edit: EDITS['a parameter']! };

describe.skipIf(device === undefined)('on WebGPU', () => {
  test.each([
    ['one workgroup', undefined, RUN, [EDIT]],
    ['many workgroups', 'many workgroups', RUN, [EDIT]],
    [
      'many workgroups, open fractions that differ between the synapses of a neuron',
      undefined,
      RESUMED_RUNS['an alpha of its own for some synapses of a neuron']!.run,
      [],
    ],
  ] as const)(
    'by %s: a run that goes on from its checkpoint equals the uninterrupted one, to the last bit',
    async (_, path, run, edits) => {
      const whole = await recordResumed(openAs(path), run, { edits });
      expect(whole.spikes.length).toBeGreaterThan(8);
      expect(whole.end.state.low!.some((rest) => rest !== 0)).toBe(true);
      expect(await recordResumed(openAs(path), run, { edits, breaks: [263] })).toEqual(whole);
    },
    60_000,
  );
});
