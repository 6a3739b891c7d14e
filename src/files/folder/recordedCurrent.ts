import type { ArrayStimulus } from '../../model/description.ts';
import { FileError } from '../fileError.ts';
import { formatShape, readNpy } from '../npy.ts';
import type { NpyArray } from '../npy.ts';
import { RECORDED_CURRENT, stemOf } from './arrayRoles.ts';
import type { FolderFile } from './folderFile.ts';

/** What belongs to the current that the lab's .npz holds: the neurons of its columns, and the times of its rows. */
const COMPANIONS = { neurons: 'i_stim_neuron', times: 'time_ms' } as const;

export function isRecordedCurrent({ path }: FolderFile): boolean {
  return stemOf(path) === RECORDED_CURRENT;
}

/** Whether a file is read with a current that the lab recorded. */
export function isCompanion({ path }: FolderFile): boolean {
  return Object.values<string>(COMPANIONS).includes(stemOf(path));
}

/**
 * The injected current in the .npz of a run, I_stim_uA_per_cm2 [rows, neurons of I_stim_neuron] at the times time_ms, as a stimulus that holds each
 * row until the next.
 * @param readWhole refuses what is too large
 * @returns a sentence where it cannot be one
 * @throws FileError where the arrays do not fit each other or the network of `n` neurons
 */
export async function readRecordedCurrent(
  file: FolderFile,
  files: readonly FolderFile[],
  n: number,
  readWhole: (file: FolderFile) => Promise<Uint8Array<ArrayBuffer>>,
): Promise<{ readonly stimulus: ArrayStimulus; readonly notices: readonly string[] } | string> {
  const read = async (one: FolderFile): Promise<NpyArray> => readNpy(await readWhole(one), one.path);
  const beside = (stem: string): FolderFile | undefined => files.find(({ path }) => stemOf(path) === stem);
  const [ofNeurons, ofTimes] = [beside(COMPANIONS.neurons), beside(COMPANIONS.times)];
  const name = file.path.replace(/\.npy$/, '');
  if (!ofNeurons || !ofTimes) return `${name} is left aside: it is read with I_stim_neuron and time_ms beside it.`;
  const neurons = (await read(ofNeurons)).values;
  if (neurons.length === 0) return `${name} is left aside: nothing was injected.`;
  const { shape, values } = await read(file);
  const times = (await read(ofTimes)).values;
  const [rows, columns] = shape;
  if (shape.length !== 2 || rows !== times.length || columns !== neurons.length) {
    throw new FileError(
      `${name} is ${formatShape(shape)}: expected ${formatShape([times.length, neurons.length])}, as time_ms and I_stim_neuron say`,
    );
  }
  const foreign = neurons.find((neuron) => !(Number.isInteger(neuron) && neuron >= 0 && neuron < n));
  if (foreign !== undefined) {
    throw new FileError(`I_stim_neuron holds ${foreign}: expected whole numbers from 0 to ${n - 1}`);
  }
  if (!values.every(Number.isFinite)) throw new FileError(`${name} holds a value that is not finite`);
  const interval = (times[times.length - 1]! - times[0]!) / (times.length - 1);
  const isEven = interval > 0 && times.every((time, k) => Math.abs(time - k * interval) < interval / 100);
  if (!isEven) {
    return `${name} is left aside, since its rows are not evenly spaced from 0 ms on: “Save as file” keeps a stimulus whole.`;
  }
  const whole = new Float32Array(rows * n);
  for (let row = 0; row < rows; row++) {
    for (let k = 0; k < columns; k++) whole[row * n + neurons[k]!] = values[row * columns + k]!;
  }
  const every = Number(interval.toPrecision(9));
  return {
    stimulus: {
      kind: 'array',
      name,
      n,
      samples: rows,
      samplesPerMs: Number((1 / every).toPrecision(9)),
      values: whole,
    },
    notices: [
      `${name} says every ${every} ms what was injected, which is held until the next value: “Save as file” keeps a stimulus whole.`,
    ],
  };
}
