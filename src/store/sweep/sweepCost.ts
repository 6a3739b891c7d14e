import type { EnsemblePlace } from '../../simulation/ensemble/placeEnsemble.ts';

/** Neurons whose synapses cost as much as their channels, at the connectivity of the presets. */
const NEURONS_PER_SYNAPSE_COST = 1500;

/** s for 1000 ms of one neuron without synapses, on one core of a server: the table in the project's README, within 10 % from 120 neurons on. */
const CPU_SECONDS = { float32: 0.0103, float64: 0.0215 } as const;

/** What a network of n neurons costs, in neurons without synapses. */
export function workOf(n: number): number {
  return n + n ** 2 / NEURONS_PER_SYNAPSE_COST;
}

/** s for 1000 ms of one neuron without synapses, before anything was measured here; undefined where nobody can say. */
export function usualCost({ request, isTogether }: EnsemblePlace): number | undefined {
  return isTogether || request.choice !== 'cpu' ? undefined : CPU_SECONDS[request.precision ?? 'float64'];
}
