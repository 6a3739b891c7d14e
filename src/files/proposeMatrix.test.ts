import { expect, test } from 'vitest';
import { populationRanges } from '../model/buildNetwork.ts';
import { givenMatrix } from '../model/connectivity/matrix.ts';
import { MatrixCache } from '../model/connectivity/matrixCache.ts';
import { nerveflow } from '../model/presets.ts';
import numpy from './fixtures/numpyMatrices.json' with { type: 'json' };
import type { MatrixPurpose } from './matrixProposal.ts';
import { writeMatrixTable } from './matrixTable.ts';
import { writeNpy } from './npy.ts';
import { proposeMatrix } from './proposeMatrix.ts';

const N = 12;
const POPULATIONS = populationRanges(nerveflow, N);
const [ACH, GABA] = nerveflow.synapses as [(typeof nerveflow.synapses)[0], (typeof nerveflow.synapses)[0]];

const purposeOf = (type: MatrixPurpose['type']): MatrixPurpose => ({ n: N, populations: POPULATIONS, type });
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function weightsWhere(isSynapse: (post: number, pre: number) => boolean): Uint8Array<ArrayBuffer> {
  return Uint8Array.from({ length: N * N }, (_, k) => (isSynapse(Math.floor(k / N), k % N) ? 1 : 0));
}

const propose = (weights: Uint8Array<ArrayBuffer>, type = ACH, name = 'm.npy') =>
  proposeMatrix(writeNpy({ shape: [N, N], values: weights }), name, purposeOf(type));

const isPn = (neuron: number): boolean => neuron < 9;
const PN_TO_LN = weightsWhere((post, pre) => !isPn(post) && isPn(pre) && (post + pre) % 2 === 0);
const TURNED = weightsWhere((post, pre) => !isPn(pre) && isPn(post) && (post + pre) % 2 === 0);

test('ACh comes from PNs onto LNs: that tells the rows from the columns, either way', () => {
  expect(propose(PN_TO_LN)).toMatchObject({
    orientation: 'known',
    isTurned: false,
    weights: PN_TO_LN,
    reason:
      'Read as [postsynaptic, presynaptic]: so all 13 synapses go from PN to LN, as those of ACh do; with rows and columns exchanged it would be 0.',
  });
  expect(propose(TURNED)).toMatchObject({
    orientation: 'known',
    isTurned: true,
    weights: PN_TO_LN,
    reason:
      'Read as [presynaptic, postsynaptic]: so all 13 synapses go from PN to LN, as those of ACh do; with rows and columns exchanged it would be 0.',
  });
});

test('GABA comes from LNs onto all: columns of PNs are empty in the right reading', () => {
  const right = weightsWhere((post, pre) => !isPn(pre) && post !== pre);
  const turned = weightsWhere((post, pre) => !isPn(post) && post !== pre);
  expect(propose(right, GABA)).toMatchObject({ orientation: 'known', isTurned: false, weights: right });
  expect(propose(turned, GABA)).toMatchObject({ orientation: 'known', isTurned: true, weights: right });
  expect(propose(turned, GABA).reason).toContain('so all 33 synapses go from LN to PN and LN, as those of GABA do');
});

test('the matrices that the model draws are known in both orientations', () => {
  for (const type of nerveflow.synapses) {
    const { rows } = new MatrixCache().matrixOf(type, undefined, {
      n: N,
      populations: POPULATIONS,
      types: nerveflow.synapses,
      seed: 1,
    });
    const weights = weightsWhere((post, pre) => rows[post]![pre] !== 0);
    const turned = weightsWhere((post, pre) => rows[pre]![post] !== 0);
    expect(propose(weights, type)).toMatchObject({ orientation: 'known', isTurned: false, weights });
    expect(propose(turned, type)).toMatchObject({ orientation: 'known', isTurned: true, weights });
  }
});

test('where a few synapses go elsewhere the better reading is assumed, and both are counted by populations', () => {
  const weights = PN_TO_LN.slice();
  weights[10] = 1; // onto neuron 0
  const proposal = propose(weights);
  expect(proposal).toMatchObject({ orientation: 'assumed', isTurned: false });
  expect(proposal.reason).toBe(
    'Read as [postsynaptic, presynaptic]: so 13 of 14 synapses go from PN to LN, as those of ACh do, 1 does not; with rows and columns exchanged it would be 1.',
  );
  const counts = (reading: 'asRead' | 'transposed') =>
    proposal.blocks[reading].map(({ from, to, synapses }) => `${synapses} from ${from} to ${to}`);
  expect(counts('asRead')).toEqual(['0 from PN to PN', '1 from LN to PN', '13 from PN to LN', '0 from LN to LN']);
  expect(counts('transposed')).toEqual(['0 from PN to PN', '13 from LN to PN', '1 from PN to LN', '0 from LN to LN']);
});

test('where neither tells, rows are assumed to be postsynaptic and the user is to be asked', () => {
  const lnToLn = weightsWhere((post, pre) => !isPn(post) && !isPn(pre) && post > pre);
  expect(propose(lnToLn, GABA)).toMatchObject({
    orientation: 'assumed',
    isTurned: false,
    weights: lnToLn,
    reason: 'It cannot be told which axis is which: assumed [postsynaptic, presynaptic], as NerveFlow saves it.',
  });
});

test('where both readings are the same there is nothing to ask', () => {
  expect(propose(weightsWhere((post, pre) => Math.abs(post - pre) === 1))).toMatchObject({
    orientation: 'known',
    reason: 'It is symmetric: both readings are the same.',
  });
  expect(propose(new Uint8Array(N * N))).toMatchObject({ orientation: 'known' });
});

test.each([
  ['ACh_post_pre.npy', false],
  ['w[post,pre].npy', false],
  ['conn-pre-by-post.npy', true],
  ['PresynapticPostsynaptic.npy', true],
  ['presynaptic_postsynaptic.npy', true],
  ['W_prePost.npy', true],
  ['compressed_posterior.npy', undefined],
  ['pre.npy', undefined],
])('a name like %s says the orientation', (name, isTurned) => {
  const said = propose(PN_TO_LN, ACH, name);
  if (isTurned === undefined) expect(said.reason).toContain('as those of ACh do');
  else expect(said).toMatchObject({ orientation: 'known', isTurned, reason: expect.stringContaining('name') });
});

test('a table says the orientation in its corner or in a remark', () => {
  const table = (corner: string, remark = '') =>
    `${remark}${corner},${Array.from({ length: N }, (_, k) => `n${k}`).join(',')}\n` +
    Array.from({ length: N }, (_, k) => `n${k},${TURNED.subarray(k * N, (k + 1) * N).join(',')}\n`).join('');
  const read = (text: string) => proposeMatrix(bytesOf(text), 'm.csv', purposeOf(ACH));
  expect(read(table('post \\ pre'))).toMatchObject({ orientation: 'known', isTurned: false, weights: TURNED });
  expect(read(table('pre/post'))).toMatchObject({ orientation: 'known', isTurned: true, weights: PN_TO_LN });
  expect(read(table('', '# rows: presynaptic, columns: postsynaptic\n'))).toMatchObject({ isTurned: true });
  expect(read(table('', '# columns are postsynaptic, rows presynaptic\n'))).toMatchObject({ isTurned: true });
  expect(read(table('neuron'))).toMatchObject({
    isTurned: true,
    reason: expect.stringContaining('as those of ACh'),
  });
});

test('what the lab writes comes back as it was, and known', () => {
  const rows = Array.from(Array(N).keys(), (post) =>
    post % 3 === 0
      ? Uint8Array.from(Array(N).keys(), (pre) => (post * pre) % 2)
      : Float32Array.from(Array(N).keys(), (pre) => ((post * 7 + pre) % 5) / 10),
  );
  const text = writeMatrixTable({ n: N, rows }, POPULATIONS);
  expect(text.split('\n')[0]).toBe(
    'postsynaptic \\ presynaptic,PN 0,PN 1,PN 2,PN 3,PN 4,PN 5,PN 6,PN 7,PN 8,LN 9,LN 10,LN 11',
  );
  const { weights, orientation, isTurned } = proposeMatrix(bytesOf(text), 'GABA.csv', purposeOf(GABA));
  expect({ orientation, isTurned }).toEqual({ orientation: 'known', isTurned: false });
  expect(Array.from(weights)).toEqual(rows.flatMap((row) => [...row]));
});

test.each([
  [[10, 10], 'm.npy is [10, 10], the network has 12 neurons: expected [12, 12]'],
  [[12, 11], 'm.npy is [12, 11], the network has 12 neurons: expected [12, 12]'],
])('the shape %j is refused', (shape, sentence) => {
  const values = new Uint8Array(shape[0]! * shape[1]!);
  expect(() => proposeMatrix(writeNpy({ shape, values }), 'm.npy', purposeOf(ACH))).toThrow(sentence);
});

/** Written by fixtures/makeMatrices.py. */
test.each(Object.entries(numpy))('NumPy saves %s', (name, { base64, weights, problem }) => {
  const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
  const read = () => proposeMatrix(bytes, name, purposeOf(ACH));
  if (problem !== null) {
    expect(read).toThrow(problem);
    return;
  }
  const proposal = read();
  // The fixtures are [postsynaptic, presynaptic] and go from PN to LN, as ACh does.
  expect(proposal).toMatchObject({ orientation: 'known', isTurned: false });
  const isBinary = weights!.every((weight) => weight === 0 || weight === 1);
  expect(proposal.weights).toBeInstanceOf(isBinary ? Uint8Array : Float32Array);
  expect(Array.from(proposal.weights)).toEqual(weights!.map(Math.fround));
  expect(givenMatrix(proposal.weights, name).start).toMatchObject({ n: N });
});
