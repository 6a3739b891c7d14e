import { expect, test } from 'vitest';
import { folderFiles } from '../../files/folder/folderFile.ts';
import type { NamedFile } from '../../files/folder/folderFile.ts';
import { takeArrays } from '../../files/folder/takeArrays.ts';
import { writeNpy } from '../../files/npy.ts';
import type { NpzArray } from '../../files/npz.ts';
import { makeLab } from '../testing/makeLab.ts';
import { holdsSpikes } from './importFiles.ts';
import { Imports } from './imports.ts';

function open() {
  const lab = makeLab(120);
  const imports = new Imports(lab, async (files, purpose) => takeArrays(await folderFiles(files), purpose));
  return { lab, imports };
}

const file = (path: string, array: NpzArray): NamedFile => ({
  path,
  file: new File([writeNpy(array)], path.split('/').at(-1)!),
});
const matrix = (n: number): NpzArray => ({ shape: [n, n], values: new Uint8Array(n * n) });
const FOLDER = [
  file('run/ach_mat.npy', matrix(12)),
  file('run/fgaba_mat.npy', matrix(12)),
  file('run/current.npy', { shape: [12, 50], values: new Float64Array(600).fill(2) }),
];

test('a folder is one edit that says what was taken, and undo takes it back', async () => {
  const { lab, imports } = open();
  const before = lab.document.getState();
  await imports.open(FOLDER);
  const label = 'From run: ach_mat.npy, fgaba_mat.npy, current.npy (12 neurons)';
  expect(imports.state.getState()).toMatchObject({ taken: { label }, problem: undefined });
  expect(imports.state.getState().taken?.sentence).toBe(
    'Took for 12 neurons: the ACh and GABA matrices; currents of 50 samples (0.5 ms at 100 samples per ms). The duration of the run stays 1000 ms.',
  );
  const { network, stimulus } = lab.document.getState();
  expect(network.n).toBe(12);
  expect(Object.keys(network.matrices!)).toEqual(['ACh', 'GABA']);
  expect(stimulus.map(({ isOn, part }) => [part.kind, isOn])).toEqual([
    ['odour', false],
    ['array', true],
  ]);
  expect(lab.history.state.getState().past.map((edit) => edit.label)).toEqual([label]);
  lab.undo();
  expect(lab.document.getState()).toEqual(before);
});

test('what cannot be read changes nothing and says why', async () => {
  const { lab, imports } = open();
  const before = lab.document.getState();
  await imports.open([...FOLDER, file('run/initial_state.npy', { shape: [3], values: new Float64Array(3) })]);
  expect(imports.state.getState().problem).toMatch(/^initial_state.npy is \[3\]: expected \[84\]/);
  expect(lab.document.getState()).toBe(before);
});

test('arrays without a name that says what they are wait for an answer', async () => {
  const { lab, imports } = open();
  const files = [file('a.npy', matrix(12)), file('b.npy', { shape: [12, 3], values: new Float64Array(36) })];
  await imports.open(files);
  expect(imports.state.getState().question?.arrays.map(({ path }) => path)).toEqual(['a.npy', 'b.npy']);
  await imports.open(files, { 'a.npy': 'GABA' });
  expect(imports.state.getState().taken?.label).toBe('From 2 files: a.npy (12 neurons)');
  expect(lab.document.getState().network.matrices?.['ACh']).toBeUndefined();
});

test('spikes are told from other tables by the head of their columns', async () => {
  const table = (name: string, text: string) => holdsSpikes({ path: name, file: new File([text], name) });
  expect(await table('spikes.csv', 'neuron,time_ms\n1,2\n')).toBe(true);
  expect(await table('x.csv', 'timestamps node_ids\n')).toBe(false);
  expect(await table('GABA_post_pre.csv', 'postsynaptic \\ presynaptic,PN 0\nPN 0,1\n')).toBe(false);
  expect(await table('x.h5', '')).toBe(true);
});
