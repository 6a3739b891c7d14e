import { zipSync } from 'fflate';
import { writeNpy } from './npy.ts';

export type NpzArray = Parameters<typeof writeNpy>[0];

/** The first moment that a zip archive can tell; a fixed one, so that the same arrays make the same bytes. */
const NO_DATE = new Date(1980, 0, 1);

/**
 * A .npz archive as numpy.savez_compressed writes it: np.load(file)[name] is the array of that name.
 * @param texts files beside the arrays, by their names: np.load(file)['sweep.json'] is their bytes
 */
export function writeNpz(
  arrays: Readonly<Record<string, NpzArray>>,
  texts: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const encoder = new TextEncoder();
  const files = [
    ...Object.entries(arrays).map(([name, array]) => [`${name}.npy`, writeNpy(array)] as const),
    ...Object.entries(texts).map(([name, text]) => [name, encoder.encode(text)] as const),
  ];
  return zipSync(Object.fromEntries(files), { mtime: NO_DATE });
}
