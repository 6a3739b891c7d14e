import { OPEN_FRACTION_BOUNDS } from '../model/model.ts';
import type { Connectivity, Network, SynapseValues } from '../model/network.ts';
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
    trackOpenFractions(network, connectivity, tracked[connectivity.type.name] ?? [], initialOf(network, connectivity)),
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
    return kept ?? trackOpenFractions(network, connectivity, old.presynaptic, initialOf(network, connectivity));
  });
  return place(system, network, fractions);
}

function initialOf({ initialState }: Network, { type }: Connectivity): SynapseValues {
  return initialState.openFractions[type.name]!;
}

/** What tells where every entry of a state lies, and which synapses each of its open fractions belongs to. */
export interface StateShape {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  readonly slots: number;
  readonly openFractions: readonly {
    readonly type: string;
    /** The presynaptic neuron of each open fraction, ascending, [Q]. */
    readonly presynaptic: Uint32Array<ArrayBuffer>;
    /** Which open fraction each synapse has, [S]; may be left out where every neuron has one. */
    readonly ofSynapse?: Uint32Array<ArrayBuffer>;
  }[];
}

/** The shape of a layout's state in as few numbers as tell it. */
export function shapeOf({ n, populations, slots, openFractions }: Layout): StateShape {
  return {
    n,
    populations,
    slots,
    openFractions: openFractions.map((one) => {
      const { type, presynaptic, ofSynapse } = one;
      return { type, presynaptic, ...(!isOnePerNeuron(one) && { ofSynapse }) };
    }),
  };
}

/**
 * Lays a network out in a given shape; the initial values are of no use.
 * @returns undefined where another shape is needed: synapses that would share an open fraction differ, or a neuron has none.
 * @throws RangeError with a sentence when the shape is that of a network with other synapses.
 */
export function layOutLike(system: System, network: Network, shape: StateShape): Layout | undefined {
  const fractions = network.synapses.map((connectivity, t) => {
    const old = shape.openFractions[t]!;
    const ofSynapse = continuedBySynapses(connectivity, old, network.n);
    if (ofSynapse.includes(-1)) return undefined;
    const initial = new Float64Array(old.presynaptic.length);
    const { type, presynaptic } = old;
    return withParameters(
      { type, presynaptic, ofSynapse: Uint32Array.from(ofSynapse), parameters: {}, initial },
      connectivity,
    );
  });
  return fractions.every((one) => one !== undefined) ? place(system, network, fractions) : undefined;
}

/**
 * Lays a network out that goes on from a state in another shape: a synapse that was there keeps its open fraction, a new one takes what its
 * neuron releases. The initial values are of no use.
 * @param parts of the state, [entries] each: where all are equal for two open fractions of a neuron, synapses may share one again.
 * @param synapses of the network whose state it was; where they are not known, neurons with several open fractions need the same synapses.
 * @returns `from`: of every entry of the layout's state, its address before; -1 where it is new.
 * @throws RangeError with a sentence when the shape is that of a network with other synapses.
 */
export function layOutFrom(
  system: System,
  network: Network,
  shape: StateShape,
  parts: readonly ArrayLike<number>[],
  synapses?: readonly Connectivity[],
): { readonly layout: Layout; readonly from: Int32Array } {
  const { n, slots } = shape;
  let first = slots * n;
  const starts = shape.openFractions.map(({ presynaptic }) => (first += presynaptic.length) - presynaptic.length);
  // In place of its value every open fraction has the number of the one that it continues: those that continue one stay together.
  const fractions = network.synapses.map((connectivity, t) => {
    const old = shape.openFractions[t]!;
    const representative = representatives(old.presynaptic, parts, starts[t]!);
    // A loop: Float64Array.from with a function takes seconds for 10⁷ synapses.
    const numbers = (list: Int32Array): Float64Array => {
      const values = new Float64Array(list.length);
      for (let k = 0; k < values.length; k++) values[k] = list[k]! < 0 ? -1 : representative[list[k]!]!;
      return values;
    };
    const bySynapse = numbers(continuedBySynapses(connectivity, old, n, synapses?.[t]));
    return trackOpenFractions(network, connectivity, old.presynaptic, bySynapse, numbers(firstOfNeurons(old, n)));
  });
  const layout = place(system, network, fractions);
  const from = new Int32Array(layout.stateLength);
  for (let k = 0; k < slots * n; k++) from[k] = k;
  layout.openFractions.forEach((one, t) =>
    one.initial.forEach((q, k) => (from[slots * n + one.first + k] = q < 0 ? -1 : starts[t]! + q)),
  );
  const openFractions = layout.openFractions.map((one) => ({ ...one, initial: new Float64Array(one.count) }));
  return { layout: { ...layout, openFractions }, from };
}

/** By neuron the first of its open fractions, or -1, [n]. */
function firstOfNeurons({ presynaptic }: StateShape['openFractions'][number], n: number): Int32Array {
  const first = new Int32Array(n).fill(-1);
  for (let q = presynaptic.length - 1; q >= 0; q--) first[presynaptic[q]!] = q;
  return first;
}

/**
 * Which of a shape's open fractions each synapse of a network continues, or -1, [S].
 * @param before the synapses of the network that the shape is of.
 * @throws RangeError with a sentence when that cannot be told.
 */
function continuedBySynapses(
  now: Connectivity,
  old: StateShape['openFractions'][number],
  n: number,
  before?: Connectivity,
): Int32Array {
  const first = firstOfNeurons(old, n);
  const { ofSynapse } = old;
  const continued = new Int32Array(now.presynaptic.length);
  if (ofSynapse === undefined || isOnePerNeuron(old)) {
    for (let s = 0; s < continued.length; s++) continued[s] = first[now.presynaptic[s]!]!;
    return continued;
  }
  if (before === undefined) {
    const count = now.presynaptic.length;
    const isSame = ofSynapse.length === count && now.presynaptic.every((j, s) => old.presynaptic[ofSynapse[s]!] === j);
    if (isSame) return Int32Array.from(ofSynapse);
    throw new RangeError(
      `the state is that of ${ofSynapse.length} ${old.type} synapses with open fractions of their own, the network has ` +
        `${count === ofSynapse.length ? 'as many between other neurons' : count}: expected the network that it was taken of`,
    );
  }
  for (let post = 0; post < n; post++) {
    let k = before.rowStart[post]!;
    const end = before.rowStart[post + 1]!;
    for (let s = now.rowStart[post]!; s < now.rowStart[post + 1]!; s++) {
      const pre = now.presynaptic[s]!;
      while (k < end && before.presynaptic[k]! < pre) k++;
      continued[s] = k < end && before.presynaptic[k] === pre ? ofSynapse[k]! : first[pre]!;
    }
  }
  return continued;
}

/** For each open fraction the first of its neuron's that has the same value, [Q]. */
function representatives(presynaptic: Uint32Array, parts: readonly ArrayLike<number>[], start: number): Uint32Array {
  const [high, ...others] = parts;
  const found = new Uint32Array(presynaptic.length);
  let ofNeuron = new Map<number, number[]>();
  for (let q = 0; q < found.length; q++) {
    if (presynaptic[q] !== presynaptic[q - 1]) ofNeuron = new Map();
    const value = high![start + q]!;
    const alike = ofNeuron.get(value) ?? [];
    found[q] = alike.find((p) => others.every((part) => part[start + p] === part[start + q])) ?? q;
    if (found[q] === q) ofNeuron.set(value, [...alike, q]);
  }
  return found;
}

/**
 * The open fractions of a type, also those of more neurons where each has one.
 * @param initial of each synapse, or of all.
 * @param released what the open fraction of a neuron without a synapse starts with, [n]; 0, or what all start with, where it is left out.
 */
function trackOpenFractions(
  { n }: Network,
  connectivity: Connectivity,
  more: Iterable<number>,
  initial: SynapseValues,
  released?: Float64Array,
): OpenFractions {
  const isAlike = [initial, ...Object.values(connectivity.parameters)].every((value) => typeof value === 'number');
  if (isAlike && typeof initial === 'number') {
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
export function isSameLayout(a: StateShape, b: StateShape): boolean {
  return (
    a.n === b.n &&
    a.slots === b.slots &&
    a.populations.every(({ count }, p) => count === b.populations[p]?.count) &&
    a.openFractions.every((one, t) => {
      const other = b.openFractions[t]!;
      if (!isSameList(one.presynaptic, other.presynaptic)) return false;
      // Of several open fractions of one neuron only their synapses tell which is which.
      return (
        isOnePerNeuron(one) || (!!one.ofSynapse && !!other.ofSynapse && isSameList(one.ofSynapse, other.ofSynapse))
      );
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
      const initial = initialOf(network, connectivity);
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
export function initialStateVector(system: System, network: Network, layout: Layout): Float64Array<ArrayBuffer> {
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
  for (const { type, first, ofSynapse } of layout.openFractions) {
    // A loop: Float64Array.from with a function takes seconds for 10⁷ synapses.
    const values = new Float64Array(ofSynapse.length);
    for (let k = 0; k < values.length; k++) values[k] = x[layout.slots * layout.n + first + ofSynapse[k]!]!;
    openFractions[type] = values;
  }
  return { neurons, openFractions };
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
