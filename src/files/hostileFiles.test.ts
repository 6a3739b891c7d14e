// First of all imports: see there.
import './fixtures/countedArrays.ts';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import archives from './fixtures/numpyArchives.json' with { type: 'json' };
import fixtures from './fixtures/numpy.json' with { type: 'json' };
import matrices from './fixtures/numpyMatrices.json' with { type: 'json' };
import { craftZip, type CraftedFile } from './fixtures/craftZip.ts';
import { EDGES, SEED, TRAPS, Tally, expectAnswer, mutate, mutations } from './fixtures/hostile.ts';
import { readCurrent } from './currentFile.ts';
import { readMatrix } from './matrixFile.ts';
import { readNpy, writeNpy } from './npy.ts';
import { readNpz, writeNpz } from './npz.ts';
import { proposeMatrix } from './proposeMatrix.ts';
import { readState } from './stateFile.ts';
import { parseTable } from './table.ts';
import { parseValues, readValues } from './valuesFile.ts';
import { readZip } from './zip.ts';

const tally = new Tally();
afterAll(() => process.stdout.write(`Hostile files, seed ${SEED}: ${tally}\n`));

const check = (numRuns: number) => ({ numRuns, seed: SEED });
const MEBIBYTE = 2 ** 20;

/** Readers of plain files make what they hold, in another type, order and place: not many times as much as the file. */
const boundOf = (bytes: Uint8Array): number => MEBIBYTE + 64 * bytes.length;

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
}

/** An .npy file with a header of one's own. */
function withHeader(header: string, data: number, version = 1): Uint8Array<ArrayBuffer> {
  const text = new TextEncoder().encode(header);
  const length = Array.from({ length: version === 1 ? 2 : 4 }, (_, k) => Math.floor(text.length / 256 ** k) & 255);
  const magic = [0x93, ...new TextEncoder().encode('NUMPY'), version, 0, ...length];
  const file = new Uint8Array(magic.length + text.length + data);
  file.set(magic);
  file.set(text, magic.length);
  return file;
}

const NPY = fixtures.map(({ base64 }) => fromBase64(base64));

test('mutated .npy files: a sentence, or an array that its file has room for', () => {
  fc.assert(
    fc.property(fc.constantFrom(...NPY), mutations, (file, changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, boundOf(bytes), () => readNpy(bytes, 'a.npy'));
      if (judged.kind === 'refused') return;
      const { shape, values } = judged.value;
      expect(shape.reduce((product, length) => product * length, 1)).toBe(values.length);
      expect(values.length).toBeLessThanOrEqual(bytes.length);
      // Written and read, it is the same.
      const again = readNpy(writeNpy({ shape, values: Float64Array.from(values) }), 'b.npy');
      expect(again.shape).toEqual(shape);
      expect([...again.values]).toEqual([...values]);
    }),
    check(700),
  );
});

test('.npy files whose data alone are mutated: every value that was left alone is what it was', () => {
  const plain = fixtures
    .map((fixture, k) => ({ fixture, file: NPY[k]! }))
    .filter(({ fixture }) => /f8|i4|u1/.test(fixture.dtype));
  fc.assert(
    fc.property(fc.constantFrom(...plain), fc.nat(), fc.nat(7), ({ fixture, file }, place, bit) => {
      const size = Number(fixture.dtype.at(-1));
      const dataBytes = fixture.values.length * size;
      fc.pre(dataBytes > 0);
      const bytes = Uint8Array.from(file);
      const at = place % dataBytes;
      bytes[bytes.length - dataBytes + at]! ^= 1 << bit;
      const judged = expectAnswer(tally, boundOf(bytes), () => readNpy(bytes, 'a.npy'));
      if (judged.kind === 'refused') throw new Error(judged.sentence);
      const wrong = Array.from(judged.value.values).filter((value, k) => !Object.is(value + 0, fixture.values[k]! + 0));
      expect(wrong.length).toBeLessThanOrEqual(1);
    }),
    check(150),
  );
});

test('headers of .npy that lie: lengths of axes and of the header itself, types, trailing text', () => {
  const length = fc.oneof(
    fc.constantFrom(...EDGES.map(String)),
    fc.constantFrom('1e9', '-0', '0x10', 'True', "'a'", '9'.repeat(400)),
  );
  const shape = fc.array(length, { maxLength: 70 }).map((axes) => `(${axes.join(', ')},)`);
  const descr = fc.constantFrom(
    "'<f8'",
    "'<f4'",
    "'|b1'",
    "'>i8'",
    "'<f2'",
    "'<f99999'",
    "'|O'",
    "'\\n\\n<f8'",
    "[('a', '<f8')]",
    '8',
    "''",
  );
  fc.assert(
    fc.property(
      shape,
      descr,
      fc.constantFrom('True', 'False', '1'),
      fc.nat(64),
      fc.constantFrom(1, 2, 3),
      (axes, type, order, data, version) => {
        const header = `{'descr': ${type}, 'fortran_order': ${order}, 'shape': ${axes}, }`;
        const bytes = withHeader(header, data, version);
        const judged = expectAnswer(tally, boundOf(bytes), () => readNpy(bytes, 'a.npy'));
        if (judged.kind === 'read') expect(judged.value.values.length).toBeLessThanOrEqual(data);
      },
    ),
    check(250),
  );
});

test('headers of .npy as long as they like are refused by their length', () => {
  for (const [, trap] of TRAPS) {
    const bytes = withHeader(trap, 8, 2);
    expect(expectAnswer(tally, boundOf(bytes), () => readNpy(bytes, 'a.npy')).kind).toBe('refused');
  }
});

const ARCHIVES = Object.values(archives.archives).map(fromBase64);
const SMALL = { entries: 100, entryBytes: MEBIBYTE, totalBytes: 4 * MEBIBYTE };
/** What is unpacked, beside the window of the inflater: 16 MiB for 16 KiB, and twice that while it grows. */
const ofArchive = (bytes: Uint8Array): number => 2 * SMALL.totalBytes + 64 * MEBIBYTE + 64 * bytes.length;

test('mutated archives: a sentence, or nothing but what was packed', () => {
  const contents = new Set(ARCHIVES.flatMap((bytes) => [...readZip(bytes, 'a.zip').values()].map(textOf)));
  fc.assert(
    fc.property(fc.constantFrom(...ARCHIVES), mutations, (file, changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, ofArchive(bytes), () => readZip(bytes, 'a.zip', SMALL));
      if (judged.kind === 'refused') return;
      for (const data of judged.value.values()) expect(contents.has(textOf(data))).toBe(true);
    }),
    check(500),
  );
});

test('mutated .npz files: a sentence, or the arrays that were saved', () => {
  const saved = new Set(Object.values(archives.arrays).map(({ shape, values }) => JSON.stringify([shape, values])));
  fc.assert(
    fc.property(fc.constantFrom(...ARCHIVES), mutations, (file, changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, ofArchive(bytes), () => readNpz(bytes, 'a.npz', SMALL));
      if (judged.kind === 'refused') return;
      for (const { shape, values } of Object.values(judged.value)) {
        expect(saved.has(JSON.stringify([shape, [...values]]))).toBe(true);
      }
    }),
    check(400),
  );
});

test('archives whose headers lie about sizes, names, places, checksums and methods', () => {
  const packed = fc.constantFrom(
    new Uint8Array(),
    Uint8Array.of(3, 0),
    Uint8Array.of(0xed, 0xc1, 0x01, 0x0d, 0, 0, 0, 0xc2, 0xa0, 0xf7, 0x4f, 0x6d, 0x0e, 0x37, 0xa0, 0, 0, 0, 0, 0, 0, 0),
    writeNpy({ shape: [2], values: Float64Array.of(1, 2) }),
  );
  const name = fc.constantFrom(
    'a.npy',
    'a.npy',
    'b.npy',
    '../a.npy',
    '/a',
    'a\0.npy',
    '',
    'folder/',
    '__proto__.npy',
    'ä.npy',
    '\u202e.npy',
  );
  const file: fc.Arbitrary<CraftedFile> = fc.record(
    {
      name,
      packed,
      method: fc.constantFrom(0, 8, 8, 12, 99),
      size: fc.constantFrom(...EDGES.filter((edge) => edge >= 0).map(Math.floor)),
      crc: fc.constantFrom(0, 2 ** 32 - 1),
      flags: fc.constantFrom(0, 1, 8, 0x800),
      offset: fc.constantFrom(0, 1, 2 ** 31, 2 ** 32 - 1),
    },
    { requiredKeys: ['name', 'packed'] },
  );
  fc.assert(
    fc.property(
      fc.array(file, { maxLength: 4 }),
      fc.option(fc.constantFrom(0, 1, 65_534, 65_535)),
      (files, entries) => {
        const bytes = craftZip(
          files.map((one) => ({ ...one, data: one.packed! })),
          entries === null ? {} : { entries },
        );
        expectAnswer(tally, ofArchive(bytes), () => readNpz(bytes, 'a.npz', SMALL));
        expectAnswer(tally, ofArchive(bytes), () => readZip(bytes, 'a.zip', SMALL));
      },
    ),
    check(300),
  );
});

test('bombs of a thousandfold, and an archive of a million files, are refused at once', () => {
  const zeros = writeNpz({ zeros: { shape: [2 ** 22], values: new Float64Array(2 ** 22) } });
  expect(zeros.length).toBeLessThan(50_000);
  const bomb = expectAnswer(tally, MEBIBYTE, () => readNpz(zeros, 'a.npz', SMALL));
  expect(bomb.kind).toBe('refused');
  // Within the limits it is an array of zeros like any other.
  const read = expectAnswer(tally, 200 * MEBIBYTE, () => readNpz(zeros, 'a.npz'));
  expect(read.kind).toBe('read');

  // A local header of its own for none of them: a million files in 46 MB.
  const million = new Uint8Array(1_000_000 * 46 + 22 + 56 + 20 + 4);
  million.set([0x50, 0x4b, 3, 4]);
  const view = new DataView(million.buffer);
  for (let k = 0; k < 1_000_000; k++) view.setUint32(4 + 46 * k, 0x02014b50, true);
  const end64 = 4 + 46_000_000;
  view.setUint32(end64, 0x06064b50, true);
  view.setUint32(end64 + 32, 1_000_000, true);
  view.setUint32(end64 + 40, 46_000_000, true);
  view.setUint32(end64 + 48, 4, true);
  view.setUint32(end64 + 56, 0x07064b50, true);
  view.setUint32(end64 + 64, end64, true);
  view.setUint32(end64 + 76, 0x06054b50, true);
  expect(expectAnswer(tally, MEBIBYTE, () => readZip(million, 'a.zip'))).toEqual({
    kind: 'refused',
    sentence: 'a.zip holds 1000000 files: expected at most 1024',
  });
});

const TABLES = Object.entries(matrices)
  .filter(([name]) => /\.(csv|txt)$/.test(name))
  .map(([, { base64 }]) => fromBase64(base64));
const MATRICES = Object.entries(matrices).map(([name, { base64 }]) => ({ name, file: fromBase64(base64) }));
const PURPOSE = {
  n: 12,
  populations: [
    { name: 'PN', first: 0, count: 9 },
    { name: 'LN', first: 9, count: 3 },
  ],
  type: { name: 'ACh', from: ['PN'], to: ['LN'] },
};

test('mutated matrices, .npy and .csv: a sentence, or weights for the network', () => {
  fc.assert(
    fc.property(fc.constantFrom(...MATRICES), mutations, ({ name, file }, changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, boundOf(bytes), () => proposeMatrix(bytes, name, PURPOSE));
      if (judged.kind === 'refused') return;
      expect(judged.value.weights.length).toBe(144);
      expect(judged.value.weights.every(Number.isFinite)).toBe(true);
    }),
    check(300),
  );
});

test('mutated tables: a sentence, or as many numbers as rows and columns say; written and read they are the same', () => {
  fc.assert(
    fc.property(fc.constantFrom(...TABLES), mutations, (file, changes) => {
      const text = new TextDecoder().decode(mutate(file, changes));
      const judged = expectAnswer(tally, boundOf(file), () => parseTable(text, 'a.csv'));
      if (judged.kind === 'refused') return;
      const { rows, columns, values } = judged.value;
      expect(values.length).toBe(rows * columns);
      const lines = Array.from({ length: rows }, (_, row) =>
        values.slice(row * columns, (row + 1) * columns).join(','),
      );
      const again = parseTable(lines.join('\n'), 'b.csv');
      expect([...again.values]).toEqual([...values]);
    }),
    check(200),
  );
});

test('lists of values, written or mutated: a sentence, or finite numbers', () => {
  const list = new TextEncoder().encode('neuron,g_Na\n0,100\n3,50.5\n11,1e-3\n');
  fc.assert(
    fc.property(fc.constantFrom(list, ...NPY, ...TABLES), mutations, (file, changes) => {
      const bytes = mutate(file, changes);
      const judged = expectAnswer(tally, boundOf(bytes), () => readValues(bytes, 'a.csv'));
      if (judged.kind === 'refused') return;
      expect(judged.value.values.every(Number.isFinite)).toBe(true);
    }),
    check(200),
  );
});

test('mutated currents and states: a sentence, or finite numbers for the network', () => {
  const state = writeNpy({ shape: [30], values: Float64Array.from({ length: 30 }, (_, k) => k / 7) });
  const current = writeNpy({ shape: [12, 40], values: Float32Array.from({ length: 480 }, (_, k) => k) });
  fc.assert(
    fc.property(fc.constantFrom(state, current), mutations, (file, changes) => {
      const bytes = mutate(file, changes);
      const read = expectAnswer(tally, boundOf(bytes), () =>
        readState(bytes, { name: 'a.npy', expected: 30, explanation: 'as many' }),
      );
      if (read.kind === 'read') expect(read.value.every(Number.isFinite)).toBe(true);
      const options = { name: 'a.npy', n: 12, samplesPerMs: 100 };
      const drive = expectAnswer(tally, boundOf(bytes), () => readCurrent(bytes, options));
      if (drive.kind === 'refused') return;
      const { n, samples, values } = drive.value.stimulus;
      expect(values.length).toBe(n * samples);
      expect(values.every(Number.isFinite)).toBe(true);
    }),
    check(200),
  );
});

test.each(TRAPS)('a text made to keep readers busy is read or refused within a second: %s', (_, trap) => {
  const bytes = new TextEncoder().encode(trap);
  const bound = boundOf(bytes);
  expectAnswer(tally, bound, () => parseTable(trap, 'a.csv'));
  expectAnswer(tally, bound, () => parseTable(`1;2\n3;${trap}`, 'a.csv', { isSquare: true }));
  expectAnswer(tally, bound, () => parseValues(trap, 'a.csv'));
  expectAnswer(tally, bound, () => parseValues(`neuron,g_Na\n0,${trap}`, 'a.csv'));
  expectAnswer(tally, bound, () => readMatrix(bytes, { name: 'a.csv', n: 12 }));
  expectAnswer(tally, bound, () => proposeMatrix(new TextEncoder().encode(`# ${trap}\n1 2`), 'a.csv', PURPOSE));
  expectAnswer(tally, bound, () => readNpy(bytes, 'a.npy'));
  expectAnswer(tally, bound, () => readZip(bytes, 'a.zip'));
});

test('whatever bytes: a sentence', () => {
  fc.assert(
    fc.property(
      fc.uint8Array({ maxLength: 400 }),
      fc.constantFrom('', '\x93NUMPY\x01\0', 'PK\x03\x04', 'PK\x05\x06'),
      (noise, magic) => {
        const bytes = Uint8Array.from([...Uint8Array.from(magic, (letter) => letter.charCodeAt(0)), ...noise]);
        expectAnswer(tally, ofArchive(bytes), () => readNpz(bytes, 'a.npz', SMALL));
        expectAnswer(tally, boundOf(bytes), () => readNpy(bytes, 'a.npy'));
        expectAnswer(tally, boundOf(bytes), () => readMatrix(bytes, { name: 'a.csv' }));
      },
    ),
    check(150),
  );
});

function textOf(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('base64');
}
