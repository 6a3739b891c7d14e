import { expect, test } from 'vitest';
import { rowsOf } from '../../model/connectivity/matrix.ts';
import { SynapseCounter } from '../../model/connectivity/synapseCounter.ts';
import { acetylcholine, fastGaba } from '../../model/synapseTypes.ts';
import { networkLinks, networkNodes } from './networkLinks.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];

function countsOf(synapses: readonly (readonly [post: number, pre: number])[]) {
  const weights = new Uint8Array(144);
  for (const [post, pre] of synapses) weights[post * 12 + pre] = 1;
  return new SynapseCounter().count({ n: 12, rows: rowsOf(weights, 12) }, POPULATIONS);
}

test('there is a link for each block with synapses, and for those of the model that were silenced', () => {
  const links = networkLinks(networkNodes(POPULATIONS), [
    { type: acetylcholine, counts: countsOf([[9, 0]]) },
    {
      type: fastGaba,
      counts: countsOf([
        [1, 0],
        [0, 9],
        [0, 10],
      ]),
    },
  ]);
  expect(links.map(({ type, from, to, synapses }) => [type.name, from, to, synapses])).toEqual([
    ['ACh', 'PN', 'LN', 1],
    ['GABA', 'PN', 'PN', 1],
    ['GABA', 'LN', 'PN', 2],
    ['GABA', 'LN', 'LN', 0],
  ]);
});

test('more synapses make a thicker link, and no number falls outside of the picture', () => {
  const all = POPULATIONS.flatMap((to) => POPULATIONS.map((from) => [to.first, from.first] as const));
  const links = networkLinks(networkNodes(POPULATIONS), [
    { type: acetylcholine, counts: countsOf([...all, [10, 0]]) },
    { type: fastGaba, counts: countsOf(all) },
  ]);
  expect(links).toHaveLength(8);
  const widthOf = (from: string, to: string): number =>
    links.find((link) => link.from === from && link.to === to)!.width;
  expect(widthOf('PN', 'LN')).toBeGreaterThan(widthOf('LN', 'PN'));
  for (const { label } of links) {
    expect(label.x > 0 && label.x < 300 && label.y > 0 && label.y < 112, JSON.stringify(label)).toBe(true);
  }
});

test('a population alone has a picture too, and one without neurons is left out', () => {
  const alone = [
    { name: 'PN', first: 0, count: 12 },
    { name: 'LN', first: 12, count: 0 },
  ];
  const nodes = networkNodes(alone);
  expect(nodes.map(({ name }) => name)).toEqual(['PN']);
  const counts = new SynapseCounter().count({ n: 12, rows: rowsOf(new Uint8Array(144).fill(1), 12) }, alone);
  expect(networkLinks(nodes, [{ type: fastGaba, counts }])).toMatchObject([{ from: 'PN', to: 'PN', synapses: 144 }]);
});
