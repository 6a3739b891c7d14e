import { deflateSync, zipSync } from 'fflate';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import { craftZip, type CraftedFile } from './fixtures/craftZip.ts';
import { openZip, readZip, writeZip } from './zip.ts';

const text = (letters: string) => new TextEncoder().encode(letters);

/** What the reader says of an archive of one file with these lies. */
function said(...files: readonly CraftedFile[]): string {
  return saidOf(craftZip(files));
}

function saidOf(bytes: Uint8Array<ArrayBuffer>, limits = {}): string {
  try {
    readZip(bytes, 'a.zip', limits);
    return 'nothing';
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    return error.message;
  }
}

test('whatever was packed comes out again, stored and deflated, in its order', () => {
  const files = fc.uniqueArray(
    fc.record({
      name: fc.stringMatching(/^[a-zµ]{1,9}(\/[a-z]{1,3})?$/),
      data: fc.uint8Array({ maxLength: 300 }),
      isStored: fc.boolean(),
    }),
    { selector: ({ name }) => name, maxLength: 9 },
  );
  fc.assert(
    fc.property(files, (list) => {
      const bytes = zipSync(
        Object.fromEntries(list.map(({ name, data, isStored }) => [name, [data, { level: isStored ? 0 : 6 }]])),
      );
      expect([...readZip(bytes, 'a.zip')]).toEqual(list.map(({ name, data }) => [name, data]));
    }),
  );
});

test('texts as files come out again; the directory is read without unpacking', () => {
  const bytes = writeZip({ 'a.txt': 'µ', 'b/c.txt': '' });
  expect([...readZip(bytes, 'a.zip')]).toEqual([
    ['a.txt', text('µ')],
    ['b/c.txt', text('')],
  ]);
  expect([...openZip(bytes, 'a.zip').values()].map(({ name, size }) => [name, size])).toEqual([
    ['a.txt', 2],
    ['b/c.txt', 0],
  ]);
});

test('data of several blocks and over a megabyte come out again', () => {
  const data = Uint8Array.from({ length: 3_000_000 }, (_, k) => (k * k) >> 7);
  for (const level of [0, 6] as const) {
    // Buffer.compare, since toEqual takes seconds for three million numbers.
    expect(Buffer.compare(readZip(zipSync({ data }, { level }), 'a.zip').get('data')!, data)).toBe(0);
  }
});

test('one byte changed in the data is found by the checksum', () => {
  const bytes = zipSync({ 'a.txt': text('all is well') }, { level: 0 });
  bytes[30 + 'a.txt'.length + 3]! ^= 1;
  expect(saidOf(bytes)).toBe("'a.txt' in a.zip is damaged: its checksum is not the one that was kept");
});

test('what is no archive, or a part of one, is said to be that', () => {
  expect(saidOf(text(''))).toBe('a.zip is empty: expected a zip archive');
  expect(saidOf(text('a,b\n1,2'))).toBe("a.zip is a text file that begins with 'a,b': expected a zip archive");
  const bytes = writeZip({ 'a.txt': 'a' });
  expect(saidOf(bytes.slice(0, -1))).toBe('a.zip is cut off: it has no directory of its files at its end');
  expect(saidOf(Uint8Array.of(...bytes, 0))).toBe('a.zip is cut off: it has no directory of its files at its end');
});

test.each([
  '../a',
  'a/../b',
  '/etc/passwd',
  'C:/a',
  'c:a',
  'a\\b',
  'a//b',
  './a',
  '',
  'a\n',
  'a\u0000b',
  'x'.repeat(256),
])('a file named %j is refused: names lead nowhere else', (name) => {
  expect(said({ name, data: text('a') })).toMatch(
    /^a\.zip holds a file named '.*': expected plain names inside the archive$/,
  );
});

test('two files of one name are refused: programs differ in which they would take', () => {
  expect(said({ name: 'a', data: text('1') }, { name: 'a', data: text('2') })).toBe("a.zip holds two files named 'a'");
});

test('a bomb is refused before anything of it is unpacked', () => {
  // A thousandfold, from 300 kB to 300 MiB, as the format allows it.
  const packed = deflateSync(new Uint8Array(2 ** 20), { level: 9 });
  const claim = { name: 'a', packed, method: 8, crc: 0 };
  expect(said({ ...claim, size: 300 * 2 ** 20 })).toBe("'a' in a.zip takes 315 MB unpacked: expected at most 134 MB");
  const bytes = craftZip(['a', 'b', 'c'].map((name) => ({ ...claim, name, size: 2 ** 20 })));
  expect(saidOf(bytes, { totalBytes: 2 ** 21 })).toBe(
    'the files of a.zip take 3.15 MB unpacked: expected at most 2.1 MB',
  );
  expect(saidOf(bytes, { ratio: 100 })).toMatch(
    /^'a' in a\.zip claims 1048576 bytes out of \d+: more than an honest archive packs$/,
  );
});

test('a file that unpacks to more or less than is promised is refused', () => {
  const packed = deflateSync(new Uint8Array(50_000_000));
  expect(said({ name: 'a', packed, method: 8, size: 100 })).toBe(
    "'a' in a.zip is damaged: it does not unpack to the 100 bytes that are promised",
  );
  expect(said({ name: 'a', packed: deflateSync(text('abc')), method: 8, size: 4 })).toBe(
    "'a' in a.zip is damaged: it does not unpack to the 4 bytes that are promised",
  );
  expect(said({ name: 'a', packed: text('abc'), method: 0, size: 4 })).toBe(
    "'a' in a.zip is damaged: 3 bytes are stored where 4 are promised",
  );
});

test('a header that claims 2^40 bytes out of a few is refused, with and without ZIP64', () => {
  expect(said({ name: 'a', packed: text('abc'), method: 8, size: 2 ** 40 })).toBe(
    "'a' in a.zip takes 1.1 TB unpacked: expected at most 134 MB",
  );
  expect(said({ name: 'a', packed: text('abc'), method: 8, size: 2 ** 20 })).toBe(
    "'a' in a.zip claims 1048576 bytes out of 3: more than an honest archive packs",
  );
});

test('files that overlap are refused: they unpack to far more than the archive holds', () => {
  expect(said({ name: 'a', data: text('abc') }, { name: 'b', data: text('abc'), offset: 0 })).toMatch(
    /^a\.zip is damaged: '.' is not where its directory says$/,
  );
});

test('a number of files over the limit is refused, as is a number that the directory has no room for', () => {
  expect(said(...Array.from({ length: 1025 }, (_, k) => ({ name: `${k}`, data: text('') })))).toBe(
    'a.zip holds 1025 files: expected at most 1024',
  );
  expect(saidOf(craftZip([{ name: 'a', data: text('') }], { entries: 60_000 }))).toBe(
    'a.zip is damaged: the directory of its files cannot be read',
  );
});

test('what needs a password or another program is said', () => {
  expect(said({ name: 'a', data: text('a'), flags: 1 })).toBe(
    "a.zip needs a password for 'a': expected an archive without",
  );
  expect(said({ name: 'a', data: text('a'), method: 93 })).toBe(
    "a.zip packs 'a' by the method 93: expected files that are stored or deflated",
  );
});
