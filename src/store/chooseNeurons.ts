import type { PopulationRange } from '../model/population.ts';

/** How many traces the lab proposes: of neurons that receive the stimulus, and of one that does not. */
const DRIVEN_PER_POPULATION = 2;

/**
 * Neurons whose traces tell a newcomer most: from every population the first ones that are driven and the first that
 * is not, in the order of their index.
 */
export function chooseNeurons(
  populations: readonly PopulationRange[],
  isDriven: (neuron: number) => boolean,
): readonly number[] {
  return populations.flatMap(({ first, count }) => {
    const members = Array.from({ length: count }, (_, i) => first + i);
    const driven = members.filter(isDriven).slice(0, DRIVEN_PER_POPULATION);
    const undriven = members.filter((neuron) => !isDriven(neuron)).slice(0, 1);
    return [...driven, ...undriven].sort((a, b) => a - b);
  });
}
