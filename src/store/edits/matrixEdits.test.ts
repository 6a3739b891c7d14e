import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { proposeMatrix } from '../../files/proposeMatrix.ts';
import { readNpy, writeNpy } from '../../files/npy.ts';
import { flatWeights, type Matrix } from '../../model/connectivity/matrix.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import {
  applyPatch,
  clearMatrix,
  generateMatrix,
  matrixDescription,
  matrixOf,
  matrixOfRun,
  paintCells,
  setAllowsSelf,
  transposeMatrix,
  takeModelMatrix,
} from './matrixEdits.ts';
import {
  copyTable,
  matrixFileName,
  pasteTable,
  readMatrixFile,
  takeMatrixFile,
  writeMatrixFile,
} from './matrixTables.ts';
import { matrixProblem } from './matrixProblem.ts';
import { setUp } from '../testing/setUp.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const N = 12;

function labOf12(): Lab {
  const { lab } = setUp();
  lab.edit('12 neurons', (document) => withNetwork(document, { n: N }));
  return lab;
}

const labels = (lab: Lab): string[] => lab.history.state.getState().past.map(({ label }) => label);
const table = ({ rows }: Matrix): number[][] => rows.map((row) => [...row]);
const cells = (...pairs: [number, number][]): Uint32Array => Uint32Array.from(pairs, ([post, pre]) => post * N + pre);
const patchesOf = (lab: Lab, type: string) => matrixDescription(lab, type).patches;

test('the matrix is the same object until it changes, and the same again after undo and redo', () => {
  const lab = labOf12();
  const drawn = matrixOf(lab, 'GABA');
  lab.edit('named', (document) => ({ ...document, title: 'Another' }));
  expect(matrixOf(lab, 'GABA')).toBe(drawn);
  paintCells(lab, 'GABA', cells([0, 1]), 1, 'stroke');
  const painted = matrixOf(lab, 'GABA');
  expect(painted.rows[0]![1]).toBe(1);
  expect(painted.rows[1]).toBe(drawn.rows[1]);
  lab.undo();
  expect(matrixOf(lab, 'GABA')).toBe(drawn);
  lab.redo();
  expect(matrixOf(lab, 'GABA')).toBe(painted);
});

test('what is painted with one gesture is one patch and one entry that counts its cells', () => {
  const lab = labOf12();
  clearMatrix(lab, 'GABA');
  for (let pre = 1; pre < 8; pre++) paintCells(lab, 'GABA', cells([0, pre], [0, pre - 1], [2, pre]), 1, 'stroke 1');
  expect(patchesOf(lab, 'GABA')).toHaveLength(1);
  // Row 0 from 1 to 7 and row 2 but for its neuron 2: neither 0 nor 2 is connected to itself.
  expect(labels(lab).slice(1)).toEqual(['GABA: no synapses', 'GABA: 13 cells painted']);
  paintCells(lab, 'GABA', cells([0, 1]), 0, 'stroke 2');
  paintCells(lab, 'GABA', cells([0, 2]), 0.5, 'stroke 3');
  expect(labels(lab).slice(3)).toEqual(['GABA: 1 cell erased', 'GABA: 1 cell set to 0.5']);
  expect(patchesOf(lab, 'GABA')).toHaveLength(3);
  expect(table(matrixOf(lab, 'GABA'))[0]).toEqual([0, 0, 0.5, 1, 1, 1, 1, 1, 0, 0, 0, 0]);
  lab.undo();
  lab.undo();
  lab.undo();
  expect(table(matrixOf(lab, 'GABA')).flat()).toEqual(Array(N * N).fill(0));
});

test('a stroke that pauses for longer than the history waits is two entries, and each is undone by itself', () => {
  const lab = labOf12();
  clearMatrix(lab, 'GABA');
  paintCells(lab, 'GABA', cells([0, 1]), 1, 'stroke');
  vi.advanceTimersByTime(5000);
  paintCells(lab, 'GABA', cells([0, 2]), 1, 'stroke');
  expect(patchesOf(lab, 'GABA')).toHaveLength(1);
  lab.undo();
  expect(table(matrixOf(lab, 'GABA'))[0]!.slice(0, 4)).toEqual([0, 1, 0, 0]);
  paintCells(lab, 'GABA', cells([0, 3]), 1, 'stroke');
  expect(table(matrixOf(lab, 'GABA'))[0]!.slice(0, 4)).toEqual([0, 1, 0, 1]);
  lab.undo();
  expect(table(matrixOf(lab, 'GABA'))[0]!.slice(0, 4)).toEqual([0, 1, 0, 0]);
});

test('painting what is so already, or a self connection, is no edit', () => {
  const lab = labOf12();
  clearMatrix(lab, 'ACh');
  const before = lab.document.getState();
  expect(paintCells(lab, 'ACh', cells([0, 1], [5, 6]), 0, 'a')).toBeUndefined();
  expect(paintCells(lab, 'ACh', cells([3, 3], [4, 4]), 1, 'b')).toBeUndefined();
  expect(lab.document.getState()).toBe(before);
  setAllowsSelf(lab, 'ACh', true);
  paintCells(lab, 'ACh', cells([3, 3]), 1, 'c');
  expect(matrixOf(lab, 'ACh').rows[3]![3]).toBe(1);
  setAllowsSelf(lab, 'ACh', false);
  expect(matrixOf(lab, 'ACh').rows[3]![3]).toBe(0);
  expect(labels(lab).slice(2)).toEqual([
    'ACh: self connections allowed',
    'ACh: 1 cell painted',
    'ACh: self connections removed',
  ]);
});

test('a patch that is refused says why and leaves the document; one of the same gesture takes the place of the last', () => {
  const lab = labOf12();
  const all = { first: 0, count: N };
  const scaled = (factor: number) => ({ kind: 'scale', rows: all, columns: all, factor }) as const;
  expect(applyPatch(lab, 'GABA', scaled(60), 'scaled')).toBeUndefined();
  const before = lab.document.getState();
  expect(applyPatch(lab, 'GABA', scaled(2), 'scaled')).toMatch(/times 2 would be 120: expected -100 to 100/);
  expect(applyPatch(lab, 'GABA', { ...scaled(2), rows: { first: 9, count: 4 } }, 'scaled')).toMatch(
    'the postsynaptic neurons 9 to 12: a network of 12 has neurons 0 to 11',
  );
  expect(paintCells(lab, 'GABA', cells([0, 1]), 1000, 'stroke')).toMatch('a weight of 1000: expected a number from');
  expect(lab.document.getState()).toBe(before);
  lab.undo();
  for (const factor of [2, 3, 0.5]) applyPatch(lab, 'GABA', scaled(factor), `GABA: × ${factor}`, 'slider');
  expect(patchesOf(lab, 'GABA')).toHaveLength(1);
  expect(new Set(table(matrixOf(lab, 'GABA')).flat())).toEqual(new Set([0, 0.5]));
});

test('a rule takes the place of all that there was, by its name; a wrong one says why', () => {
  const lab = labOf12();
  paintCells(lab, 'ACh', cells([0, 1]), 1, 'stroke');
  const rule = { from: ['PN'], to: ['LN'], seed: 3 };
  expect(generateMatrix(lab, 'ACh', { ...rule, kind: 'inDegree', inDegree: 4 })).toBeUndefined();
  expect(patchesOf(lab, 'ACh')).toEqual([]);
  const rows = table(matrixOf(lab, 'ACh'));
  expect(rows.map((row) => row.reduce((sum, weight) => sum + weight))).toEqual([...Array(9).fill(0), 4, 4, 4]);
  const before = lab.document.getState();
  expect(generateMatrix(lab, 'ACh', { ...rule, kind: 'random', probability: 2 })).toBe(
    'the probability is 2: expected a number from 0 to 1',
  );
  expect(lab.document.getState()).toBe(before);
  generateMatrix(lab, 'ACh', { ...rule, kind: 'random', probability: 0.125 });
  generateMatrix(lab, 'ACh', { ...rule, kind: 'smallWorld', neighbours: 2, rewiring: 0.1 });
  expect(labels(lab).slice(2)).toEqual([
    'ACh: in-degree 4, seed 3',
    'ACh: random, 12.5 %, seed 3',
    'ACh: small world of 2 on either side, 10 % rewired, seed 3',
  ]);
});

test('back to the model is the matrix of before, and the document forgets the other', () => {
  const lab = labOf12();
  const drawn = matrixOf(lab, 'ACh');
  clearMatrix(lab, 'ACh');
  takeModelMatrix(lab, 'ACh');
  expect(matrixOf(lab, 'ACh')).toBe(drawn);
  expect(lab.document.getState().network.matrices).toEqual({});
});

test('transposed twice is not transposed', () => {
  const lab = labOf12();
  const drawn = matrixOf(lab, 'ACh');
  transposeMatrix(lab, 'ACh');
  const turned = matrixOf(lab, 'ACh');
  table(drawn).forEach((row, post) => row.forEach((weight, pre) => expect(turned.rows[pre]![post]).toBe(weight)));
  transposeMatrix(lab, 'ACh');
  expect(matrixOf(lab, 'ACh')).toBe(drawn);
});

test('the matrix of the run is there only where it is another one than the document shows', () => {
  const { lab, ready } = setUp();
  expect(matrixOfRun(lab, 'ACh')).toBeUndefined();
  lab.start();
  ready();
  expect(matrixOfRun(lab, 'ACh')).toBeUndefined();
  const before = matrixOf(lab, 'ACh');
  clearMatrix(lab, 'ACh');
  // The worker of this test has not answered.
  expect(matrixOfRun(lab, 'ACh')).toBe(before);
});

test('a matrix for another number of neurons has a problem, no synapses on the screen, and cannot be painted', () => {
  const lab = labOf12();
  paintCells(lab, 'ACh', cells([11, 0]), 1, 'stroke');
  lab.edit('8 neurons', (document) => withNetwork(document, { n: 8 }));
  const { network } = lab.document.getState();
  const problem = 'the matrix has an edit from neuron 0 onto neuron 11: a network of 8 has neurons 0 to 7';
  expect(matrixProblem(network, 'ACh')).toBe(problem);
  expect(matrixProblem(network, 'GABA')).toBeUndefined();
  expect(table(matrixOf(lab, 'ACh'))).toEqual(Array(8).fill(Array(8).fill(0)));
  expect(matrixOf(lab, 'ACh')).toBe(matrixOf(lab, 'ACh'));
  expect(paintCells(lab, 'ACh', Uint32Array.of(1), 1, 'stroke 2')).toBe(problem);
  lab.undo();
  expect(matrixOf(lab, 'ACh').rows[11]![0]).toBe(1);
});

test('a table is pasted where it is put; what a spreadsheet copies comes back the same', () => {
  const lab = labOf12();
  clearMatrix(lab, 'GABA');
  expect(pasteTable(lab, 'GABA', '1\t0.1\t\n-2\t1\t1', { row: 5, column: 0 })).toBeUndefined();
  expect(table(matrixOf(lab, 'GABA'))[5]!.slice(0, 4)).toEqual([1, Math.fround(0.1), 0, 0]);
  expect(table(matrixOf(lab, 'GABA'))[6]!.slice(0, 4)).toEqual([-2, 1, 1, 0]);
  const copied = copyTable(lab, 'GABA', { first: 5, count: 2 }, { first: 0, count: 3 });
  expect(copied).toBe('1\t0.1\t0\n-2\t1\t1');
  expect(labels(lab).at(-1)).toBe('GABA: 2 × 3 weights pasted');
  lab.undo();
  pasteTable(lab, 'GABA', copied, { row: 5, column: 0 });
  expect(copyTable(lab, 'GABA', { first: 5, count: 2 }, { first: 0, count: 3 })).toBe(copied);
});

test('a table of all neurons takes the place of the matrix', () => {
  const lab = labOf12();
  const all = { first: 0, count: N };
  const ach = copyTable(lab, 'ACh', all, all);
  pasteTable(lab, 'GABA', ach, { row: 0, column: 0 });
  expect(table(matrixOf(lab, 'GABA'))).toEqual(table(matrixOf(lab, 'ACh')));
  expect(matrixDescription(lab, 'GABA')).toMatchObject({ start: { kind: 'given', name: 'pasted table' }, patches: [] });
});

test.each([
  ['1\t2\n3', 'the table has 1 cells in line 2: expected 2 as in the line before'],
  ['0,5\t1', "the table holds '0,5' in line 1, cell 1: expected a decimal point, not a comma"],
  ['1;0,5', "the table holds '0,5' in line 1, cell 2: expected a decimal point, not a comma"],
  ['1\tx', "the table holds 'x' in line 1, cell 2: expected a number"],
  ['1\t200', 'the table holds 200 in row 0, column 1: expected weights from -100 to 100'],
  ['', 'the table holds no numbers: expected one row of numbers in each line'],
  ['1\n1\n1\n1', 'the table is 4 × 1, from row 9, column 9 on there are 3 × 3 cells'],
])('pasting %j is refused', (text, sentence) => {
  const lab = labOf12();
  const before = lab.document.getState();
  expect(pasteTable(lab, 'GABA', text, { row: 9, column: 9 })).toContain(sentence);
  expect(lab.document.getState()).toBe(before);
});

test.each(['npy', 'csv'] as const)(
  'a matrix goes into a .%s file and comes back, with its orientation known',
  async (format) => {
    const lab = labOf12();
    const all = { first: 0, count: N };
    applyPatch(
      lab,
      'GABA',
      { kind: 'draw', rows: all, columns: all, distribution: { kind: 'normal', mean: 1, deviation: 0.3 }, seed: 4 },
      'drawn',
    );
    setAllowsSelf(lab, 'GABA', true);
    paintCells(lab, 'GABA', cells([4, 4]), 0.7, 'stroke');
    const before = matrixOf(lab, 'GABA');
    const name = matrixFileName('GABA', format);
    const file = new File([writeMatrixFile(lab, 'GABA', format)], name);
    takeModelMatrix(lab, 'GABA');
    const proposal = await readMatrixFile(lab, 'GABA', file, async (read, purpose) =>
      proposeMatrix(new Uint8Array(await read.arrayBuffer()), read.name, purpose),
    );
    expect(proposal).toMatchObject({ n: N, orientation: 'known', isTurned: false });
    expect(labels(lab).at(-1)).toBe('GABA: as the model draws it');
    takeMatrixFile(lab, 'GABA', proposal, false);
    expect(flatWeights(matrixOf(lab, 'GABA'))).toEqual(flatWeights(before));
    expect(labels(lab).at(-1)).toBe(`GABA: from ${name}`);
    takeMatrixFile(lab, 'GABA', proposal, true);
    transposeMatrix(lab, 'GABA');
    expect(flatWeights(matrixOf(lab, 'GABA'))).toEqual(flatWeights(before));
  },
);

test('a file that was read for another number of neurons is refused', () => {
  const lab = labOf12();
  const weights = new Uint8Array(N * N);
  const proposal = proposeMatrix(writeNpy({ shape: [N, N], values: weights }), 'm.npy', {
    n: N,
    populations: [{ name: 'PN', first: 0, count: N }],
    type: { name: 'ACh', from: ['PN'], to: ['PN'] },
  });
  lab.edit('13 neurons', (document) => withNetwork(document, { n: 13 }));
  const before = lab.document.getState();
  expect(takeMatrixFile(lab, 'ACh', proposal, false)).toBe(
    'm.npy is [12, 12], the network has 13 neurons by now: choose it again',
  );
  expect(lab.document.getState()).toBe(before);
});

test('the .npy file is what NumPy reads: bytes while every weight is 1, float32 otherwise', async () => {
  const lab = labOf12();
  const read = async () => readNpy(new Uint8Array(await writeMatrixFile(lab, 'ACh', 'npy').arrayBuffer()), 'm.npy');
  expect(await read()).toMatchObject({ dtype: '|u1', shape: [N, N], fortranOrder: false });
  paintCells(lab, 'ACh', cells([9, 0]), 0.5, 'stroke');
  expect(await read()).toMatchObject({ dtype: '<f4', shape: [N, N] });
});
