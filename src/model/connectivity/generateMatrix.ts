import type { GeneratedMatrix } from '../description.ts';
import type { SynapseType } from '../model.ts';
import type { PopulationRange } from '../population.ts';
import { randomStream, type RandomStream } from '../random.ts';

/** The model's own matrix: each pair from a `from` to a `to` population with the type's probability, no self connections. */
export function drawMatrix(
  type: Pick<SynapseType, 'from' | 'to' | 'probability'>,
  populations: readonly PopulationRange[],
  n: number,
  draws: RandomStream,
): Uint8Array<ArrayBuffer> {
  const matrix = new Uint8Array(n * n);
  const ranges = (names: readonly string[]): PopulationRange[] =>
    populations.filter(({ name }) => names.includes(name));
  for (const to of ranges(type.to)) {
    for (let post = to.first; post < to.first + to.count; post++) {
      for (const from of ranges(type.from)) {
        for (let pre = from.first; pre < from.first + from.count; pre++) {
          if (draws.uniform() < type.probability && pre !== post) matrix[post * n + pre] = 1;
        }
      }
    }
  }
  return matrix;
}

/** The matrix that a rule makes, [n, n]; self connections are left to the caller. */
export function generateMatrix(
  rule: GeneratedMatrix,
  populations: readonly PopulationRange[],
  n: number,
): Uint8Array<ArrayBuffer> {
  switch (rule.kind) {
    case 'random':
      return drawMatrix(rule, populations, n, randomStream(rule.seed, 'connectivity'));
    default:
      throw new RangeError(`there is no generator ${rule.kind} yet`);
  }
}
