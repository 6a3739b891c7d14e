import { FileError } from './fileError.ts';
import { formatShape, readNpy } from './npy.ts';

/**
 * Read an initial_state.npy: one row of numbers, the whole state of the network.
 *
 * @param options.expected How many numbers the network's state has.
 * @param options.explanation How that number comes about, for the message: '7·12 + 6 + 24 (7 n + ACh + GABA synapses)'.
 * @throws FileError when the bytes are no array, of another shape, or hold NaN or an infinity.
 */
export function readState(
  bytes: Uint8Array<ArrayBuffer>,
  options: { readonly name: string; readonly expected: number; readonly explanation: string },
): Float64Array<ArrayBuffer> {
  const { name, expected, explanation } = options;
  const { shape, values } = readNpy(bytes, name);
  if (shape.length !== 1 || values.length !== expected) {
    throw new FileError(`${name} is ${formatShape(shape)}: expected ${formatShape([expected])}, ${explanation}`);
  }
  const state = values instanceof Float64Array ? values : Float64Array.from(values);
  const place = state.findIndex((value) => !Number.isFinite(value));
  if (place !== -1) throw new FileError(`${name} holds ${state[place]} at position ${place}: expected finite values`);
  return state;
}
