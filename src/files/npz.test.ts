import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { readNpy } from './npy.ts';
import { writeNpz } from './npz.ts';

const arrays = {
  g_GABA: { shape: [3], values: Float64Array.of(0, 0.1, 2) },
  'PN.E_L': { shape: [2, 1, 2], values: Float64Array.of(1, NaN, -3, 4) },
  spike_neuron: { shape: [0], values: new Int32Array(0) },
};

test('an archive holds a .npy for each array, by its name, and the texts beside them', () => {
  const files = unzipSync(writeNpz(arrays, { 'sweep.json': '{"µA": 1}' }));
  expect(Object.keys(files)).toEqual(['g_GABA.npy', 'PN.E_L.npy', 'spike_neuron.npy', 'sweep.json']);
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    const read = readNpy(new Uint8Array(files[`${name}.npy`]!), name);
    expect({ shape: read.shape, values: read.values }).toEqual({ shape, values });
  }
  expect(new TextDecoder().decode(files['sweep.json'])).toBe('{"µA": 1}');
});

test('the same arrays make the same bytes, at whatever time', () => {
  expect(writeNpz(arrays)).toEqual(writeNpz(arrays));
  expect([...writeNpz(arrays).subarray(0, 4)]).toEqual([0x50, 0x4b, 3, 4]);
  // The time and the date of the first entry: 1 January 1980, 0:00, the zero of both fields.
  expect([...writeNpz(arrays).subarray(10, 14)]).toEqual([0, 0, 0x21, 0]);
});
