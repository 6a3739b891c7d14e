import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import { readMatrix } from './matrixFile.ts';
import { writeNpy } from './npy.ts';

test('a 0/1 matrix of any type becomes bytes, row by row', () => {
  const values = [0, 1, 1, 0, 0, 1, 0, 0, 0];
  for (const Kind of [Float64Array, Float32Array, Int32Array, Uint8Array]) {
    const file = writeNpy({ shape: [3, 3], values: Kind.from(values) });
    expect(readMatrix(file, { name: 'ach_mat.npy', n: 3 })).toEqual(Uint8Array.from(values));
    expect(readMatrix(file, { name: 'ach_mat.npy' })).toEqual(Uint8Array.from(values));
  }
});

test('-0 is a 0', () => {
  const file = writeNpy({ shape: [1, 1], values: Float64Array.of(-0) });
  expect(readMatrix(file, { name: 'ach_mat.npy' })).toEqual(Uint8Array.of(0));
});

test.each([0.5, 2, -1, NaN])('%d is refused with its place', (bad) => {
  const values = new Float64Array(9);
  values[2 * 3 + 1] = bad;
  expect(() => readMatrix(writeNpy({ shape: [3, 3], values }), { name: 'ach_mat.npy' })).toThrow(
    `ach_mat.npy holds ${bad} in row 2 (postsynaptic), column 1 (presynaptic): expected only 0 and 1`,
  );
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
