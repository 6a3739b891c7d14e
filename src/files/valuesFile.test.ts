import { describe, expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import { writeNpy } from './npy.ts';
import { parseValues, readValues, writeValues } from './valuesFile.ts';

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe('a file of one number per neuron', () => {
  test.each([[[3]], [[3, 1]], [[1, 3]]])('may be a .npy of the shape %j', (shape) => {
    for (const values of [Float64Array.of(1.5, -2, 3), Float32Array.of(1.5, -2, 3)]) {
      expect(readValues(writeNpy({ shape, values }), 'v.npy')).toEqual({ values: [1.5, -2, 3] });
    }
  });

  test.each([
    '1.5\n-2\n3\n',
    '1.5\r\n-2\r\n3',
    '1.5,-2,3',
    '1.5\t−2\t3',
    ' 1.5; -2; 3 ',
    'g_Na\n1.5\n-2\n3',
    '"value"\n1.5\n-2\n3\n',
    '\uFEFF1.5\n-2\n3',
  ])('may be the text %j', (text) => {
    expect(readValues(bytesOf(text), 'v.csv')).toEqual({ values: [1.5, -2, 3] });
  });

  test('may say whose the numbers are, in any order', () => {
    expect(readValues(bytesOf('neuron,g_Na\n7,2\n3,1\n'), 'v.csv')).toEqual({ neurons: [3, 7], values: [1, 2] });
  });

  test('comes back as it was written', () => {
    const [neurons, values] = [
      [0, 1, 9],
      [0.1, -1e-7, 123456.789],
    ];
    expect(readValues(bytesOf(writeValues('E_L', neurons, values)), 'v.csv')).toEqual({ neurons, values });
  });
});

test.each([
  ['1\nabc\n3', "v.csv holds 'abc' at position 1: expected a number"],
  ['1\nNaN', "v.csv holds 'NaN' at position 1: expected a number"],
  ['nan\n1', "v.csv holds 'nan' at position 0: expected a number"],
  ['', 'v.csv holds no numbers: expected one per neuron'],
  ['neuron,g_Na\n', 'v.csv holds no numbers: expected one per neuron'],
  ['neuron,g_Na\n1,2\n1,3', 'v.csv names the neuron 1 twice, again in line 3'],
  ['neuron,g_Na\n1.5,2', 'v.csv names the neuron 1.5 in line 2: expected an index'],
  ['neuron,g_Na\n1,', "v.csv holds '' in line 2: expected a number"],
])('%j is refused', (text, message) => {
  expect(() => parseValues(text, 'v.csv')).toThrow(FileError);
  expect(() => parseValues(text, 'v.csv')).toThrow(message);
});

test('a .npy of two axes, or with NaN, is refused', () => {
  expect(() => readValues(writeNpy({ shape: [2, 2], values: new Float64Array(4) }), 'v.npy')).toThrow(
    'v.npy is [2, 2]: expected one number per neuron, [n]',
  );
  expect(() => readValues(writeNpy({ shape: [2], values: Float64Array.of(1, NaN) }), 'v.npy')).toThrow(
    'v.npy holds NaN at position 1: expected finite values',
  );
});
