// First of all imports: see there.
import '../fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { SEED, Tally, expectLaterAnswer, mutate, mutations } from '../fixtures/hostile.ts';
import { writeNpy } from '../npy.ts';
import { writeNpz } from '../npz.ts';
import { folderFiles } from './folderFile.ts';
import { takeArrays } from './takeArrays.ts';
import type { FolderPurpose } from './takeArrays.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile folders, seed ${SEED}: ${tally}\n`));

const PURPOSE: FolderPurpose = {
  network: { preset: 'nerveflow', n: 12, seed: 1 },
  samplesPerMs: 100,
  dt: 0.01,
  duration: 100,
};
const BOUND = 96 * 2 ** 20;

const n = 12;
/** 7 n numbers, and one for each of 27 ACh and 36 GABA synapses. */
const WIDTH = 7 * n + 27 + 36;
const ARRAYS = {
  ach_mat: { shape: [n, n], values: Uint8Array.from({ length: n * n }, (_, k) => Number(k >= 9 * n && k % n < 9)) },
  fgaba_mat: { shape: [n, n], values: Float64Array.from({ length: n * n }, (_, k) => Number(k % n >= 9)) },
  current: { shape: [n, 40], values: Float32Array.from({ length: 40 * n }, (_, k) => k) },
  'state.batch0': { shape: [3, WIDTH], values: new Float64Array(3 * WIDTH) },
};
const NAMES = Object.keys(ARRAYS) as (keyof typeof ARRAYS)[];

test('without a change all of it is taken', async () => {
  const { taken } = await takeArrays(
    await folderFiles([{ path: 'a.npz', file: new File([writeNpz(ARRAYS)], 'a.npz') }]),
    PURPOSE,
  );
  expect(taken).toMatchObject({ n, current: { stimulus: { samples: 40 } } });
  expect(taken!.state!.values).toHaveLength(WIDTH);
});

test('a folder with a mutated file, and a mutated archive: a sentence, or finite arrays for one network', async () => {
  await fc.assert(
    fc.asyncProperty(fc.constantFrom('', ...NAMES), mutations, async (which, changes) => {
      const files =
        which === ''
          ? [{ path: 'a.npz', file: new File([mutate(writeNpz(ARRAYS), changes)], 'a.npz') }]
          : NAMES.map((name) => {
              const bytes = writeNpy(ARRAYS[name]);
              return {
                path: `run/${name}.npy`,
                file: new File([which === name ? mutate(bytes, changes) : bytes], name),
              };
            });
      const judged = await expectLaterAnswer(tally, BOUND, async () => takeArrays(await folderFiles(files), PURPOSE));
      const taken = judged.kind === 'read' ? judged.value.taken : undefined;
      if (!taken) return;
      const { current, state } = taken;
      if (current) expect(current.stimulus.values.every(Number.isFinite)).toBe(true);
      if (state) expect(state.values.every(Number.isFinite)).toBe(true);
    }),
    { numRuns: 200, seed: SEED },
  );
});
