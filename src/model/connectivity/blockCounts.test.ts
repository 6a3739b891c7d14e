import { expect, test } from 'vitest';
import { blockCounts } from './blockCounts.ts';
import type { Matrix } from './matrix.ts';

const MATRIX: Matrix = {
  n: 4,
  rows: [new Uint8Array(4), Uint8Array.of(1, 0, 1, 1), Float32Array.of(0.5, -2, 0, 0), Uint8Array.of(0, 0, 1, 1)],
};

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
