import { expect, test } from 'vitest';
import { populationRanges } from '../buildNetwork.ts';
import type { GeneratedMatrix } from '../description.ts';
import { nerveflow } from '../presets.ts';
import { generateMatrix } from './generateMatrix.ts';
import { countSynapses } from './matrixRow.ts';

const N = 120;
const POPULATIONS = populationRanges(nerveflow, N);
const [PN, LN] = POPULATIONS as [(typeof POPULATIONS)[0], (typeof POPULATIONS)[0]];
const LN_TO_LN = { from: ['LN'], to: ['LN'], seed: 1 };
const PN_TO_LN = { from: ['PN'], to: ['LN'], seed: 1 };
const ALL_TO_ALL = { from: ['PN', 'LN'], to: ['PN', 'LN'], seed: 1 };

/** The presynaptic neurons of each neuron. */
function sourcesOf(rule: GeneratedMatrix, allowsSelf = false): number[][] {
  return generateMatrix(rule, POPULATIONS, N, allowsSelf).map((row) =>
    Array.from(row.keys()).filter((pre) => row[pre] !== 0),
  );
}

const synapses = (sources: readonly number[][]): number => sources.reduce((sum, row) => sum + row.length, 0);

/** Five standard deviations around what is expected of so many trials: one test in a million fails by chance. */
function expectBinomial(found: number, trials: number, probability: number): void {
  const deviation = Math.sqrt(trials * probability * (1 - probability));
  expect(found).toBeGreaterThan(trials * probability - 5 * deviation - 1);
  expect(found).toBeLessThan(trials * probability + 5 * deviation + 1);
}

const RULES: GeneratedMatrix[] = [
  { ...ALL_TO_ALL, kind: 'random', probability: 0.3 },
  { ...ALL_TO_ALL, kind: 'distance', probability: 0.9, length: 0.2 },
  { ...ALL_TO_ALL, kind: 'smallWorld', neighbours: 4, rewiring: 0.3 },
  { ...ALL_TO_ALL, kind: 'inDegree', inDegree: 7 },
];

test.each(RULES)('a seed gives the same $kind matrix again, another seed another', (rule) => {
  expect(sourcesOf(rule)).toEqual(sourcesOf({ ...rule }));
  expect(sourcesOf(rule)).not.toEqual(sourcesOf({ ...rule, seed: 2 }));
});

test.each([
  ...RULES,
  { ...ALL_TO_ALL, kind: 'allToAll' },
  { ...ALL_TO_ALL, kind: 'oneToOne' },
  { ...ALL_TO_ALL, kind: 'ring', neighbours: 3 },
] as GeneratedMatrix[])('$kind connects no neuron with itself, and only the populations that are named', (rule) => {
  sourcesOf(rule).forEach((sources, post) => expect(sources).not.toContain(post));
  sourcesOf({ ...rule, ...PN_TO_LN }, true).forEach((sources, post) => {
    if (post < LN.first) expect(sources).toEqual([]);
    for (const pre of sources) expect(pre).toBeLessThan(LN.first);
  });
  expect(synapses(sourcesOf({ ...rule, ...PN_TO_LN }))).toBeGreaterThan(0);
});

test('random: pairs are connected with the probability, and who may be connected to itself changes no other pair', () => {
  const rule: GeneratedMatrix = { ...ALL_TO_ALL, kind: 'random', probability: 0.3 };
  expectBinomial(synapses(sourcesOf(rule)), N * (N - 1), 0.3);
  const withSelf = sourcesOf(rule, true);
  expectBinomial(withSelf.filter((sources, post) => sources.includes(post)).length, N, 0.3);
  expect(withSelf.map((sources, post) => sources.filter((pre) => pre !== post))).toEqual(sourcesOf(rule));
  expect(synapses(sourcesOf({ ...rule, probability: 0 }, true))).toBe(0);
  expect(synapses(sourcesOf({ ...rule, probability: 1 }, true))).toBe(N * N);
});

test('all to all: every pair, a neuron and itself only where that is allowed', () => {
  expect(synapses(sourcesOf({ ...ALL_TO_ALL, kind: 'allToAll' }))).toBe(N * (N - 1));
  expect(synapses(sourcesOf({ ...ALL_TO_ALL, kind: 'allToAll' }, true))).toBe(N * N);
  expect(synapses(sourcesOf({ ...PN_TO_LN, kind: 'allToAll' }))).toBe(PN.count * LN.count);
});

test('one to one: the k-th onto the k-th, as far as both go', () => {
  const sources = sourcesOf({ ...PN_TO_LN, kind: 'oneToOne' });
  for (let k = 0; k < LN.count; k++) expect(sources[LN.first + k]).toEqual([k]);
  const back = sourcesOf({ from: ['LN'], to: ['PN'], seed: 1, kind: 'oneToOne' });
  for (let k = 0; k < PN.count; k++) expect(back[k]).toEqual(k < LN.count ? [LN.first + k] : []);
  expect(synapses(sourcesOf({ ...LN_TO_LN, kind: 'oneToOne' }))).toBe(0);
  expect(synapses(sourcesOf({ ...LN_TO_LN, kind: 'oneToOne' }, true))).toBe(LN.count);
});

test('ring in one population: the nearest on either side, around the end of the list', () => {
  const sources = sourcesOf({ ...LN_TO_LN, kind: 'ring', neighbours: 3 });
  for (let k = 0; k < LN.count; k++) {
    const around = [-3, -2, -1, 1, 2, 3].map((step) => LN.first + ((k + step + LN.count) % LN.count));
    expect(sources[LN.first + k]).toEqual(around.sort((a, b) => a - b));
  }
});

test('ring of two populations: both are spread over all of it, so that LN k lies at PN 3 k', () => {
  const sources = sourcesOf({ ...PN_TO_LN, kind: 'ring', neighbours: 2 });
  for (let k = 0; k < LN.count; k++) {
    const around = [-2, -1, 0, 1].map((step) => (3 * k + step + PN.count) % PN.count);
    expect(sources[LN.first + k]).toEqual(around.sort((a, b) => a - b));
  }
});

test('ring: more neighbours than there are neurons are all of them, once', () => {
  const sources = sourcesOf({ ...LN_TO_LN, kind: 'ring', neighbours: 1000 });
  for (let k = 0; k < LN.count; k++) expect(sources[LN.first + k]).toHaveLength(LN.count - 1);
  expect(sourcesOf({ ...PN_TO_LN, kind: 'ring', neighbours: 1000 })[LN.first]).toHaveLength(PN.count);
});

test('distance-dependent: a pair on a ring is connected with probability · exp(-d / length)', () => {
  const length = 0.1;
  const counts = new Map<number, { trials: number; found: number }>();
  for (let seed = 0; seed < 40; seed++) {
    const sources = sourcesOf({ ...LN_TO_LN, kind: 'distance', probability: 0.8, length, seed });
    for (let post = 0; post < LN.count; post++) {
      for (let pre = 0; pre < LN.count; pre++) {
        if (pre === post) continue;
        const steps = Math.min(Math.abs(pre - post), LN.count - Math.abs(pre - post));
        const count = counts.get(steps) ?? { trials: 0, found: 0 };
        count.trials++;
        if (sources[LN.first + post]!.includes(LN.first + pre)) count.found++;
        counts.set(steps, count);
      }
    }
  }
  expect(counts.size).toBe(LN.count / 2);
  for (const [steps, { trials, found }] of counts) {
    expectBinomial(found, trials, 0.8 * Math.exp(-steps / LN.count / length));
  }
});

test('small world: without rewiring it is the ring; with it every neuron keeps its number of synapses', () => {
  const ring = sourcesOf({ ...PN_TO_LN, kind: 'ring', neighbours: 5 });
  expect(sourcesOf({ ...PN_TO_LN, kind: 'smallWorld', neighbours: 5, rewiring: 0 })).toEqual(ring);
  const moved = sourcesOf({ ...PN_TO_LN, kind: 'smallWorld', neighbours: 5, rewiring: 0.4 });
  expect(moved.map((sources) => sources.length)).toEqual(ring.map((sources) => sources.length));
});

test('small world: a synapse leaves its neighbour with the probability, and comes back to one now and then', () => {
  const neighbours = 5;
  let gone = 0;
  let trials = 0;
  for (let seed = 0; seed < 20; seed++) {
    const ring = sourcesOf({ ...PN_TO_LN, kind: 'ring', neighbours });
    const moved = sourcesOf({ ...PN_TO_LN, kind: 'smallWorld', neighbours, rewiring: 0.2, seed });
    ring.forEach((sources, post) => {
      trials += sources.length;
      gone += sources.filter((pre) => !moved[post]!.includes(pre)).length;
    });
  }
  // A place that was left can be taken again: by each of 2 that moved on average, out of 80 or so that are free.
  expect(gone / trials).toBeGreaterThan(0.17);
  expect(gone / trials).toBeLessThan(0.22);
});

test('small world: where all are neighbours there is nowhere to move', () => {
  const sources = sourcesOf({ ...LN_TO_LN, kind: 'smallWorld', neighbours: 100, rewiring: 1 });
  for (let k = 0; k < LN.count; k++) expect(sources[LN.first + k]).toHaveLength(LN.count - 1);
});

test('in-degree: exactly so many different ones for each, or all there are; each as often as another', () => {
  const heard = new Uint32Array(N);
  for (let seed = 0; seed < 50; seed++) {
    const sources = sourcesOf({ ...PN_TO_LN, kind: 'inDegree', inDegree: 9, seed });
    for (let k = 0; k < LN.count; k++) expect(sources[LN.first + k]).toHaveLength(9);
    sources.flat().forEach((pre) => heard[pre]!++);
  }
  for (let pre = 0; pre < PN.count; pre++) expectBinomial(heard[pre]!, 50 * LN.count, 9 / PN.count);
  const rows = generateMatrix({ ...LN_TO_LN, kind: 'inDegree', inDegree: 1000 }, POPULATIONS, N);
  expect(rows.slice(LN.first).map((row) => countSynapses(row))).toEqual(Array(LN.count).fill(LN.count - 1));
  const withSelf = generateMatrix({ ...LN_TO_LN, kind: 'inDegree', inDegree: 1000 }, POPULATIONS, N, true);
  expect(withSelf.slice(LN.first).map((row) => countSynapses(row))).toEqual(Array(LN.count).fill(LN.count));
});

test.each([
  [{ ...PN_TO_LN, kind: 'random', probability: 1.5 }, 'the probability is 1.5: expected a number from 0 to 1'],
  [{ ...PN_TO_LN, kind: 'distance', probability: 0.5, length: 0 }, 'the length is 0: expected a positive share'],
  [{ ...PN_TO_LN, kind: 'ring', neighbours: 2.5 }, 'the number of neighbours on either side is 2.5: expected a whole'],
  [{ ...PN_TO_LN, kind: 'inDegree', inDegree: -1 }, 'the in-degree is -1: expected a whole number, 0 or more'],
  [{ ...PN_TO_LN, kind: 'smallWorld', neighbours: 2, rewiring: NaN }, 'the share that is rewired is NaN: expected'],
  [{ ...PN_TO_LN, kind: 'allToAll', from: ['KC'] }, 'there is no population KC: expected PN, LN'],
  [{ ...PN_TO_LN, kind: 'allToAll', seed: 0.5 }, 'the seed is 0.5: expected a whole number from 0 to 4294967295'],
] as [GeneratedMatrix, string][])('%j is refused', (rule, sentence) => {
  expect(() => generateMatrix(rule, POPULATIONS, N)).toThrow(sentence);
});

test('a population without neurons is connected to nobody', () => {
  const alone = populationRanges(nerveflow, 10, [10, 0]);
  for (const rule of [...RULES, { ...ALL_TO_ALL, kind: 'ring', neighbours: 3 } as const]) {
    const rows = generateMatrix({ ...rule, ...PN_TO_LN, from: ['LN'], to: ['PN'] }, alone, 10);
    expect(rows.map((row) => countSynapses(row))).toEqual(Array(10).fill(0));
  }
});
