import type { Distribution } from './description.ts';
import type { RandomStream } from './random.ts';

/** `count` values spread as the distribution says; a gradient of a single value is its first. */
export function drawValues(distribution: Distribution, count: number, draws: RandomStream): Float64Array<ArrayBuffer> {
  const values = new Float64Array(count);
  for (let i = 0; i < count; i++) values[i] = drawValue(distribution, i, count, draws);
  return values;
}

function drawValue(distribution: Distribution, i: number, count: number, draws: RandomStream): number {
  switch (distribution.kind) {
    case 'normal':
      return distribution.mean + distribution.deviation * draws.normal();
    case 'uniform':
      return distribution.least + (distribution.most - distribution.least) * draws.uniform();
    case 'gradient': {
      const { first, last } = distribution;
      return count === 1 ? first : first + ((last - first) * i) / (count - 1);
    }
  }
}

/** @throws RangeError with a sentence when the distribution's numbers cannot be right. */
export function checkDistribution(distribution: Distribution): void {
  const { kind, ...numbers } = distribution;
  for (const [name, value] of Object.entries(numbers)) {
    if (!Number.isFinite(value))
      throw new RangeError(`the ${name} of a ${kind} distribution is ${value}: expected a number`);
  }
  if (distribution.kind === 'normal' && distribution.deviation < 0) {
    throw new RangeError(
      `the standard deviation of a normal distribution is ${distribution.deviation}: expected 0 or more`,
    );
  }
  if (distribution.kind === 'uniform' && distribution.most < distribution.least) {
    const { least, most } = distribution;
    throw new RangeError(`a uniform distribution from ${least} to ${most}: expected the smaller number first`);
  }
}
