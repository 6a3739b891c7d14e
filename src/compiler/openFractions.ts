import type { Connectivity, SynapseValues } from '../model/network.ts';

/**
 * The open fractions that are really integrated for the synapses of one type. Synapses of one presynaptic neuron with the same
 * α, β and the same open fraction at the start keep equal open fractions for ever, so they share one; others get their own.
 */
export interface OpenFractions {
  readonly type: string;
  /** The presynaptic neuron of each open fraction, ascending, [Q]. */
  readonly presynaptic: Uint32Array<ArrayBuffer>;
  /** Which open fraction each synapse has, [S], in the order of the connectivity. */
  readonly ofSynapse: Uint32Array<ArrayBuffer>;
  /** Parameters of the synapses by symbol, one value per open fraction, [Q]. */
  readonly parameters: Readonly<Record<string, Float64Array>>;
  /** Open fractions at the start, [Q]. */
  readonly initial: Float64Array;
}

/** Finds which synapses of a type can share their open fraction. */
export function shareOpenFractions(connectivity: Connectivity, initial: SynapseValues, n: number): OpenFractions {
  const { type, presynaptic, parameters } = connectivity;
  const values: SynapseValues[] = [...Object.values(parameters), initial];
  const varying = values.filter((value) => typeof value !== 'number');
  const synapses = presynaptic.length;

  /** By presynaptic neuron: a synapse that represents each of its groups, and which group its synapses' values belong to. */
  const groups: number[][] = Array.from({ length: n }, () => []);
  const known: Map<string, number>[] = Array.from({ length: n }, () => new Map());
  const groupOfSynapse = new Uint32Array(synapses);
  for (let s = 0; s < synapses; s++) {
    const pre = presynaptic[s]!;
    const key = varying.length === 0 ? '' : varying.map((value) => value[s]).join();
    let group = known[pre]!.get(key);
    if (group === undefined) {
      group = groups[pre]!.push(s) - 1;
      known[pre]!.set(key, group);
    }
    groupOfSynapse[s] = group;
  }

  const firstOf = new Uint32Array(n + 1);
  for (let j = 0; j < n; j++) firstOf[j + 1] = firstOf[j]! + groups[j]!.length;
  const representatives = groups.flat();
  const pick = (value: SynapseValues): Float64Array =>
    Float64Array.from(representatives, (s) => (typeof value === 'number' ? value : value[s]!));
  return {
    type: type.name,
    presynaptic: Uint32Array.from(representatives, (s) => presynaptic[s]!),
    ofSynapse: groupOfSynapse.map((group, s) => firstOf[presynaptic[s]!]! + group),
    parameters: Object.fromEntries(Object.entries(parameters).map(([symbol, value]) => [symbol, pick(value)])),
    initial: pick(initial),
  };
}
