import { expect, test } from 'vitest';
import type { MatrixPatch } from '../description.ts';
import { rowsOf, type Matrix } from './matrix.ts';
import { patchMatrix } from './patchMatrix.ts';

const N = 4;
const ALL = { first: 0, count: N };
const START = Uint8Array.of(0, 1, 1, 0, 1, 0, 0, 0, 0, 1, 0, 1, 1, 1, 1, 0);

const matrix = (weights: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer> = START): Matrix => {
  const n = Math.sqrt(weights.length);
  return { n, rows: rowsOf(weights, n) };
};
const table = ({ rows }: Matrix): number[][] => rows.map((row) => [...row]);
const patched = (patch: MatrixPatch, allowsSelf = false): number[][] => table(patchMatrix(matrix(), patch, allowsSelf));

test('cells get their weights; the matrix before and the rows that stay are the same as before', () => {
  const before = matrix();
  const patch: MatrixPatch = {
    kind: 'cells',
    n: N,
    cells: Uint32Array.of(2, 3, 12, 5),
    weights: Float32Array.of(0.5, 0, 1, 1),
  };
  const after = patchMatrix(before, patch, false);
  expect(table(before)).toEqual(table(matrix()));
  expect(table(after)).toEqual([
    [0, 1, 0.5, 0],
    [1, 0, 0, 0],
    [0, 1, 0, 1],
    [1, 1, 1, 0],
  ]);
  // Row 3 has the weight already, and row 1 may not have a self connection.
  expect(after.rows.map((row, post) => row === before.rows[post])).toEqual([false, true, true, true]);
  expect(after.rows[0]).toBeInstanceOf(Float32Array);
  expect(patchMatrix(before, patch, true).rows[1]).toEqual(Uint8Array.of(1, 1, 0, 0));
});

test('a cell that is set twice has the later weight, also where the first was 1 and the second is not', () => {
  const patch: MatrixPatch = {
    kind: 'cells',
    n: N,
    cells: Uint32Array.of(3, 3, 7, 7),
    weights: Float32Array.of(1, 0.25, 0.25, 1),
  };
  expect(patched(patch).slice(0, 2)).toEqual([
    [0, 1, 1, 0.25],
    [1, 0, 0, 1],
  ]);
});

test('cells are the same pairs of neurons in a network of another size', () => {
  const patch: MatrixPatch = { kind: 'cells', n: 10, cells: Uint32Array.of(3, 21), weights: 1 };
  expect(patched(patch)[0]![3]).toBe(1);
  expect(patched(patch)[2]![1]).toBe(1);
  expect(() => patched({ ...patch, cells: Uint32Array.of(3, 4) })).toThrow(
    'the matrix has an edit from neuron 4 onto neuron 0: a network of 4 has neurons 0 to 3',
  );
});

test('a block is filled, and nothing beside it', () => {
  const patch: MatrixPatch = {
    kind: 'block',
    rows: { first: 1, count: 2 },
    columns: { first: 1, count: 3 },
    weight: 2,
  };
  expect(patched(patch)).toEqual([
    [0, 1, 1, 0],
    [1, 0, 2, 2],
    [0, 2, 0, 2],
    [1, 1, 1, 0],
  ]);
  expect(patched(patch, true)[1]).toEqual([1, 2, 2, 2]);
});

test('a block with a probability: that share gets the weight, the others none; by its seed', () => {
  const n = 200;
  const patch = {
    kind: 'block',
    rows: { first: 0, count: n },
    columns: { first: 0, count: n },
    weight: 0.5,
    probability: 0.2,
    seed: 7,
  } as const;
  const before = matrix(new Uint8Array(n * n).fill(1));
  const after = patchMatrix(before, patch, true);
  const weights = table(after).flat();
  expect(weights.every((weight) => weight === 0 || weight === 0.5)).toBe(true);
  const found = weights.filter((weight) => weight !== 0).length;
  // Five standard deviations of a binomial distribution.
  expect(Math.abs(found - 0.2 * n * n)).toBeLessThan(5 * Math.sqrt(n * n * 0.2 * 0.8));
  expect(table(patchMatrix(before, { ...patch }, true))).toEqual(table(after));
  expect(table(patchMatrix(before, { ...patch, seed: 8 }, true))).not.toEqual(table(after));
  const withoutSelf = table(patchMatrix(matrix(new Uint8Array(n * n)), patch, false));
  expect(withoutSelf).toEqual(table(after).map((row, i) => row.with(i, 0)));
});

test('scaling multiplies the synapses that there are; no cell becomes -0', () => {
  const patch: MatrixPatch = { kind: 'scale', rows: ALL, columns: { first: 0, count: 2 }, factor: -0.5 };
  expect(patched(patch)).toEqual([
    [0, -0.5, 1, 0],
    [-0.5, 0, 0, 0],
    [0, -0.5, 0, 1],
    [-0.5, -0.5, 1, 0],
  ]);
  expect(patched({ ...patch, factor: 0 })[3]).toEqual([0, 0, 1, 0]);
});

test('scaling beyond the greatest weight is refused with the synapse', () => {
  const strong = matrix(Float32Array.of(0, 60, 0, 0));
  const patch: MatrixPatch = {
    kind: 'scale',
    rows: { first: 0, count: 2 },
    columns: { first: 0, count: 2 },
    factor: -2,
  };
  expect(() => patchMatrix(strong, patch, false)).toThrow(
    'the weight 60 of the synapse from neuron 1 onto neuron 0 times -2 would be -120: expected -100 to 100',
  );
});

test('drawn weights go to the synapses that there are, row by row; a gradient goes from the first to the last', () => {
  const patch: MatrixPatch = {
    kind: 'draw',
    rows: ALL,
    columns: ALL,
    distribution: { kind: 'gradient', first: 1, last: 8 },
    seed: 1,
  };
  expect(patched(patch)).toEqual([
    [0, 1, 2, 0],
    [3, 0, 0, 0],
    [0, 4, 0, 5],
    [6, 7, 8, 0],
  ]);
});

test('drawn weights have the mean and the deviation that were asked for, and stay within range', () => {
  const n = 100;
  const all = { first: 0, count: n };
  const before = matrix(new Uint8Array(n * n).fill(1));
  const draw = (mean: number, deviation: number, seed = 1): number[] =>
    table(
      patchMatrix(
        before,
        { kind: 'draw', rows: all, columns: all, distribution: { kind: 'normal', mean, deviation }, seed },
        true,
      ),
    ).flat();
  const weights = draw(2, 0.5);
  const mean = weights.reduce((sum, weight) => sum + weight, 0) / weights.length;
  const variance = weights.reduce((sum, weight) => sum + (weight - mean) ** 2, 0) / weights.length;
  // Five standard errors of 10,000 draws.
  expect(Math.abs(mean - 2)).toBeLessThan(5 * 0.005);
  expect(Math.abs(Math.sqrt(variance) - 0.5)).toBeLessThan(5 * 0.0036);
  expect(draw(2, 0.5, 2)).not.toEqual(weights);
  expect(Math.max(...draw(99, 20).map(Math.abs))).toBe(100);
});

test('transposing swaps who drives whom, weights too', () => {
  const weights = Float32Array.from({ length: 150 * 150 }, (_, k) => k % 97);
  const before = matrix(weights);
  const after = patchMatrix(before, { kind: 'transpose' }, true);
  for (let post = 0; post < 150; post++) {
    for (let pre = 0; pre < 150; pre++) expect(after.rows[post]![pre]).toBe(before.rows[pre]![post]);
  }
  expect(patchMatrix(matrix(), { kind: 'transpose' }, false).rows[0]).toEqual(Uint8Array.of(0, 1, 0, 1));
});

test.each([
  [
    { kind: 'cells', n: N, cells: Uint32Array.of(16), weights: 1 },
    'the matrix has an edit from neuron 0 onto neuron 4',
  ],
  [{ kind: 'cells', n: N, cells: Uint32Array.of(1), weights: NaN }, 'a weight of NaN: expected a number from -100 to'],
  [{ kind: 'cells', n: N, cells: Uint32Array.of(1), weights: Float32Array.of(101) }, 'a weight of 101: expected'],
  [{ kind: 'cells', n: N, cells: Uint32Array.of(1), weights: Float32Array.of(1, 1) }, '1 cells with 2 weights'],
  [
    { kind: 'block', rows: { first: 2, count: 3 }, columns: ALL, weight: 1 },
    'the postsynaptic neurons 2 to 4: a network of 4 has neurons 0 to 3',
  ],
  [
    { kind: 'block', rows: ALL, columns: { first: -1, count: 2 }, weight: 1 },
    'the presynaptic neurons -1 to 0: a network of 4 has neurons 0 to 3',
  ],
  [{ kind: 'block', rows: ALL, columns: ALL, weight: 1, probability: 2 }, 'the probability is 2: expected'],
  [{ kind: 'block', rows: ALL, columns: ALL, weight: -1000 }, 'a weight of -1000: expected'],
  [{ kind: 'scale', rows: ALL, columns: ALL, factor: Infinity }, 'weights times Infinity: expected a factor'],
  [
    { kind: 'draw', rows: ALL, columns: ALL, distribution: { kind: 'normal', mean: 1, deviation: -1 }, seed: 1 },
    'weights cannot be drawn: its deviation is -1: expected 0 or more',
  ],
  [
    { kind: 'draw', rows: ALL, columns: ALL, distribution: { kind: 'uniform', least: 2, most: 1 }, seed: 1 },
    'weights cannot be drawn: its least value is 2, its greatest 1: expected the smaller one first',
  ],
] as [MatrixPatch, string][])('%o is refused', (patch, sentence) => {
  expect(() => patchMatrix(matrix(), patch, false)).toThrow(sentence);
});
