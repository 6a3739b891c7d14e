import { rm } from 'node:fs/promises';
import { afterEach, expect, test } from 'vitest';
import { FileError } from '../files/fileError.ts';
import { writeNpy } from '../files/npy.ts';
import { weightsOf } from '../model/connectivity/matrix.ts';
import { readReference } from '../simulation/fixtures/readReference.ts';
import { makeFolder, n12Files, type InputFiles } from './fixtures.ts';
import { readFolder } from './readFolder.ts';

const options = {
  duration: 200,
  dt: 0.01,
  recordEvery: 10,
  samplesPerMs: 100,
  seed: 0,
  preset: 'nerveflow',
  changes: [],
} as const;

const folders: string[] = [];
afterEach(async () => {
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true });
});

async function read(files: InputFiles) {
  const folder = await makeFolder(files);
  folders.push(folder);
  return readFolder({ ...options, folder });
}

/** The same without one of the files. */
function without(name: string): InputFiles {
  const { [name]: _, ...others } = n12Files();
  return others;
}

test('the folder of the reference run describes the reference run', async () => {
  const { run, notices } = await read(n12Files());
  const { network, ...others } = readReference('n12').description;
  expect(run).toEqual({ ...others, network: { ...network, initialStateName: 'initial_state.npy' } });
  expect(notices).toEqual(['current.npy is [20000, 12]: its rows were taken as samples, its columns as neurons.']);
});

test('without initial_state.npy the seed draws one', async () => {
  const { run } = await read(without('initial_state.npy'));
  expect(run.network.initialState).toBeUndefined();
  expect(run.network.seed).toBe(0);
});

test.each(['ach_mat.npy', 'fgaba_mat.npy', 'current.npy'])('%s has to be there', async (name) => {
  const reading = read(without(name));
  await expect(reading).rejects.toThrow(FileError);
  await expect(reading).rejects.toThrow(`${name} is not there: expected a folder with ach_mat.npy, fgaba_mat.npy`);
});

test('a matrix of weights keeps them, as float32', async () => {
  const values = Float64Array.from({ length: 144 }, (_, k) => (k % 12) / 10);
  const { run } = await read({ ...without('initial_state.npy'), 'ach_mat.npy': writeNpy({ shape: [12, 12], values }) });
  expect(weightsOf(run.network.matrices!['ACh']!)).toEqual(Float32Array.from(values));
});

const square = (n: number) => writeNpy({ shape: [n, n], values: new Uint8Array(n * n) });

test.each([
  ['ach_mat.npy', square(13), 'fgaba_mat.npy is [12, 12], the network has 13 neurons: expected [13, 13]'],
  ['current.npy', square(13), 'current.npy holds 13 neurons, the network has 12: expected [12, samples]'],
  ['current.npy', 'time,current\n', "current.npy is a text file that begins with 'time,current'"],
  [
    'initial_state.npy',
    square(2),
    'initial_state.npy is [2, 2]: expected [114], the state of 12 neurons with 13 ACh synapses and 17 GABA synapses',
  ],
])('a wrong %s is refused with a sentence (%#)', async (name, content, message) => {
  const reading = read({ ...n12Files(), [name]: content });
  await expect(reading).rejects.toThrow(FileError);
  await expect(reading).rejects.toThrow(message);
});
