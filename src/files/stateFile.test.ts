import { expect, test } from 'vitest';
import { FileError } from './fileError.ts';
import { writeNpy } from './npy.ts';
import { readState } from './stateFile.ts';

const options = { name: 'initial_state.npy', expected: 3, explanation: '7·0 + 1 + 2 (7 n + ACh + GABA synapses)' };

test('a row of numbers of the right length becomes float64', () => {
  for (const Kind of [Float64Array, Float32Array, Int32Array]) {
    const state = readState(writeNpy({ shape: [3], values: Kind.of(-70, 0, 1) }), options);
    expect(state).toEqual(Float64Array.of(-70, 0, 1));
  }
});

test('another shape is refused with the sum that gives the right one', () => {
  for (const shape of [[4], [3, 1], [1, 3]]) {
    const values = new Float64Array(shape.reduce((product, axis) => product * axis, 1));
    const act = () => readState(writeNpy({ shape, values }), options);
    expect(act).toThrow(FileError);
    expect(act).toThrow(
      `initial_state.npy is [${shape.join(', ')}]: expected [3], 7·0 + 1 + 2 (7 n + ACh + GABA synapses)`,
    );
  }
});

test('NaN is refused with its position', () => {
  expect(() => readState(writeNpy({ shape: [3], values: Float64Array.of(1, NaN, 2) }), options)).toThrow(
    'initial_state.npy holds NaN at position 1: expected finite values',
  );
});
