import { expect, test } from 'vitest';
import { populationRanges } from '../buildNetwork.ts';
import type { MatrixDescription, MatrixPatch } from '../description.ts';
import { nerveflow } from '../presets.ts';
import { MatrixCache } from './matrixCache.ts';
import type { Matrix } from './matrix.ts';

const [ACH, GABA] = nerveflow.synapses as [(typeof nerveflow.synapses)[0], (typeof nerveflow.synapses)[0]];
const DRAWN: MatrixDescription = { start: { kind: 'drawn' }, patches: [] };

const contextOf = (n: number, seed = 1) => ({
  n,
  populations: populationRanges(nerveflow, n),
  types: nerveflow.synapses,
  seed,
});
const cell = (n: number, post: number, pre: number, weights = 1): MatrixPatch => ({
  kind: 'cells',
  n,
  cells: Uint32Array.of(post * n + pre),
  weights,
});
const table = ({ rows }: Matrix): number[][] => rows.map((row) => [...row]);

test('the same description is the same matrix, whoever describes it', () => {
  const cache = new MatrixCache();
  const first = cache.matrixOf(ACH, undefined, contextOf(12));
  expect(cache.matrixOf(ACH, { start: { kind: 'drawn' }, patches: [] }, contextOf(12))).toBe(first);
  expect(cache.matrixOf(GABA, DRAWN, contextOf(12))).not.toBe(first);
});

test('one more patch copies the rows that it touches; the matrix before it stays as it was', () => {
  const cache = new MatrixCache();
  const before = cache.matrixOf(ACH, DRAWN, contextOf(12));
  const kept = table(before);
  const after = cache.matrixOf(ACH, { ...DRAWN, patches: [cell(12, 3, 5, 0.5)] }, contextOf(12));
  expect(table(before)).toEqual(kept);
  expect(after.rows.map((row, post) => row !== before.rows[post])).toEqual(kept.map((_, post) => post === 3));
  expect(table(after)).toEqual(kept.map((row, post) => (post === 3 ? row.with(5, 0.5) : row)));
});

test('one patch fewer is the matrix that was there before, the same object; so is the one after it', () => {
  const cache = new MatrixCache();
  const patches = Array.from({ length: 20 }, (_, k) => cell(12, k % 12, (k + 5) % 12, k));
  const versions = patches.map((_, k) =>
    cache.matrixOf(ACH, { ...DRAWN, patches: patches.slice(0, k + 1) }, contextOf(12)),
  );
  for (let k = 19; k >= 0; k--) {
    expect(cache.matrixOf(ACH, { ...DRAWN, patches: patches.slice(0, k + 1) }, contextOf(12))).toBe(versions[k]);
  }
  expect(cache.matrixOf(ACH, { ...DRAWN, patches }, contextOf(12))).toBe(versions[19]);
});

test('a long stroke, whose patch is another in each frame, does not push out what was before it', () => {
  const cache = new MatrixCache();
  const edits = Array.from({ length: 20 }, (_, k) => cell(12, k % 12, (k + 5) % 12, k));
  const versions = edits.map((_, k) =>
    cache.matrixOf(ACH, { ...DRAWN, patches: edits.slice(0, k + 1) }, contextOf(12)),
  );
  for (let frame = 0; frame < 500; frame++) {
    cache.matrixOf(ACH, { ...DRAWN, patches: [...edits, cell(12, frame % 12, 3)] }, contextOf(12));
  }
  for (let k = 19; k >= 0; k--) {
    expect(cache.matrixOf(ACH, { ...DRAWN, patches: edits.slice(0, k + 1) }, contextOf(12))).toBe(versions[k]);
  }
});

test('a document and a run that is one frame behind it are answered with the same two matrices', () => {
  const cache = new MatrixCache();
  const ofRun = { ...DRAWN, patches: [cell(12, 0, 1)] };
  const ofDocument = { ...DRAWN, patches: [cell(12, 0, 2)] };
  const first = [cache.matrixOf(ACH, ofRun, contextOf(12)), cache.matrixOf(ACH, ofDocument, contextOf(12))];
  expect(cache.matrixOf(ACH, ofRun, contextOf(12))).toBe(first[0]);
  expect(cache.matrixOf(ACH, ofDocument, contextOf(12))).toBe(first[1]);
});

test('what was forgotten is made again, the same', () => {
  const cache = new MatrixCache();
  const n = 400;
  const all = { first: 0, count: n };
  // 64 MiB hold a hundred matrices of float32 with 400 neurons.
  const patches = Array.from({ length: 130 }, (_, k): MatrixPatch => ({
    kind: 'scale',
    rows: all,
    columns: all,
    factor: k % 2 === 0 ? 0.5 : 2,
  }));
  const first = cache.matrixOf(ACH, DRAWN, contextOf(n));
  const one = cache.matrixOf(ACH, { ...DRAWN, patches: patches.slice(0, 1) }, contextOf(n));
  cache.matrixOf(ACH, { ...DRAWN, patches }, contextOf(n));
  const again = cache.matrixOf(ACH, { ...DRAWN, patches: patches.slice(0, 1) }, contextOf(n));
  expect(again).not.toBe(one);
  expect(again).toEqual(one);
  expect(cache.matrixOf(ACH, DRAWN, contextOf(n))).toEqual(first);
});

test('[M4] an edit of ACh leaves GABA alone: its draws, and the very matrix', () => {
  const cache = new MatrixCache();
  const context = contextOf(40);
  const gaba = cache.matrixOf(GABA, undefined, context);
  const rule = { kind: 'random', from: ['PN'], to: ['LN'], probability: 0.5 } as const;
  for (const seed of [1, 2]) {
    cache.matrixOf(ACH, { start: { ...rule, seed }, patches: [cell(40, 1, 2)] }, context);
    expect(cache.matrixOf(GABA, undefined, context)).toBe(gaba);
  }
  const fresh = new MatrixCache();
  fresh.matrixOf(ACH, { start: { ...rule, seed: 1 }, patches: [] }, context);
  expect(fresh.matrixOf(GABA, undefined, context)).toEqual(gaba);
});

test('the network seed draws the model matrices, and no others', () => {
  const cache = new MatrixCache();
  const rule: MatrixDescription = {
    start: { kind: 'random', from: ['PN'], to: ['LN'], probability: 0.5, seed: 3 },
    patches: [],
  };
  expect(table(cache.matrixOf(ACH, undefined, contextOf(40, 1)))).not.toEqual(
    table(cache.matrixOf(ACH, undefined, contextOf(40, 2))),
  );
  expect(cache.matrixOf(ACH, rule, contextOf(40, 1))).toEqual(cache.matrixOf(ACH, rule, contextOf(40, 2)));
});

test('without self connections the diagonal is 0, whatever start and patches say; allowed, they show', () => {
  const cache = new MatrixCache();
  const weights = new Uint8Array(16).fill(1);
  const given: MatrixDescription = { start: { kind: 'given', name: 'm.npy', n: 4, weights }, patches: [] };
  const patches: MatrixPatch[] = [
    { kind: 'cells', n: 4, cells: Uint32Array.of(5), weights: 3 },
    { kind: 'block', rows: { first: 2, count: 2 }, columns: { first: 0, count: 4 }, weight: 2 },
    { kind: 'transpose' },
  ];
  const without = table(cache.matrixOf(ACH, { ...given, patches }, contextOf(4)));
  const allowed = table(cache.matrixOf(ACH, { ...given, patches, allowsSelf: true }, contextOf(4)));
  expect(allowed).toEqual([
    [1, 1, 2, 2],
    [1, 3, 2, 2],
    [1, 1, 2, 2],
    [1, 1, 2, 2],
  ]);
  expect(without).toEqual(allowed.map((row, i) => row.with(i, 0)));
  expect([...weights]).toEqual(Array(16).fill(1));
});

test('a matrix of another size is refused, and so is an edit beyond the neurons', () => {
  const cache = new MatrixCache();
  const start = { kind: 'given', name: 'm.npy', n: 3, weights: new Uint8Array(9) } as const;
  expect(() => cache.matrixOf(ACH, { start, patches: [] }, contextOf(4))).toThrow(
    'the ACh matrix of m.npy is [3, 3]: a network of 4 neurons needs [4, 4]',
  );
  expect(() => cache.matrixOf(ACH, { ...DRAWN, patches: [cell(12, 0, 11)] }, contextOf(4))).toThrow(
    'the matrix has an edit from neuron 11 onto neuron 0: a network of 4 has neurons 0 to 3',
  );
});

test('the matrices of a document and of a run of another size are kept side by side', () => {
  const cache = new MatrixCache();
  const small = cache.matrixOf(ACH, DRAWN, contextOf(12));
  const large = cache.matrixOf(ACH, DRAWN, contextOf(24));
  expect(cache.matrixOf(ACH, DRAWN, contextOf(12))).toBe(small);
  expect(cache.matrixOf(ACH, DRAWN, contextOf(24))).toBe(large);
});
