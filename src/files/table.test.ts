import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatWeight, parseTable } from './table.ts';

const parsed = (text: string, isSquare = false): number[][] => {
  const { rows, columns, values } = parseTable(text, 'a.csv', { isSquare });
  return Array.from({ length: rows }, (_, row) => [...values.subarray(row * columns, (row + 1) * columns)]);
};

const EXPECTED = [
  [0, 1],
  [-0.5, 2e-3],
];

test.each([
  ['commas', '0,1\n-0.5,2e-3\n'],
  ['tabs', '0\t1\n-0.5\t2e-3'],
  ['semicolons', '0;1\r\n-0.5;2e-3\r\n'],
  ['commas and spaces', '0, 1\n-.5 ,+2E-3\n\n\n'],
  ['numpy.savetxt', '0.0e+00 1.0e+00\n-5.0e-01 2.0e-03\n'],
  ['aligned columns', '   0  1\n-0.5  0.002'],
  ['an empty cell', ',1\n-0.5,0.002'],
  ['a byte order mark', '\uFEFF0,1\n-0.5,2e-3'],
  ['remarks', '# rows: postsynaptic\n0,1\n# between\n-0.5,2e-3'],
  ['a header', 'PN 0,LN 1\n0,1\n-0.5,2e-3'],
  ['labels', 'PN 0,0,1\nLN 1,-0.5,2e-3'],
  ['header and labels', 'post,PN 0,LN 1\nPN 0,0,1\nLN 1,-0.5,2e-3'],
  ['an empty corner', '\tPN 0\tLN 1\nPN 0\t0\t1\nLN 1\t-0.5\t2e-3'],
  ['a header without a corner, as R writes it', 'PN 0\tLN 1\nPN 0\t0\t1\nLN 1\t-0.5\t2e-3'],
  ['labels in quotes with separators', '"a ""b"", c","d,e"\n0,1\n-0.5,2e-3'],
])('a table with %s', (_, text) => {
  expect(parsed(text)).toEqual(EXPECTED);
});

test.each([
  ['pandas', ',0,1\n0,0,1\n1,-0.5,2e-3'],
  ['a named index', 'neuron,0,1\n0,0,1\n1,-0.5,2e-3'],
  ['numbers without an index', '0,1\n0,1\n-0.5,2e-3'],
])('a square table headed by numbers: %s', (_, text) => {
  expect(parsed(text, true)).toEqual(EXPECTED);
});

test('rows 0, 1, 2 of a table that is no matrix are numbers, not names', () => {
  expect(parsed('0,1\n0,1\n2,3')).toEqual([
    [0, 1],
    [0, 1],
    [2, 3],
  ]);
  expect(parsed('0,1\n1,0', true)).toEqual([
    [0, 1],
    [1, 0],
  ]);
});

test('empty cells are 0, also at the end and in a whole row', () => {
  expect(parsed('1\t\t\n\t2\t\n\t\t\n')).toEqual([
    [1, 0, 0],
    [0, 2, 0],
    [0, 0, 0],
  ]);
});

test('what stands beside the numbers is handed on', () => {
  expect(parseTable('#post by pre\nfrom,a,b\nc,1,2\nd,3,4', 'a.csv').remarks).toEqual(['post by pre', 'from']);
});

test.each([
  ['1,2\n3\n', 'a.csv has 1 cells in line 2: expected 2 as in the line before'],
  ['# a\n1,2\n# b\n3,4,5', 'a.csv has 3 cells in line 4: expected 2'],
  ['a,b\n1,2\n3,x', "a.csv holds 'x' in line 3, cell 2: expected a number"],
  ['1,2\n\n3,4', 'a.csv has 1 cells in line 2'],
  ['1\t2,5', "a.csv holds '2,5' in line 1, cell 2: expected a decimal point, not a comma"],
  ['0,5\t0,5', "a.csv holds '0,5' in line 1, cell 1: expected a decimal point"],
  ['0,5;0,5', "a.csv holds '0,5' in line 1, cell 1: expected a decimal point"],
  ['1 0x10', "a.csv holds '0x10' in line 1, cell 2: expected a number"],
  ['', 'a.csv holds no numbers'],
  ['# only remarks\n\n', 'a.csv holds no numbers'],
  ['a,b', 'a.csv holds no numbers'],
])('%j is refused', (text, sentence) => {
  expect(() => parseTable(text, 'a.csv')).toThrow(sentence);
});

test('whatever the text, the answer is a table or a sentence', () => {
  const letter = fc.constantFrom('0', '1', '.', '-', 'e', ',', ';', '\t', '\n', '"', ' ', 'a', '#', '\r');
  fc.assert(
    fc.property(fc.string({ unit: letter, maxLength: 60 }), fc.boolean(), (text, isSquare) => {
      try {
        const { rows, columns, values } = parseTable(text, 'a.csv', { isSquare });
        expect(values).toHaveLength(rows * columns);
        expect(values.length).toBeGreaterThan(0);
      } catch (error) {
        expect(error).toMatchObject({ name: 'FileError', message: expect.stringMatching(/^a\.csv .*: expected/) });
      }
    }),
    { numRuns: 2000 },
  );
});

test('a weight is written in a few digits, and read back as the same float32', () => {
  expect([0.1, 1 / 3, 100, -2.5, 0].map(Math.fround).map(formatWeight)).toEqual([
    '0.1',
    '0.33333334',
    '100',
    '-2.5',
    '0',
  ]);
  fc.assert(
    fc.property(fc.float({ noNaN: true, noDefaultInfinity: true }), (weight) => {
      const text = formatWeight(weight);
      expect(Math.fround(Number(text)) + 0).toBe(weight + 0);
      expect(parsed(text)).toEqual([[Number(text)]]);
    }),
  );
});
