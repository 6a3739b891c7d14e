import type { Problem } from './engine.ts';

/** By synapse type: whether in any of some networks its synapses have weights. */
export function weightedTypes(problems: readonly Problem[]): boolean[] {
  const { synapses } = problems[0]!.network;
  return synapses.map((_, t) => problems.some(({ network }) => network.synapses[t]!.weights !== undefined));
}
