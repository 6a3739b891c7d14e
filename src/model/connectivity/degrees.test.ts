import fc from 'fast-check';
import { expect, test } from 'vitest';
import { blockCounts } from './blockCounts.ts';
import { degreesOf } from './degrees.ts';
import type { Matrix } from './matrix.ts';
import { patchMatrix } from './patchMatrix.ts';

const MATRIX: Matrix = {
  n: 4,
  rows: [new Uint8Array(4), Uint8Array.of(1, 0, 1, 1), Float32Array.of(0.5, -2, 0, 0), Uint8Array.of(0, 0, 1, 1)],
};

test('in-degrees count along rows, out-degrees along columns, and weights are summed', () => {
  expect(degreesOf(MATRIX)).toEqual({
    inDegree: Uint32Array.of(0, 3, 2, 2),
    outDegree: Uint32Array.of(2, 1, 2, 2),
    inWeight: Float64Array.of(0, 3, -1.5, 2),
    outWeight: Float64Array.of(1.5, -2, 2, 2),
  });
});

test('after any edit the degrees counted from those before are those counted anew, to the last bit', () => {
  const n = 60;
  const neuron = fc.nat(n - 1);
  const edits = fc.array(
    fc.array(fc.tuple(neuron, neuron, fc.float({ min: -3, max: 3, noNaN: true })), { maxLength: 40 }),
    { maxLength: 6 },
  );
  fc.assert(
    fc.property(edits, (strokes) => {
      const empty = new Uint8Array(n);
      let matrix: Matrix = { n, rows: Array.from({ length: n }, () => empty) };
      let degrees = degreesOf(matrix);
      for (const stroke of strokes) {
        const next = patchMatrix(
          matrix,
          {
            kind: 'cells',
            n,
            cells: Uint32Array.from(stroke, ([post, pre]) => post * n + pre),
            weights: Float32Array.from(stroke, ([, , weight]) => weight),
          },
          true,
        );
        degrees = degreesOf(next, { matrix, degrees });
        expect(degrees).toEqual(degreesOf(next));
        matrix = next;
      }
    }),
  );
});

test('the same matrix has the same degrees, and one of another size is counted anew', () => {
  const degrees = degreesOf(MATRIX);
  expect(degreesOf(MATRIX, { matrix: MATRIX, degrees })).toBe(degrees);
  const small: Matrix = { n: 1, rows: [Uint8Array.of(1)] };
  expect(degreesOf(small, { matrix: MATRIX, degrees }).inDegree).toEqual(Uint32Array.of(1));
});

test('blocks count the synapses from population to population, out of the pairs of different neurons', () => {
  const populations = [
    { name: 'PN', first: 0, count: 3 },
    { name: 'LN', first: 3, count: 1 },
  ];
  expect(blockCounts(MATRIX, populations)).toEqual([
    { to: 'PN', from: 'PN', synapses: 4, pairs: 6, meanWeight: 0.125 },
    { to: 'PN', from: 'LN', synapses: 1, pairs: 3, meanWeight: 1 },
    { to: 'LN', from: 'PN', synapses: 1, pairs: 3, meanWeight: 1 },
    { to: 'LN', from: 'LN', synapses: 1, pairs: 0, meanWeight: 1 },
  ]);
});
