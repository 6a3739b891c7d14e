import { describe, expect, test } from 'vitest';
import { openTestDevice } from '../engine/webgpu/fixtures/openTestDevice.ts';
import type { Path } from '../engine/webgpu/webGpuProgram.ts';
import { PROBED_RUN, PROBE_EDITS, compareWithStates, recordProbes } from './fixtures/probesOfEngine.ts';
import { EDITS, recordEdited } from './fixtures/recordEdited.ts';
import type { OpenEngine } from './session.ts';

const device = await openTestDevice();

describe.skipIf(device === undefined).each(['one workgroup', 'many workgroups'] as const)(
  '%s on WebGPU',
  (path: Path) => {
    const updates: boolean[] = [];
    const open: OpenEngine = async (problem) => {
      const engine = await device!.openEngine(problem, path);
      const update = engine.update.bind(engine);
      engine.update = async (next) => {
        updates.push(await update(next));
        return updates.at(-1)!;
      };
      return { engine, info: { kind: 'webgpu', precision: 'float32', device: '', isSoftware: true, reason: '' } };
    };

    test('probes record the state at their rows, and the currents that follow from it', async () => {
      const compared = await compareWithStates(open, PROBED_RUN, [50, 210, 330, 360]);
      for (const { what, recorded, expected, tolerance } of compared) {
        expect(Math.abs(recorded - expected), `${what}: ${recorded}`).toBeLessThanOrEqual(tolerance);
      }
    }, 60_000);

    test('probes that come and go change neither V nor spikes, and each row is that of a run with them from the start', async () => {
      const run = { ...PROBED_RUN, probes: undefined };
      const plain = await recordEdited(open, run, []);
      updates.length = 0;
      const { rows: edited, ...ofEdited } = await recordProbes(open, run, PROBE_EDITS);
      expect(ofEdited).toEqual(plain);
      expect(updates).toEqual([true, true, true, true]);
      const { rows: whole, ...ofWhole } = await recordProbes(open, PROBED_RUN, []);
      expect(ofWhole).toEqual(plain);
      edited.forEach((row, r) => expect(whole[r]).toMatchObject(row));
    }, 120_000);

    test('rows of every step, and an edit for which the engine is made anew', async () => {
      const run = { ...PROBED_RUN, recordEvery: 1, duration: 0.6 };
      const edits = [{ at: 37, edit: EDITS['a synapse of a neuron that had none']! }];
      const { rows, V } = await recordProbes(open, run, edits);
      expect(rows).toHaveLength(60);
      rows.forEach((row, r) => expect([row['V 1'], row['V 9']]).toEqual([V[12 * r + 1], V[12 * r + 9]]));
    }, 60_000);
  },
);
