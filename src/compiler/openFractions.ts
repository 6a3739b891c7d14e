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
  const isAlike = (a: number, b: number): boolean => varying.every((value) => value[a] === value[b]);

  /** By presynaptic neuron: a synapse that represents each of its groups, and which group its synapses' values belong to. */
  const groups: number[][] = Array.from({ length: n }, () => []);
  /** Groups by their values, once a neuron has a second one: of 10⁷ synapses most are like the first of their neuron. */
  const known: (Map<string, number> | undefined)[] = Array.from({ length: n });
  const keyOf = (s: number): string => varying.map((value) => value[s]).join();
  const groupOfSynapse = new Uint32Array(synapses);
  for (let s = 0; s < synapses; s++) {
    const pre = presynaptic[s]!;
    const own = groups[pre]!;
    if (own.length === 0) own.push(s);
    if (isAlike(own[0]!, s)) continue;
    const byKey = (known[pre] ??= new Map([[keyOf(own[0]!), 0]]));
    const key = keyOf(s);
    let group = byKey.get(key);
    if (group === undefined) {
      group = own.push(s) - 1;
      byKey.set(key, group);
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

/** True where every presynaptic neuron has one open fraction, whatever the number of its synapses. */
export function isOnePerNeuron({ presynaptic }: OpenFractions): boolean {
  return presynaptic.every((j, q) => q === 0 || j > presynaptic[q - 1]!);
}

/**
 * The same open fractions and those of more presynaptic neurons, onto which no synapse looks: they start at 0 (or at what all start at)
 * with the type's own parameters.
 * @param presynaptic ascending, all of `shared.presynaptic` among them.
 */
export function addOpenFractions(
  shared: OpenFractions,
  { type, parameters }: Connectivity,
  initial: SynapseValues,
  presynaptic: Uint32Array<ArrayBuffer>,
): OpenFractions {
  const place = new Map([...presynaptic].map((j, q) => [j, q]));
  const at = Array.from(shared.presynaptic, (j) => place.get(j)!);
  const spread = (values: Float64Array, rest: number): Float64Array => {
    const all = new Float64Array(presynaptic.length).fill(rest);
    at.forEach((to, q) => (all[to] = values[q]!));
    return all;
  };
  return {
    type: shared.type,
    presynaptic,
    ofSynapse: shared.ofSynapse.map((q) => at[q]!),
    parameters: Object.fromEntries(
      Object.entries(shared.parameters).map(([symbol, values]) => {
        const common = parameters[symbol]!;
        return [symbol, spread(values, typeof common === 'number' ? common : type.parameters[symbol]!.value)];
      }),
    ),
    initial: spread(shared.initial, typeof initial === 'number' ? initial : 0),
  };
}
