import { readNpy, writeNpy, type NpyArray } from './npy.ts';
import { openZip, writeZip, type ZipLimits } from './zip.ts';

export type NpzArray = Parameters<typeof writeNpy>[0];

/**
 * A .npz archive as numpy.savez_compressed writes it: np.load(file)[name] is the array of that name.
 * @param texts files beside the arrays, by their names: np.load(file)['sweep.json'] is their bytes
 * @param isStored tells which arrays are to be kept as they are: what is large and hardly packs
 */
export function writeNpz(
  arrays: Readonly<Record<string, NpzArray>>,
  texts: Readonly<Record<string, string>> = {},
  isStored: (array: NpzArray) => boolean = () => false,
): Uint8Array<ArrayBuffer> {
  const stored = new Set<Uint8Array>();
  const files = Object.entries(arrays).map(([name, array]) => {
    const bytes = writeNpy(array);
    if (isStored(array)) stored.add(bytes);
    return [`${name}.npy`, bytes] as const;
  });
  return writeZip({ ...Object.fromEntries(files), ...texts }, (bytes) => stored.has(bytes));
}

/**
 * The arrays of a .npz by their names, as numpy.savez and numpy.savez_compressed write them; files beside them that are no .npy are left out.
 * The record has no prototype: a name that is not there is undefined, whatever it is.
 * @param name of the archive, for the messages
 * @throws FileError when it is no such archive, goes beyond the limits, is damaged, or an array is none.
 */
export function readNpz(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  limits: Partial<ZipLimits> = {},
): Readonly<Record<string, NpyArray>> {
  const arrays = Object.create(null) as Record<string, NpyArray>;
  for (const entry of openZip(bytes, name, limits).values()) {
    if (!entry.name.endsWith('.npy')) continue;
    arrays[entry.name.slice(0, -'.npy'.length)] = readNpy(entry.read(), `${entry.name} in ${name}`);
  }
  return arrays;
}
