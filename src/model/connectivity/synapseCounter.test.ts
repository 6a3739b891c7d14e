import fc from 'fast-check';
import { expect, test } from 'vitest';
import { emptyRows, rowsOf } from './matrix.ts';
import type { Matrix } from './matrix.ts';
import { patchMatrix } from './patchMatrix.ts';
import { SynapseCounter } from './synapseCounter.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 3 },
  { name: 'LN', first: 3, count: 2 },
];

/** Rows are postsynaptic. */
const WEIGHTS = [
  [0, 0, 0, 1, 1],
  [0, 0, 0, 0, 1],
  [0, 0, 0, 0, 0],
  [1, 0, 0, 0, 1],
  [0, 0, 0, 0, 0],
].flat();
const MATRIX = { n: 5, rows: rowsOf(Uint8Array.from(WEIGHTS), 5) };

test('degrees and blocks are counted from the matrix, rows postsynaptic', () => {
  const counts = new SynapseCounter().count(MATRIX, POPULATIONS);
  expect(counts.synapses).toBe(5);
  expect([...counts.inDegree]).toEqual([2, 1, 0, 2, 0]);
  expect([...counts.outDegree]).toEqual([1, 0, 0, 1, 3]);
  expect(counts.blocks).toEqual([
    { to: 'PN', from: 'PN', pairs: 6, synapses: 0, meanWeight: 0 },
    { to: 'PN', from: 'LN', pairs: 6, synapses: 3, meanWeight: 1 },
    { to: 'LN', from: 'PN', pairs: 6, synapses: 1, meanWeight: 1 },
    { to: 'LN', from: 'LN', pairs: 2, synapses: 1, meanWeight: 1 },
  ]);
});

test('counting on from a matrix with the same rows gives what counting anew gives', () => {
  const counter = new SynapseCounter();
  const before = counter.count(MATRIX, POPULATIONS);
  const copy = structuredClone(before);
  const erased = MATRIX.rows.with(0, new Uint8Array(5));
  const weighted = erased.with(4, Float32Array.of(0, -0.5, 0, 2, 0));
  for (const rows of [erased, weighted, MATRIX.rows]) {
    const matrix = { n: 5, rows };
    expect(counter.count(matrix, POPULATIONS)).toEqual(new SynapseCounter().count(matrix, POPULATIONS));
  }
  expect(before, 'what was counted before').toEqual(copy);
});

test('other populations are counted anew', () => {
  const counter = new SynapseCounter();
  counter.count(MATRIX, POPULATIONS);
  const other = [
    { name: 'PN', first: 0, count: 4 },
    { name: 'LN', first: 4, count: 1 },
  ];
  expect(counter.count(MATRIX, other)).toEqual(new SynapseCounter().count(MATRIX, other));
});

test('after any edits, of few rows or most, counting on gives what counting anew gives', () => {
  const n = 20;
  const populations = [
    { name: 'PN', first: 0, count: 15 },
    { name: 'LN', first: 15, count: 5 },
  ];
  const cell = fc.tuple(fc.nat(n - 1), fc.nat(n - 1), fc.constantFrom(0, 1, 0.5, -2));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { maxLength: 40 }), { maxLength: 6 }), (strokes) => {
      const counter = new SynapseCounter();
      let matrix: Matrix = { n, rows: emptyRows(n) };
      counter.count(matrix, populations);
      for (const stroke of strokes) {
        const cells = Uint32Array.from(stroke, ([post, pre]) => post * n + pre);
        const weights = Float32Array.from(stroke, ([, , weight]) => weight);
        matrix = patchMatrix(matrix, { kind: 'cells', n, cells, weights }, true);
        expect(counter.count(matrix, populations)).toEqual(new SynapseCounter().count(matrix, populations));
      }
    }),
  );
});
