import { expect, test } from 'vitest';
import { weightsOf } from '../../model/connectivity/matrix.ts';
import { writeNpy } from '../npy.ts';
import { writeNpz } from '../npz.ts';
import type { NpzArray } from '../npz.ts';
import { folderFiles } from './folderFile.ts';
import { takeArrays } from './takeArrays.ts';
import type { FolderPurpose } from './takeArrays.ts';

const PURPOSE: FolderPurpose = {
  network: { preset: 'nerveflow', n: 120, seed: 1 },
  samplesPerMs: 100,
  dt: 0.01,
  duration: 100,
};

/** Four neurons, PN 0 to 2 and LN 3: an ACh synapse onto the LN, a GABA synapse from it. */
const ACH: NpzArray = { shape: [4, 4], values: Uint8Array.from({ length: 16 }, (_, k) => Number(k === 12)) };
const GABA: NpzArray = { shape: [4, 4], values: Uint8Array.from({ length: 16 }, (_, k) => Number(k === 3)) };
const CURRENT: NpzArray = { shape: [4, 5], values: Float64Array.from({ length: 20 }, (_, k) => k) };
/** 7 n numbers and two synapses; the spike times come last. */
const WIDTH = 30;
const rows = (count: number): NpzArray => ({
  shape: [count, WIDTH],
  values: Float64Array.from({ length: count * WIDTH }, (_, k) => Math.floor(k / WIDTH) + (k % WIDTH) / 100),
});

function files(arrays: Readonly<Record<string, NpzArray>>) {
  return folderFiles(
    Object.entries(arrays).map(([path, array]) => ({
      path,
      file: new File([writeNpy(array)], path.split('/').at(-1)!),
    })),
  );
}

const FOLDER = { 'run/ach_mat.npy': ACH, 'run/fgaba_mat.npy': GABA, 'run/current.npy': CURRENT };

test('a NerveFlow folder: its matrices say how many neurons there are', async () => {
  const { taken } = await takeArrays(await files({ ...FOLDER, 'run/voltage.npy': rows(2) }), PURPOSE);
  expect(taken).toMatchObject({ n: 4, files: ['ach_mat.npy', 'fgaba_mat.npy', 'current.npy'] });
  expect(weightsOf(taken!.matrices['GABA']!)).toEqual(GABA.values);
  expect(taken!.current!.stimulus).toMatchObject({ n: 4, samples: 5, name: 'current.npy' });
  expect(taken!.state).toBeUndefined();
  expect(taken!.notices).toContain('Left aside: run/voltage.npy.');
});

test('the last row of the last batch is where runs start, with spike times before it', async () => {
  const batches = {
    'run/state.batch0.npy': rows(10),
    'run/state.batch10.npy': rows(10),
    'run/state.batch2.npy': rows(10),
  };
  const { taken } = await takeArrays(await files({ ...FOLDER, ...batches }), PURPOSE);
  const { values, name } = taken!.state!;
  expect(name).toBe('last row of state.batch10.npy');
  expect(values[0]).toBe(9);
  // The last spike time in the row is later than 10 batches of 10 steps of 0.01 ms.
  expect(Array.from(values.slice(-4), (time) => Number(time.toFixed(9)))).toEqual([-0.03, -0.02, -0.01, 0]);
  expect(taken!.notices.join(' ')).toContain('Runs start from the last of the 10 rows of state.batch10.npy');
});

test('an initial state goes before batches, which are left aside', async () => {
  const state: NpzArray = { shape: [WIDTH], values: new Float64Array(WIDTH).fill(-1) };
  const all = { ...FOLDER, 'run/state.batch0.npy': rows(3), 'run/initial_state.npy': state };
  const { taken } = await takeArrays(await files(all), PURPOSE);
  expect(taken!.state).toEqual({ values: state.values, name: 'initial_state.npy' });
  expect(taken!.notices).toContain('Left aside: run/state.batch0.npy.');
});

test('the same out of an archive', async () => {
  const archive = writeNpz({ ach_mat: ACH, fgaba_mat: GABA, current: CURRENT }, { 'about.json': '{}' });
  const opened = await folderFiles([{ path: 'run.npz', file: new File([archive], 'run.npz') }]);
  const { taken } = await takeArrays(opened, PURPOSE);
  expect(taken).toMatchObject({ n: 4, files: ['ach_mat.npy', 'fgaba_mat.npy', 'current.npy'] });
});

test('arrays whose names say nothing are asked about, and taken as the user says', async () => {
  const arrays = { 'a.npy': GABA, 'b.npy': CURRENT };
  expect(await takeArrays(await files(arrays), PURPOSE)).toEqual({
    arrays: [
      { path: 'a.npy', what: '[4, 4] uint8' },
      { path: 'b.npy', what: '[4, 5] float64' },
    ],
  });
  const roles = { 'a.npy': 'GABA', 'b.npy': 'current' };
  const { taken } = await takeArrays(await files(arrays), { ...PURPOSE, roles });
  expect(Object.keys(taken!.matrices)).toEqual(['GABA']);
  expect(taken!.current!.stimulus.samples).toBe(5);
});

test('a matrix that is the other way round is turned, which is told', async () => {
  const turned: NpzArray = {
    shape: [4, 4],
    values: Uint8Array.from({ length: 16 }, (_, k) => Number(k === 12 || k === 13)),
  };
  const { taken } = await takeArrays(await files({ 'fgaba_mat.npy': turned }), PURPOSE);
  expect(
    [...weightsOf(taken!.matrices['GABA']!).keys()].filter((k) => weightsOf(taken!.matrices['GABA']!)[k] === 1),
  ).toEqual([3, 7]);
  expect(taken!.notices[0]).toMatch(/^fgaba_mat.npy: Read as \[presynaptic, postsynaptic\]/);
});

test.each([
  [{ 'a/ach_mat.npy': ACH, 'b/ach_mat.npy': ACH }, 'a/ach_mat.npy and b/ach_mat.npy are both for ACh: expected one'],
  [
    { ...FOLDER, 'state.batch0.npy': { shape: [1, 3], values: new Float64Array(3) } },
    'state.batch0.npy is [1, 3]: expected [1, 30], rows of the state of 4 neurons',
  ],
  [{ 'ach_mat.npy': ACH, 'current.npy': rows(2) }, 'current.npy holds 2 neurons, the network has 4'],
  [{ 'ach_mat.npy': { shape: [2, 3], values: new Uint8Array(6) } }, 'ach_mat.npy is [2, 3]: expected a square matrix'],
])('what does not fit is refused with a sentence', async (arrays, sentence) => {
  await expect(takeArrays(await files(arrays), PURPOSE)).rejects.toThrow(sentence);
});

test('a folder without arrays says what would be right', async () => {
  const none = await folderFiles([{ path: 'x/a.txt', file: new File(['hello'], 'a.txt') }]);
  await expect(takeArrays(none, PURPOSE)).rejects.toThrow(
    'there are no arrays (.npy) among these files: expected ach_mat.npy',
  );
});
