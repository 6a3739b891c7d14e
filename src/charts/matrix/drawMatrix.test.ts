import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { rowsOf } from '../../model/connectivity/matrix.ts';
import { SynapseCounter } from '../../model/connectivity/synapseCounter.ts';
import { THEMES } from '../chartTheme.ts';
import { describeMatrix, drawMatrix, readMatrixAt } from './drawMatrix.ts';
import type { MatrixPicture } from './drawMatrix.ts';
import { MatrixRaster } from './matrixRaster.ts';
import { matrixLayout } from './matrixView.ts';
import type { MatrixView } from './matrixView.ts';
import { FakeOffscreenCanvas, fakeFrame, overlaps } from '../testing/fakeCanvas.ts';
import { WeightColours } from './weightColours.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;

function pictureOf(
  n: number,
  synapses: readonly (readonly [post: number, pre: number, weight: number])[],
): MatrixPicture {
  const weights = new Float32Array(n * n);
  for (const [post, pre, weight] of synapses) weights[post * n + pre] = weight;
  const matrix = { n, rows: rowsOf(weights, n) };
  const populations = [
    { name: 'PN', first: 0, count: (n * 3) / 4 },
    { name: 'LN', first: (n * 3) / 4, count: n / 4 },
  ];
  const counts = new SynapseCounter().count(matrix, populations);
  const colours = new WeightColours(THEME, 'inhibitory');
  return { type: 'GABA', matrix, counts, populations, colours, allowsSelf: false };
}

function draw(picture: MatrixPicture, width: number, height: number, view?: MatrixView) {
  const { frame, drawn } = fakeFrame(width, height);
  drawMatrix(frame, matrixLayout(frame, picture.matrix.n, view, 1), new MatrixRaster(), picture, THEME);
  return drawn;
}

describe('what is under the pointer', () => {
  const picture = pictureOf(120, [
    [12, 95, 1],
    [3, 95, -0.125],
  ]);

  test.each([
    [{ post: 12, pre: 95 }, 'LN 95 → PN 12 · GABA · weight 1'],
    [{ post: 3, pre: 95 }, 'LN 95 → PN 3 · GABA · weight −0.125'],
    [{ post: 4, pre: 95 }, 'LN 95 → PN 4 · GABA · no synapse'],
    [{ post: 95, pre: 95 }, 'LN 95 → LN 95 · GABA · no synapse onto itself'],
    [{ post: 12 }, 'PN 12 receives 1 synapse · GABA'],
    [{ pre: 95 }, 'LN 95 sends 2 synapses · GABA'],
    [{}, ''],
  ])('%o reads %s', (cell, sentence) => {
    expect(readMatrixAt(picture, cell)).toBe(sentence);
  });
});

test('the sentence for screen readers tells the size, the synapses, the blocks and the degrees', () => {
  const picture = pictureOf(12, [
    [0, 9, 1],
    [0, 10, 1],
    [11, 10, 1],
  ]);
  expect(describeMatrix(picture)).toBe(
    'GABA matrix of 12 × 12, rows postsynaptic, columns presynaptic: 3 synapses; LN to PN 2, 7 % of the pairs; ' +
      'LN to LN 1, 17 % of the pairs; in-degree 0 to 2, out-degree 0 to 2.',
  );
  expect(describeMatrix(pictureOf(12, []))).toBe(
    'GABA matrix of 12 × 12, rows postsynaptic, columns presynaptic: 0 synapses.',
  );
});

test('both axes say what they are, and name the first and last neuron of each population', () => {
  const texts = draw(pictureOf(120, []), 460, 440).texts.map(({ text }) => text);
  expect(texts).toEqual(expect.arrayContaining(['presynaptic neuron', 'postsynaptic neuron']));
  for (const index of ['0', '89', '119']) expect(texts.filter((text) => text === index)).toHaveLength(2);
});

test.each([
  [12, 300, 260, undefined],
  [120, 460, 440, undefined],
  [120, 240, 220, undefined],
  [2000, 460, 440, undefined],
  [2000, 460, 440, { row: 1480, column: 1490, cell: 12 }],
])('of %d neurons on %d × %d px no two words of the axis above cover each other', (n, width, height, view) => {
  // Rotated words are drawn about the origin here.
  const above = draw(pictureOf(n, [[0, n - 1, 1]]), width, height, view).texts.filter(
    ({ top, text, left }) => top < 40 && text !== 'postsynaptic neuron' && left > 10,
  );
  expect(above.length).toBeGreaterThan(2);
  expect(overlaps(above)).toEqual([]);
});

test('a degree is a bar in its population’s colour, the longest for the largest, none for none', () => {
  const picture = pictureOf(12, [
    [0, 9, 1],
    [0, 10, 1],
    [11, 10, 1],
  ]);
  const width = 300;
  const layout = matrixLayout({ width, height: 260 }, 12, undefined, 1);
  const { rects } = draw(picture, width, 260);
  const right = rects.filter(({ x, colour }) => x === layout.right + 4 && THEME.populations.includes(colour));
  const below = rects.filter(({ y, colour }) => y === layout.bottom + 4 && THEME.populations.includes(colour));
  expect(right.map((bar) => bar.colour)).toEqual([THEME.populations[0], THEME.populations[1]]);
  expect(right.map((bar) => bar.width)).toEqual([24, 12]);
  expect(below.map((bar) => bar.height)).toEqual([12, 24]);
});
