import { mkdtemp, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { writeNpy } from '../files/npy.ts';
import { weightsOf } from '../model/connectivity/matrix.ts';
import { readReference } from '../simulation/fixtures/readReference.ts';

/** Files of an input folder by name. */
export type InputFiles = Record<string, Uint8Array | string>;

/** The input files of the reference run of 12 neurons. */
export function n12Files(): InputFiles {
  const { description } = readReference('n12');
  const { matrices, initialState, n } = description.network;
  const { stimulus } = description;
  if (matrices === undefined || initialState === undefined || stimulus.kind !== 'array') {
    throw new TypeError('the reference run has matrices, an initial state and samples of its own');
  }
  return {
    'ach_mat.npy': writeNpy({ shape: [n, n], values: Float64Array.from(weightsOf(matrices['ACh']!)) }),
    'fgaba_mat.npy': writeNpy({ shape: [n, n], values: weightsOf(matrices['GABA']!) }),
    'current.npy': writeNpy({ shape: [stimulus.samples, n], values: stimulus.values }),
    'initial_state.npy': writeNpy({ shape: [initialState.length], values: initialState }),
  };
}

/** Writes the files into a new folder of the system's temporary folder. */
export async function makeFolder(files: InputFiles): Promise<string> {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'simulate-'));
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content);
  return folder;
}
