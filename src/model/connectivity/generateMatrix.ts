import type { GeneratedMatrix } from '../description.ts';
import type { SynapseType } from '../model.ts';
import type { PopulationRange } from '../population.ts';
import { chooseWithout, randomStream, type RandomStream } from '../random.ts';
import { checkProbability, checkSeed } from './checkPatch.ts';
import { emptyRows } from './matrix.ts';
import type { MatrixRow } from './matrixRow.ts';
import { Ring } from './ring.ts';

/** The model's own matrix: each pair from a `from` to a `to` population with the type's probability, no self connections. */
export function drawMatrix(
  type: Pick<SynapseType, 'from' | 'to' | 'probability'>,
  populations: readonly PopulationRange[],
  n: number,
  draws: RandomStream,
): MatrixRow[] {
  return drawPairs(type, populations, n, false, draws, () => type.probability);
}

/**
 * The matrix that a rule makes, `rows[postsynaptic][presynaptic]`, every weight 1. What it draws depends on the rule's seed alone.
 *
 * On the ring each population is spread evenly: its k-th of c neurons lies at k / c of the circumference.
 * @param allowsSelf whether a neuron may be connected to itself. None is its own neighbour on a ring.
 * @throws RangeError with a sentence when a number of the rule cannot be right or it names a population that is not there.
 */
export function generateMatrix(
  rule: GeneratedMatrix,
  populations: readonly PopulationRange[],
  n: number,
  allowsSelf = false,
): MatrixRow[] {
  checkRule(rule, populations);
  const draws = randomStream(rule.seed, 'matrix');
  const sources = neuronsOf(populations, rule.from);
  const targets = neuronsOf(populations, rule.to);
  switch (rule.kind) {
    case 'random':
      return drawPairs(rule, populations, n, allowsSelf, draws, () => rule.probability);
    case 'distance': {
      const ring = new Ring(populations, sources);
      const { probability, length } = rule;
      return drawPairs(
        rule,
        populations,
        n,
        allowsSelf,
        draws,
        (post, pre) => probability * Math.exp(-ring.distance(post, pre) / length),
      );
    }
    case 'allToAll': {
      const all = new Uint8Array(n);
      for (const pre of sources) all[pre] = 1;
      return makeRows(n, targets, (post) => {
        const row = all.slice();
        if (!allowsSelf) row[post] = 0;
        return row;
      });
    }
    case 'oneToOne':
      return makeRows(n, targets, (post, k) => {
        const pre = sources[k];
        return rowOf(n, pre === undefined || (pre === post && !allowsSelf) ? [] : [pre]);
      });
    case 'ring': {
      const ring = new Ring(populations, sources);
      return makeRows(n, targets, (post) => rowOf(n, ring.neighbours(post, rule.neighbours)));
    }
    case 'smallWorld': {
      const ring = new Ring(populations, sources);
      return makeRows(n, targets, (post) => {
        const row = rowOf(n, ring.neighbours(post, rule.neighbours));
        rewire(row, candidatesOf(post, sources, allowsSelf), rule.rewiring, draws);
        return row;
      });
    }
    case 'inDegree':
      return makeRows(n, targets, (post) => {
        const candidates = candidatesOf(post, sources, allowsSelf);
        const count = Math.min(rule.inDegree, candidates.length);
        return rowOf(
          n,
          Array.from(chooseWithout(draws, count, candidates.length), (k) => candidates[k]!),
        );
      });
  }
}

/** @throws RangeError with a sentence when a number of the rule cannot be right or it names a population that is not there. */
export function checkRule(rule: GeneratedMatrix, populations: readonly Pick<PopulationRange, 'name'>[]): void {
  checkSeed(rule.seed);
  for (const name of [...rule.from, ...rule.to]) {
    if (populations.some((population) => population.name === name)) continue;
    throw new RangeError(`there is no population ${name}: expected ${populations.map((one) => one.name).join(', ')}`);
  }
  if ('probability' in rule) checkProbability('the probability', rule.probability);
  if ('rewiring' in rule) checkProbability('the share that is rewired', rule.rewiring);
  if ('neighbours' in rule) checkCount('the number of neighbours on either side', rule.neighbours);
  if ('inDegree' in rule) checkCount('the in-degree', rule.inDegree);
  if ('length' in rule && !(rule.length > 0 && rule.length < Infinity)) {
    throw new RangeError(`the length is ${rule.length}: expected a positive share of the ring, such as 0.1`);
  }
}

function checkCount(what: string, value: number): void {
  if (Number.isInteger(value) && value >= 0) return;
  throw new RangeError(`${what} is ${value}: expected a whole number, 0 or more`);
}

/** Every pair draws once, a neuron with itself too, so that what else is drawn does not depend on who may. */
function drawPairs(
  { from, to }: Pick<SynapseType, 'from' | 'to'>,
  populations: readonly PopulationRange[],
  n: number,
  allowsSelf: boolean,
  draws: RandomStream,
  probability: (post: number, pre: number) => number,
): MatrixRow[] {
  const sources = neuronsOf(populations, from);
  const rows = emptyRows(n);
  for (const post of neuronsOf(populations, to)) {
    const row = new Uint8Array(n);
    for (const pre of sources) {
      if (draws.uniform() < probability(post, pre) && (allowsSelf || pre !== post)) row[pre] = 1;
    }
    rows[post] = row;
  }
  return rows;
}

function makeRows(n: number, targets: Uint32Array, rowFor: (post: number, k: number) => MatrixRow): MatrixRow[] {
  const rows = emptyRows(n);
  targets.forEach((post, k) => {
    rows[post] = rowFor(post, k);
  });
  return rows;
}

function rowOf(n: number, presynaptic: readonly number[]): MatrixRow {
  const row = new Uint8Array(n);
  for (const pre of presynaptic) row[pre] = 1;
  return row;
}

/** Those whom a neuron may hear. */
function candidatesOf(post: number, sources: Uint32Array, allowsSelf: boolean): Uint32Array {
  const at = allowsSelf ? -1 : sources.indexOf(post);
  if (at < 0) return sources;
  const others = new Uint32Array(sources.length - 1);
  others.set(sources.subarray(0, at));
  others.set(sources.subarray(at + 1), at);
  return others;
}

/** Moves each synapse with a probability to a neuron that has none, if there is one (Watts and Strogatz, 1998). */
function rewire(row: MatrixRow, candidates: Uint32Array, probability: number, draws: RandomStream): void {
  const before = candidates.filter((pre) => row[pre] !== 0);
  if (before.length === candidates.length) return;
  for (const pre of before) {
    if (draws.uniform() >= probability) continue;
    let other: number;
    do other = candidates[Math.floor(draws.uniform() * candidates.length)]!;
    while (row[other] !== 0);
    row[pre] = 0;
    row[other] = 1;
  }
}

/** The neurons of some populations, in the order of the network. */
function neuronsOf(populations: readonly PopulationRange[], names: readonly string[]): Uint32Array {
  const ranges = populations.filter(({ name }) => names.includes(name));
  return Uint32Array.from(ranges.flatMap(({ first, count }) => Array.from({ length: count }, (_, k) => first + k)));
}
