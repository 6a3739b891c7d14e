import { unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import fixtures from './fixtures/numpyArchives.json' with { type: 'json' };
import { readNpy, writeNpy } from './npy.ts';
import { readNpz, writeNpz } from './npz.ts';

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

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

test.each(Object.entries(fixtures.archives))('reads what NumPy and zipfile wrote: %s', (name, base64) => {
  const read = readNpz(fromBase64(base64), name);
  const listed = Object.fromEntries(
    Object.entries(read).map(([key, { shape, values }]) => [
      key,
      { shape, values: Array.from(values, (value) => (Number.isNaN(value) ? null : value)) },
    ]),
  );
  expect(listed).toEqual(fixtures.arrays);
});

test.each(Object.entries(fixtures.refused))('what is packed by %s is refused, with its method', (name, base64) => {
  expect(() => readNpz(fromBase64(base64), `${name}.npz`)).toThrow(
    / packs 'state\.npy' by the method (12|14): expected files that are stored or deflated$/,
  );
});

test('what was written is read again; a name that only objects have is no array', () => {
  const read = readNpz(writeNpz(arrays, { 'sweep.json': '{}' }), 'a.npz');
  expect(Object.keys(read)).toEqual(Object.keys(arrays));
  for (const [name, { shape, values }] of Object.entries(arrays)) {
    expect({ shape: read[name]!.shape, values: read[name]!.values }).toEqual({ shape, values });
  }
  expect(read['toString']).toBeUndefined();
  const risky = readNpz(zipSync({ '__proto__.npy': writeNpy({ shape: [1], values: Float64Array.of(1) }) }), 'a.npz');
  expect(Object.keys(risky)).toEqual(['__proto__']);
});

test('an array that is damaged inside its archive is named with both', () => {
  const bytes = zipSync({ 'state.npy': new TextEncoder().encode('no array') });
  expect(() => readNpz(bytes, 'a.npz')).toThrow(
    new FileError(
      "state.npy in a.npz is a text file that begins with 'no array': expected an array saved with numpy.save (.npy)",
    ),
  );
});
