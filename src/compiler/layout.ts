import { OPEN_FRACTION_BOUNDS } from '../model/model.ts';
import type { Connectivity, Network, NetworkState } from '../model/network.ts';
import type { PopulationRange } from '../model/population.ts';
import {
  addOpenFractions,
  isOnePerNeuron,
  oneForEach,
  presynapticNeurons,
  shareOpenFractions,
  withParameters,
  type OpenFractions,
} from './openFractions.ts';
import type { System } from './system.ts';

/**
 * Where every number lies: the only address arithmetic; engines and targets read it.
 *
 *     state        slot · n + neuron for the neurons' variables, then one entry per open fraction; `stateLength` in all.
 *                  A slot is a row; populations number their own variables, so slot 2 is m_Na of a PN and m_Ca of an LN.
 *     parameters   row · n + neuron for the neurons', then one row over the open fractions of its type for each synapse's.
 *     items        what one GPU invocation handles: neuron i is item i, open fraction q is item n + q.
 */
export interface Layout {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** Rows of neurons' variables: the largest number of variables that a population has. */
  readonly slots: number;
  readonly openFractions: readonly (OpenFractions & {
    /** Number of this type's first open fraction among all, and how many it has. */
    readonly first: number;
    readonly count: number;
    /** Address of this type's synapse parameters by symbol; add the number of the open fraction within the type. */
    readonly parameterAddress: ReadonlyMap<string, number>;
  })[];
  /** Open fractions of all types, Q. */
  readonly openFractionCount: number;
  readonly stateLength: number;
  /** Row of each neuron parameter. */
  readonly parameterRow: ReadonlyMap<string, number>;
  readonly parameterLength: number;
  readonly items: number;
}

/**
 * Lays a network out.
 * @param tracked By synapse type presynaptic neurons whose open fraction is integrated even where they have no synapse: one that is made
 * while the network runs finds it there. Of no effect for types whose neurons need several open fractions each.
 */
export function layOut(
  system: System,
  network: Network,
  tracked: Readonly<Record<string, Iterable<number>>> = {},
): Layout {
  const fractions = network.synapses.map((connectivity) =>
    trackOpenFractions(network, connectivity, tracked[connectivity.type.name] ?? []),
  );
  return place(system, network, fractions);
}

/**
 * Lays out what an edit has made of a network. Synapses that stayed share their open fractions as before, as long as they are alike; a
 * neuron that had an open fraction keeps it. The initial values are of no use: they lie in the state of the engine.
 */
export function layOutEdited(
  system: System,
  network: Network,
  before: { readonly network: Network; readonly layout: Layout },
): Layout {
  const fractions = network.synapses.map((connectivity, t) => {
    const old = before.layout.openFractions[t]!;
    const { rowStart, presynaptic } = before.network.synapses[t]!;
    const isSameWiring = connectivity.rowStart === rowStart && connectivity.presynaptic === presynaptic;
    const kept = isSameWiring ? withParameters(old, connectivity) : undefined;
    return kept ?? trackOpenFractions(network, connectivity, old.presynaptic);
  });
  return place(system, network, fractions);
}

/**
 * The same layout, whose open fractions start from a state of the network.
 * @param released of the state: by synapse type the open fraction of each neuron, also of those without a synapse, [n].
 */
export function withInitialState(
  layout: Layout,
  { openFractions }: NetworkState,
  released: Readonly<Record<string, Float64Array>>,
): Layout {
  return {
    ...layout,
    openFractions: layout.openFractions.map((one) => {
      const initial = Float64Array.from(one.presynaptic, (j) => released[one.type]![j]!);
      const own = openFractions[one.type]!;
      const isEach = !isOnePerNeuron(one) && typeof own !== 'number';
      if (isEach) one.ofSynapse.forEach((q, s) => (initial[q] = own[s]!));
      return { ...one, initial };
    }),
  };
}

/** The open fractions of a type, also those of more neurons where each has one. */
function trackOpenFractions(network: Network, connectivity: Connectivity, more: Iterable<number>): OpenFractions {
  const { n, initialState } = network;
  const { name } = connectivity.type;
  const initial = initialState.openFractions[name]!;
  const isAlike = [initial, ...Object.values(connectivity.parameters)].every((value) => typeof value === 'number');
  const released = initialState.released?.[name];
  if (isAlike && typeof initial === 'number' && released === undefined) {
    return oneForEach(connectivity, initial, union(presynapticNeurons(connectivity, n), more));
  }
  const shared = shareOpenFractions(connectivity, initial, n);
  if (!isOnePerNeuron(shared)) return shared;
  const presynaptic = union(shared.presynaptic, more);
  const added = addOpenFractions(shared, connectivity, initial, presynaptic);
  if (released === undefined) return added;
  const own = new Set(shared.presynaptic);
  const values = added.initial.map((value, q) => (own.has(presynaptic[q]!) ? value : released[presynaptic[q]!]!));
  return { ...added, initial: values };
}

function union(a: Iterable<number>, b: Iterable<number>): Uint32Array<ArrayBuffer> {
  return Uint32Array.from(new Set([...a, ...b])).sort();
}

/** Whether two layouts give every number the same address, so that an engine can go from one network to the other with its state. */
export function isSameLayout(a: Layout, b: Layout): boolean {
  return (
    a.n === b.n &&
    a.slots === b.slots &&
    a.populations.every(({ count }, p) => count === b.populations[p]?.count) &&
    a.openFractions.every((one, t) => {
      const other = b.openFractions[t]!;
      if (!isSameList(one.presynaptic, other.presynaptic)) return false;
      // Of several open fractions of one neuron only their synapses tell which is which.
      return isOnePerNeuron(one) || isSameList(one.ofSynapse, other.ofSynapse);
    })
  );
}

function isSameList(a: Uint32Array, b: Uint32Array): boolean {
  return a === b || (a.length === b.length && a.every((value, k) => value === b[k]));
}

/**
 * Lays networks of one model and size out so that every count and address is the same for all: a neuron that is presynaptic in any of them
 * gets its open fraction in all. What differs lies behind the addresses: parameters, initial values, which synapses there are.
 * @throws RangeError when the networks differ in size, or a presynaptic neuron needs several open fractions.
 */
export function layOutAlike(system: System, networks: readonly Network[]): Layout[] {
  const n = networks[0]?.n;
  const other = networks.find((network) => network.n !== n);
  if (other !== undefined) throw new RangeError(`networks of ${n} and ${other.n} neurons: expected one size`);
  const shared = networks.map(ownOpenFractions);
  const presynaptic = system.openFractions.map(({ type }, t) => {
    if (shared.some((fractions) => !isOnePerNeuron(fractions[t]!))) {
      const reason = 'synapses of one presynaptic neuron differ in α, β or the open fraction they start with';
      throw new RangeError(`${type}: ${reason}, so that this network cannot run beside others`);
    }
    return Uint32Array.from(new Set(shared.flatMap((fractions) => [...fractions[t]!.presynaptic]))).sort();
  });
  return networks.map((network, r) => {
    const fractions = network.synapses.map((connectivity, t) => {
      const initial = network.initialState.openFractions[connectivity.type.name]!;
      return addOpenFractions(shared[r]![t]!, connectivity, initial, presynaptic[t]!);
    });
    return place(system, network, fractions);
  });
}

function ownOpenFractions({ n, synapses, initialState }: Network): OpenFractions[] {
  return synapses.map((connectivity) =>
    shareOpenFractions(connectivity, initialState.openFractions[connectivity.type.name]!, n),
  );
}

function place(system: System, network: Network, fractions: readonly OpenFractions[]): Layout {
  const { n, populations } = network;
  const slots = Math.max(...system.neurons.map(({ states }) => states.length));
  const rows = new Set(system.neurons.flatMap(({ parameters }) => parameters));
  for (const { presynapticParameters } of system.openFractions)
    for (const name of presynapticParameters) rows.add(name);
  const parameterRow = new Map([...rows].map((name, row) => [name, row]));

  let first = 0;
  let address = rows.size * n;
  const openFractions = fractions.map((shared, t) => {
    const count = shared.presynaptic.length;
    const parameterAddress = new Map<string, number>();
    for (const name of system.openFractions[t]!.synapseParameters) {
      parameterAddress.set(name, address);
      address += count;
    }
    const placed = { ...shared, first, count, parameterAddress };
    first += count;
    return placed;
  });
  return {
    n,
    populations,
    slots,
    openFractions,
    openFractionCount: first,
    stateLength: slots * n + first,
    parameterRow,
    parameterLength: address,
    items: n + first,
  };
}

/** The state at the start, laid out. */
export function initialStateVector(system: System, network: Network, layout: Layout): Float64Array {
  const x = new Float64Array(layout.stateLength);
  system.neurons.forEach(({ states }, p) => {
    const { first, count } = layout.populations[p]!;
    states.forEach(({ name }, slot) => {
      x.set(network.initialState.neurons[name]!.subarray(first, first + count), slot * layout.n + first);
    });
  });
  for (const { first, initial } of layout.openFractions) x.set(initial, layout.slots * layout.n + first);
  return x;
}

/** The laid-out parameters. */
export function parameterVector(network: Network, layout: Layout): Float64Array {
  const values = new Float64Array(layout.parameterLength);
  for (const [name, row] of layout.parameterRow) values.set(network.parameters[name]!, row * layout.n);
  for (const { parameterAddress, parameters } of layout.openFractions) {
    for (const [name, address] of parameterAddress) values.set(parameters[name]!, address);
  }
  return values;
}

/** The reverse of `initialStateVector`: variables by name and open fractions by synapse. */
export function readStateVector(
  system: System,
  layout: Layout,
  x: ArrayLike<number>,
): {
  neurons: Record<string, Float64Array>;
  openFractions: Record<string, Float64Array>;
  released: Record<string, Float64Array>;
} {
  const neurons: Record<string, Float64Array> = {};
  system.neurons.forEach(({ states }, p) => {
    const { first, count } = layout.populations[p]!;
    states.forEach(({ name }, slot) => {
      const values = (neurons[name] ??= new Float64Array(layout.n));
      for (let i = first; i < first + count; i++) values[i] = x[slot * layout.n + i]!;
    });
  });
  const openFractions: Record<string, Float64Array> = {};
  const released: Record<string, Float64Array> = {};
  for (const { type, first, presynaptic, ofSynapse } of layout.openFractions) {
    const ofNeuron = new Float64Array(layout.n);
    for (let q = presynaptic.length - 1; q >= 0; q--)
      ofNeuron[presynaptic[q]!] = x[layout.slots * layout.n + first + q]!;
    released[type] = ofNeuron;
    // A loop: Float64Array.from with a function takes seconds for 10⁷ synapses.
    const values = new Float64Array(ofSynapse.length);
    for (let k = 0; k < values.length; k++) values[k] = x[layout.slots * layout.n + first + ofSynapse[k]!]!;
    openFractions[type] = values;
  }
  return { neurons, openFractions, released };
}

/** Least and greatest value of every entry of the state; outside of them a run has diverged. Unused entries are unbounded. */
export function boundsVectors(system: System, layout: Layout): [lower: Float64Array, upper: Float64Array] {
  const lower = new Float64Array(layout.stateLength).fill(-Infinity);
  const upper = new Float64Array(layout.stateLength).fill(Infinity);
  system.neurons.forEach(({ states }, p) => {
    const { first, count } = layout.populations[p]!;
    states.forEach(({ bounds }, slot) => {
      const at = slot * layout.n + first;
      lower.fill(bounds[0], at, at + count);
      upper.fill(bounds[1], at, at + count);
    });
  });
  lower.fill(OPEN_FRACTION_BOUNDS[0], layout.slots * layout.n);
  upper.fill(OPEN_FRACTION_BOUNDS[1], layout.slots * layout.n);
  return [lower, upper];
}

/** Whose value stands at an address of the state; for an open fraction the presynaptic neuron and 'O_<type>'. */
export function variableAt(system: System, layout: Layout, address: number): { neuron: number; variable: string } {
  const { n, slots } = layout;
  if (address < slots * n) {
    const neuron = address % n;
    const p = layout.populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
    return { neuron, variable: system.neurons[p]!.states[Math.floor(address / n)]!.name };
  }
  const q = address - slots * n;
  const { type, first, presynaptic } = layout.openFractions.find((one) => q < one.first + one.count)!;
  return { neuron: presynaptic[q - first]!, variable: `O_${type}` };
}

/** What the pulse of a synapse type needs in whole half-steps of dt / 2, one value per open fraction, or per neuron that was asked for. */
export interface PulseTimes {
  /** `pulse` is 1 while 0 < half-steps since the spike - delay < length. */
  readonly delay: Int32Array<ArrayBuffer>;
  readonly length: Int32Array<ArrayBuffer>;
}

/**
 * The pulse's edges on integers: with q = whole half-steps since t_fire + t_delay, the pulse is on where 0 < q < 2 t_max / dt.
 * In floating-point time rounding noise would decide both edges; a thousandth of a half-step is taken for such noise.
 */
export function pulseTimes(network: Network, layout: Layout, type: number, dt: number): PulseTimes | undefined {
  return pulseTimesOf(network, type, layout.openFractions[type]!.presynaptic, dt);
}

/** The same of these presynaptic neurons. */
export function pulseTimesOf(
  network: Network,
  type: number,
  neurons: ArrayLike<number>,
  dt: number,
): PulseTimes | undefined {
  const { pulse } = network.synapses[type]!.type;
  if (pulse === undefined) return undefined;
  const halfSteps = (parameter: string): Int32Array<ArrayBuffer> =>
    Int32Array.from(neurons, (j) => Math.min(MOST_HALF_STEPS, ceilToGrid(network.parameters[parameter]![j]!, dt)));
  return { delay: halfSteps(pulse.delay), length: halfSteps(pulse.duration) };
}

/** Half-steps since a spike are counted up to here and then stand still: 2^22, exact in float32, 21 s at dt = 0.01 ms. */
export const MOST_HALF_STEPS = 2 ** 22;

/** A time in half-steps of dt / 2, rounded up to a whole number unless it is one but for rounding noise. */
export function ceilToGrid(time: number, dt: number): number {
  return Math.ceil((2 * time) / dt - 1e-3);
}
