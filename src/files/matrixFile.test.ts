import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import { readMatrix } from './matrixFile.ts';
import { writeNpy } from './npy.ts';

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

test('a 0/1 matrix of any type becomes bytes, row by row', () => {
  const values = [0, 1, 1, 0, 0, 1, 0, 0, 0];
  for (const Kind of [Float64Array, Float32Array, Int32Array, Uint8Array]) {
    const file = writeNpy({ shape: [3, 3], values: Kind.from(values) });
    const expected = { n: 3, weights: Uint8Array.from(values), remarks: [] };
    expect(readMatrix(file, { name: 'ach_mat.npy', n: 3 })).toEqual(expected);
    expect(readMatrix(file, { name: 'ach_mat.npy' })).toEqual(expected);
  }
});

test('-0 is a 0', () => {
  const file = writeNpy({ shape: [1, 1], values: Float64Array.of(-0) });
  expect(readMatrix(file, { name: 'ach_mat.npy' }).weights).toEqual(Uint8Array.of(0));
});

test('other weights become float32', () => {
  const file = writeNpy({ shape: [2, 2], values: Float64Array.of(-0, 0.1, -100, 1) });
  expect(readMatrix(file, { name: 'a.npy' }).weights).toEqual(Float32Array.of(0, 0.1, -100, 1));
  expect(readMatrix(bytesOf('0,0.1\n-100,1\n'), { name: 'a.csv' }).weights).toEqual(Float32Array.of(0, 0.1, -100, 1));
});

test('a table that Excel saved as Unicode text is read', () => {
  const units = Uint16Array.from('\uFEFF0\t0.5\r\n1\t0\r\n', (letter) => letter.charCodeAt(0));
  expect(readMatrix(new Uint8Array(units.buffer), { name: 'a.txt' }).weights).toEqual(Float32Array.of(0, 0.5, 1, 0));
});

test.each([101, -100.5, NaN, Infinity])('%d is refused with its place', (bad) => {
  const values = new Float64Array(9);
  values[2 * 3 + 1] = bad;
  const sentence = `holds ${bad} in row 2, column 1: expected weights from -100 to 100, 0 where there is no synapse`;
  expect(() => readMatrix(writeNpy({ shape: [3, 3], values }), { name: 'ach_mat.npy' })).toThrow(sentence);
  expect(() => readMatrix(bytesOf(`0 0 0\n0 0 0\n0 ${bad} 0`), { name: 'a.csv' })).toThrow(sentence);
});

test.each([
  [[2, 3], undefined, 'ach_mat.npy is [2, 3]: expected a square matrix, [postsynaptic, presynaptic]'],
  [[9], undefined, 'ach_mat.npy is [9]: expected a square matrix'],
  [[0, 0], undefined, 'ach_mat.npy is [0, 0]: expected a square matrix'],
  [[3, 3], 4, 'ach_mat.npy is [3, 3], the network has 4 neurons: expected [4, 4]'],
])('the shape %j is refused', (shape, n, message) => {
  const values = new Uint8Array(shape.reduce((product, axis) => product * axis, 1));
  expect(() => readMatrix(writeNpy({ shape, values }), { name: 'ach_mat.npy', n })).toThrow(FileError);
  expect(() => readMatrix(writeNpy({ shape, values }), { name: 'ach_mat.npy', n })).toThrow(message);
});
