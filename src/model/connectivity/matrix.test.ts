import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compressRows, flatWeights, rowsOf } from './matrix.ts';
import { collectColumns, countSynapses, sumWeights } from './matrixRow.ts';

test('compressed rows list the synapses row by row, ascending, with weights where not all are 1', () => {
  const rows = [Uint8Array.of(0, 1, 1), new Uint8Array(3), Float32Array.of(0.5, 0, -2)];
  expect(compressRows({ n: 3, rows })).toEqual({
    rowStart: Uint32Array.of(0, 2, 2, 4),
    presynaptic: Uint32Array.of(1, 2, 0, 2),
    weights: Float64Array.of(1, 1, 0.5, -2),
  });
  expect(compressRows({ n: 3, rows: [rows[0]!, rows[1]!, Float32Array.of(1, 0, 1)] })).not.toHaveProperty('weights');
});

/** Rows of weights among which are the smallest there are, and zeros of both signs. */
const row = fc.oneof(
  fc.uint8Array({ max: 1, minLength: 5, maxLength: 5 }).map((values) => Uint8Array.from(values)),
  fc
    .array(fc.oneof(fc.constantFrom(0, -0, 1, 1.4e-45, -1.4e-45), fc.float({ min: -100, max: 100, noNaN: true })), {
      minLength: 5,
      maxLength: 5,
    })
    .map((values) => Float32Array.from(values)),
);

test('synapses are the weights that are not 0, however small and whatever the sign of 0', () => {
  fc.assert(
    fc.property(row, fc.nat(5), fc.nat(5), (weights, from, to) => {
      const part = Array.from(weights.subarray(from, Math.max(from, to)));
      expect(countSynapses(weights, from, to)).toBe(part.filter((weight) => weight !== 0).length);
      expect(sumWeights(weights, from, Math.max(from, to)) + 0).toBe(part.reduce((sum, weight) => sum + weight, 0) + 0);
      const columns = new Uint32Array(6);
      const found = collectColumns(weights, columns);
      const expected = [...weights.keys()].filter((pre) => weights[pre] !== 0);
      expect([...columns.subarray(0, found)]).toEqual(expected);
    }),
  );
});

test('rows and flat weights are the same numbers; 0 and 1 are bytes', () => {
  const weights = Float32Array.of(0, 0.5, 1, 0);
  expect(flatWeights({ n: 2, rows: rowsOf(weights, 2) })).toEqual(weights);
  expect(flatWeights({ n: 2, rows: [Uint8Array.of(0, 1), Float32Array.of(1, 0)] })).toEqual(Uint8Array.of(0, 1, 1, 0));
});
