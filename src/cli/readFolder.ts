import { givenMatrix } from '../model/connectivity/matrix.ts';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readCurrent } from '../files/currentFile.ts';
import { FileError } from '../files/fileError.ts';
import { readMatrix } from '../files/matrixFile.ts';
import { readState } from '../files/stateFile.ts';
import type { MatrixDescription, NetworkDescription, RunDescription, StimulusPart } from '../model/description.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { PRESETS } from '../model/presets.ts';
import { savedStateLength } from '../model/savedState.ts';
import type { SimulateOptions } from './options.ts';

type RunOptions = Pick<
  SimulateOptions,
  'duration' | 'dt' | 'recordEvery' | 'samplesPerMs' | 'seed' | 'preset' | 'changes'
> & { readonly folder: string };

const INITIAL_STATE = 'initial_state.npy';

/**
 * Read the folder that describes a run: one matrix per synapse type (its size is that of the network), current.npy and,
 * where it is there, initial_state.npy.
 *
 * @returns The run, and what was assumed about the files.
 * @throws FileError when a file is missing, unreadable or does not fit the others.
 */
export async function readFolder(options: RunOptions): Promise<{
  readonly run: RunDescription & { readonly stimulus: StimulusPart };
  readonly notices: readonly string[];
}> {
  const { folder, preset, seed, duration, dt, recordEvery, samplesPerMs, changes } = options;
  const matrices: Record<string, MatrixDescription> = {};
  let n: number | undefined;
  for (const { name: type, matrixFile: name } of PRESETS[preset].synapses) {
    const matrix = readMatrix(await readInput(folder, name), { name, n });
    matrices[type] = givenMatrix(matrix.weights, name);
    n = matrix.n;
  }
  if (n === undefined)
    throw new RangeError(`the model ${preset} has no synapses: nothing says how many neurons it has`);

  const network: NetworkDescription = { preset, n, seed, matrices, ...(changes.length > 0 && { changes }) };
  const current = await readInput(folder, 'current.npy');
  const { stimulus, notices } = readCurrent(current, { name: 'current.npy', n, samplesPerMs });
  const initialState = await readInitialState(folder, network, duration);
  const initial = initialState && { initialState, initialStateName: INITIAL_STATE };
  return { run: { network: { ...network, ...initial }, stimulus, dt, duration, recordEvery }, notices };
}

async function readInitialState(
  folder: string,
  description: NetworkDescription,
  duration: number,
): Promise<Float64Array<ArrayBuffer> | undefined> {
  const bytes = await readIfThere(path.join(folder, INITIAL_STATE));
  if (bytes === undefined) return undefined;
  const network = buildNetwork(description, duration);
  const synapses = network.synapses.map(({ type, presynaptic }) => `${presynaptic.length} ${type.name} synapses`);
  const explanation = `the state of ${network.n} neurons with ${synapses.join(' and ')}`;
  return readState(bytes, { name: INITIAL_STATE, expected: savedStateLength(network), explanation });
}

async function readInput(folder: string, name: string): Promise<Uint8Array<ArrayBuffer>> {
  const file = path.join(folder, name);
  const bytes = await readIfThere(file);
  if (bytes === undefined) {
    throw new FileError(`${file} is not there: expected a folder with ach_mat.npy, fgaba_mat.npy and current.npy`);
  }
  return bytes;
}

async function readIfThere(file: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  try {
    const { buffer, byteOffset, byteLength } = await readFile(file);
    return new Uint8Array(buffer, byteOffset, byteLength);
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'ENOTDIR') return undefined;
    throw new FileError(`${file} cannot be read: ${message}`);
  }
}
