import type { Receivers } from '../description.ts';
import type { PopulationRange } from '../population.ts';
import { chooseWithout, randomStream } from '../random.ts';

/**
 * The neurons that receive a current, by index, ascending.
 * @throws RangeError when the network has no such population or no such neuron.
 */
export function receivingNeurons(
  receivers: Receivers,
  n: number,
  populations: readonly PopulationRange[] = [],
): Uint32Array {
  const problem = checkReceivers(receivers, n, populations);
  if (problem !== undefined) throw new RangeError(problem);
  if (receivers.kind === 'list') return Uint32Array.from(receivers.neurons);
  const { first, count } = rangeOf(receivers.population, n, populations)!;
  if (receivers.kind === 'all') return Uint32Array.from({ length: count }, (_, i) => first + i);
  const { share, seed } = receivers;
  // 0.29 · 100 is 28.999999999999996 in floating point: a billionth of a neuron is rounding noise.
  const chosen = Math.floor(share * count + 1e-9);
  return chooseWithout(randomStream(seed, 'stimulus'), chosen, count).map((i) => first + i);
}

/** Why a current cannot go there, in one sentence; undefined where it can. */
export function checkReceivers(
  receivers: Receivers,
  n: number,
  populations: readonly PopulationRange[] = [],
): string | undefined {
  if (receivers.kind === 'list') {
    const wrong = receivers.neurons.find((neuron) => !Number.isInteger(neuron) || neuron < 0 || neuron >= n);
    if (wrong === undefined) return undefined;
    return `a current goes into neuron ${wrong}: expected whole numbers from 0 to ${n - 1}, the network has ${n} neurons`;
  }
  if (!rangeOf(receivers.population, n, populations)) {
    const names = populations.map(({ name }) => name).join(', ');
    return `a current goes into population ${receivers.population}: the network has ${names || 'none'}`;
  }
  if (receivers.kind === 'share' && !(receivers.share >= 0 && receivers.share <= 1)) {
    return `a current goes into a share of ${receivers.share} of the neurons: expected a number from 0 to 1`;
  }
  return undefined;
}

function rangeOf(
  name: string | undefined,
  n: number,
  populations: readonly PopulationRange[],
): Omit<PopulationRange, 'name'> | undefined {
  return name === undefined ? { first: 0, count: n } : populations.find((population) => population.name === name);
}
