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
  if (typeof initial === 'number' && varying.length === 0) {
    return oneForEach(connectivity, initial, presynapticNeurons(connectivity, n));
  }
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

/** The neurons that have a synapse, ascending. */
export function presynapticNeurons({ presynaptic }: Connectivity, n: number): Uint32Array<ArrayBuffer> {
  const has = new Uint8Array(n);
  for (const j of presynaptic) has[j] = 1;
  return Uint32Array.from({ length: n }, (_, j) => j).filter((j) => has[j] === 1);
}

/** One open fraction for each of some neurons, where all synapses of the type are alike. */
export function oneForEach(
  { type, presynaptic, parameters }: Connectivity,
  initial: number,
  neurons: Uint32Array<ArrayBuffer>,
): OpenFractions {
  const place = new Uint32Array((neurons.at(-1) ?? -1) + 1);
  neurons.forEach((j, q) => (place[j] = q));
  const all = (value: number): Float64Array => new Float64Array(neurons.length).fill(value);
  return {
    type: type.name,
    presynaptic: neurons,
    ofSynapse: presynaptic.map((j) => place[j]!),
    parameters: Object.fromEntries(Object.entries(parameters).map(([symbol, value]) => [symbol, all(value as number)])),
    initial: all(initial),
  };
}

/**
 * The same open fractions for the same synapses with other parameters.
 * @returns undefined where synapses that share an open fraction have become different.
 */
export function withParameters(shared: OpenFractions, { type, parameters }: Connectivity): OpenFractions | undefined {
  const next: Record<string, Float64Array> = {};
  for (const [symbol, value] of Object.entries(parameters)) {
    const isOne = typeof value === 'number';
    // Where nobody looks a value is as good as any.
    const own = new Float64Array(shared.presynaptic.length).fill(isOne ? value : type.parameters[symbol]!.value);
    if (!isOne) {
      shared.ofSynapse.forEach((q, s) => (own[q] = value[s]!));
      if (shared.ofSynapse.some((q, s) => own[q] !== value[s])) return undefined;
    }
    next[symbol] = own;
  }
  return { ...shared, parameters: next };
}

/** True where every presynaptic neuron has one open fraction, whatever the number of its synapses. */
export function isOnePerNeuron({ presynaptic }: Pick<OpenFractions, 'presynaptic'>): boolean {
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
