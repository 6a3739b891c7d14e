import type { Distribution } from '../description.ts';
import type { RandomStream } from '../random.ts';

/**
 * One value of a distribution.
 * @param place among all the values that are drawn, 0 … 1: where a gradient is
 */
export function drawValue(distribution: Distribution, stream: RandomStream, place: number): number {
  switch (distribution.kind) {
    case 'normal':
      return distribution.mean + distribution.deviation * stream.normal();
    case 'uniform':
      return distribution.least + (distribution.most - distribution.least) * stream.uniform();
    case 'gradient':
      return distribution.first + (distribution.last - distribution.first) * place;
  }
}

/** What is wrong with a distribution, and what would be right; undefined where nothing is. */
export function distributionProblem(distribution: Distribution): string | undefined {
  for (const [name, value] of Object.entries(distribution)) {
    if (name !== 'kind' && !Number.isFinite(value)) return `its ${name} is ${value}: expected a number`;
  }
  if (distribution.kind === 'normal' && distribution.deviation < 0) {
    return `its deviation is ${distribution.deviation}: expected 0 or more`;
  }
  if (distribution.kind === 'uniform' && distribution.least > distribution.most) {
    return `its least value is ${distribution.least}, its greatest ${distribution.most}: expected the smaller one first`;
  }
  return undefined;
}
