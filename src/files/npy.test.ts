import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import fixtures from './fixtures/numpy.json' with { type: 'json' };
import { npyHeader, readNpy, writeNpy, type NpyValues } from './npy.ts';

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** A file with a hand-written header. */
function withHeader(header: string, data: number, version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const length = version === 1 ? [text.length & 255, text.length >> 8] : [text.length & 255, text.length >> 8, 0, 0];
  return Uint8Array.of(
    0x93,
    ...new TextEncoder().encode('NUMPY'),
    version,
    0,
    ...length,
    ...text,
    ...new Uint8Array(data),
  );
}

function withDtype(dtype: string): Uint8Array<ArrayBuffer> {
  return withHeader(`{'descr': ${dtype}, 'fortran_order': False, 'shape': (1,), }`, 8);
}

const KINDS: Readonly<Record<string, { new (length: number): NpyValues }>> = {
  f8: Float64Array,
  f4: Float32Array,
  f2: Float32Array,
  i8: Float64Array,
  i4: Int32Array,
  i2: Int16Array,
  i1: Int8Array,
  u8: Float64Array,
  u4: Uint32Array,
  u2: Uint16Array,
  u1: Uint8Array,
  b1: Uint8Array,
};

test('the fixtures hold every type in both byte orders, both axis orders and all three versions', () => {
  const seen = new Set(fixtures.map((f) => `${f.dtype} ${f.fortranOrder} ${f.version}`));
  for (const code of Object.keys(KINDS)) {
    for (const order of code.endsWith('1') ? ['|'] : ['<', '>']) {
      for (const isFortran of [true, false]) {
        for (const version of [1, 2, 3]) expect(seen).toContain(`${order}${code} ${isFortran} ${version}`);
      }
    }
  }
});

test.each(fixtures)(
  'reads what NumPy wrote: $dtype $shape, Fortran order $fortranOrder, version $version',
  (fixture) => {
    const array = readNpy(fromBase64(fixture.base64), 'a.npy');
    expect(array.shape).toEqual(fixture.shape);
    expect(array.dtype).toBe(fixture.dtype);
    expect(array.fortranOrder).toBe(fixture.fortranOrder);
    expect(array.values).toBeInstanceOf(KINDS[fixture.dtype.slice(1)]);
    expect(Array.from(array.values)).toEqual(fixture.values);
  },
);

test('the whole file of NumPy comes out of the writer again, byte by byte', () => {
  const ours = fixtures.filter(
    (f) => f.version === 1 && !f.fortranOrder && ['<f8', '<f4', '<i4', '|u1'].includes(f.dtype),
  );
  expect(ours.length).toBeGreaterThan(6);
  for (const fixture of ours) {
    const original = fromBase64(fixture.base64);
    const { shape, values } = readNpy(original, 'a.npy');
    expect(writeNpy({ shape, values: values as Float64Array })).toEqual(original);
  }
});

test('a file that starts at an odd address is read as well, without touching its neighbours', () => {
  const file = writeNpy({ shape: [2], values: Float64Array.of(1.5, -2.5) });
  const shifted = new Uint8Array(file.length + 8);
  shifted.set(file, 3);
  expect(Array.from(readNpy(shifted.subarray(3, 3 + file.length), 'a.npy').values)).toEqual([1.5, -2.5]);
});

test('an aligned little-endian file in C order is not copied', () => {
  const file = writeNpy({ shape: [3], values: Float64Array.of(1, 2, 3) });
  expect(readNpy(file, 'a.npy').values.buffer).toBe(file.buffer);
});

test('half floats keep infinities, NaN, signed zero and subnormal numbers', () => {
  const file = withHeader("{'descr': '<f2', 'fortran_order': False, 'shape': (5,)}", 10);
  file.set([0x00, 0x7c, 0x00, 0xfc, 0x00, 0x7e, 0x00, 0x80, 0x01, 0x00], file.length - 10);
  expect(Array.from(readNpy(file, 'a.npy').values)).toEqual([Infinity, -Infinity, NaN, -0, 2 ** -24]);
});

test('any array survives writing and reading', () => {
  const length = fc.integer({ min: 0, max: 6 });
  const double = fc.double({ noDefaultInfinity: false });
  fc.assert(
    fc.property(fc.array(length, { maxLength: 4 }), fc.infiniteStream(double), fc.nat(3), (shape, stream, type) => {
      const count = shape.reduce((product, axis) => product * axis, 1);
      const Kind = [Float64Array, Float32Array, Int32Array, Uint8Array][type]!;
      const values = Kind.from(Array.from({ length: count }, () => stream.next().value));
      const read = readNpy(writeNpy({ shape, values }), 'a.npy');
      expect(read.shape).toEqual(shape);
      expect(read.values).toEqual(values);
    }),
  );
});

test('a header is padded so that the data starts at a multiple of 64 bytes', () => {
  for (const shape of [[], [1], [120, 50_000], Array.from({ length: 30 }, () => 1)]) {
    const header = npyHeader('<f8', shape);
    expect(header.length % 64).toBe(0);
    expect(header.at(-1)).toBe(0x0a);
    expect(new DataView(header.buffer).getUint16(8, true)).toBe(header.length - 10);
  }
});

test('a mutated file is read or refused with a FileError, never anything else', () => {
  const originals = fixtures.map((fixture) => fromBase64(fixture.base64));
  const edit = fc.record({
    kind: fc.constantFrom('overwrite', 'digit', 'insert', 'cut'),
    place: fc.nat(200),
    byte: fc.nat(255),
  });
  const outcomes = { read: 0, refused: 0 };
  fc.assert(
    fc.property(fc.nat(originals.length - 1), fc.array(edit, { minLength: 1, maxLength: 4 }), (which, edits) => {
      let bytes = originals[which]!.slice();
      for (const { kind, place, byte } of edits) {
        const at = place % bytes.length;
        if (kind === 'overwrite') bytes[at] = byte;
        // Digits change shapes and widths, where a file claims more than it holds.
        else if (kind === 'digit') {
          const digits = [...bytes.keys()].filter((i) => bytes[i]! >= 0x30 && bytes[i]! <= 0x39);
          bytes[digits[place % digits.length]!] = 0x30 + (byte % 10);
        } else if (kind === 'insert') bytes = Uint8Array.of(...bytes.subarray(0, at), byte, ...bytes.subarray(at));
        else if (place % 8 === 0) bytes = bytes.slice(0, at);
      }
      try {
        const { shape, values } = readNpy(bytes, 'a.npy');
        expect(values.length).toBe(shape.reduce((product, axis) => product * axis, 1));
        outcomes.read++;
      } catch (error) {
        expect(error).toBeInstanceOf(FileError);
        expect((error as FileError).message).toMatch(/^a\.npy /);
        outcomes.refused++;
      }
    }),
    { numRuns: 3000 },
  );
  expect(outcomes.read).toBeGreaterThan(100);
  expect(outcomes.refused).toBeGreaterThan(100);
});

const text = (content: string) => new TextEncoder().encode(content);

test.each([
  [new Uint8Array(), 'x.npy is empty: expected an array saved with numpy.save (.npy)'],
  [text('neuron,time_ms\n3,12.5\n'), "x.npy is a text file that begins with 'neuron,time_ms': expected an array"],
  [text('PK\x03\x04…'), 'x.npy is a zip archive (.npz, .xlsx, …): expected an array'],
  [Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d), 'x.npy is a PNG image: expected an array'],
  [Uint8Array.of(1, 2, 3, 4, 250, 251, 252), 'begins with the bytes 01 02 03 04 fa fb: expected an array'],
  [Uint8Array.of(0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1), 'x.npy is cut off: it ends inside its header, after 7 bytes'],
  [withHeader("{'descr': '<f8', ", 0), 'x.npy has a damaged header: expected a value at character 17, found the end'],
  [withHeader('{}', 0, 9), 'x.npy has the npy format version 9.0: expected 1.0, 2.0 or 3.0'],
  [withHeader('()', 0), 'x.npy has a damaged header: expected a dict'],
  [withHeader("{'descr': '<f8'}", 0), "expected True or False as 'fortran_order'"],
  [withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}", 0), 'expected up to 64 lengths of axes'],
  [withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': 3}", 24), 'expected up to 64 lengths of axes'],
  [withDtype("'|O'"), "x.npy holds Python objects (dtype '|O'): expected float64, float32, integers or bool"],
  [withDtype("'<c16'"), "x.npy holds complex numbers (dtype '<c16'): expected float64"],
  [withDtype("'<U5'"), "x.npy holds text (dtype '<U5')"],
  [withDtype("'<M8[ns]'"), 'x.npy holds dates or times'],
  [withDtype("'<f16'"), 'x.npy holds floats of a width that is not portable'],
  [withDtype("[('a', '<f8')]"), 'x.npy holds a structured array with named fields: expected float64'],
  [
    withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (120, 50000), }", 80),
    'x.npy is cut off: its header promises [120, 50000] of <f8, 48000000 bytes of data, the file holds 80',
  ],
  [
    withHeader("{'descr': '<f8', 'fortran_order': True, 'shape': (9007199254740991, 9007199254740991), }", 80),
    'x.npy is cut off: its header promises [9007199254740991, 9007199254740991] of <f8',
  ],
  [withHeader("{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }", 9), 'x.npy goes on after its array'],
])('a foreign or damaged file gets one sentence (%#)', (bytes, message) => {
  expect(() => readNpy(bytes, 'x.npy')).toThrow(FileError);
  expect(() => readNpy(bytes, 'x.npy')).toThrow(message);
});

test.each([
  ['<i8', 2n ** 53n, '9007199254740992'],
  ['<i8', -(2n ** 53n) - 1n, '-9007199254740993'],
  ['<u8', 2n ** 64n - 1n, '18446744073709551615'],
])('%s %s is refused, for float64 cannot hold it reliably', (dtype, value, spelled) => {
  const file = withHeader(`{'descr': '${dtype}', 'fortran_order': False, 'shape': (2,), }`, 16);
  new DataView(file.buffer).setBigUint64(file.length - 8, BigInt.asUintN(64, value), true);
  expect(() => readNpy(file, 'x.npy')).toThrow(`x.npy holds the integer ${spelled} at position 1`);
});

test('writing refuses a shape that does not fit the values', () => {
  expect(() => writeNpy({ shape: [2, 2], values: new Float64Array(3) })).toThrow(
    'the shape [2, 2] needs 4 values, got 3',
  );
});
