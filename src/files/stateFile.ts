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

/**
 * Moves the last n values of a state, the times of spikes in ms, so that none comes after its start: a run that starts there counts from 0,
 * and a spike to come would still open its synapses.
 * @param end the least by which they move, ms: how long the run was, where that is known
 * @returns by how much, ms, to 0.001 ms
 */
export function putSpikesBack(state: Float64Array, n: number, end = 0): number {
  const times = state.subarray(state.length - n);
  const by = times.reduce((a, b) => Math.max(a, b), end);
  for (let i = 0; i < n; i++) times[i]! -= by;
  return Number(by.toFixed(3));
}
