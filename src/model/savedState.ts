import type { Connectivity, Network, NetworkState } from './network.ts';
import { stateVariables } from './stateVariables.ts';

type Shape = Pick<Network, 'model' | 'n' | 'populations'> & {
  readonly synapses: readonly Pick<Connectivity, 'type' | 'presynaptic'>[];
};

interface Section {
  readonly name: string;
  /** Neurons first … first + count - 1, of each population that has the variable. */
  readonly ranges: readonly { readonly first: number; readonly count: number }[];
}

function neuronSections({ model, populations }: Pick<Shape, 'model' | 'populations'>): Section[] {
  return stateVariables(model).map((variable) => ({
    name: variable.name,
    ranges: populations.filter(({ name }) => variable.populations.includes(name)),
  }));
}

/** How many numbers a saved state of this network has: 7n + S_a + S_g for the shipped model. */
export function savedStateLength(shape: Shape): number {
  const inNeurons = neuronSections(shape).flatMap(({ ranges }) => ranges.map(({ count }) => count));
  const inSynapses = shape.synapses.map(({ presynaptic }) => presynaptic.length);
  return [...inNeurons, ...inSynapses].reduce((sum, count) => sum + count, shape.n);
}

/**
 * Writes a state as one row: V[n], then every other variable over the neurons that have it, the open fraction of every
 * synapse (row-major over the ones of its matrix), t_fire[n].
 */
export function writeSavedState(shape: Shape, state: NetworkState): Float64Array<ArrayBuffer> {
  const row = new Float64Array(savedStateLength(shape));
  let at = 0;
  for (const { name, ranges } of neuronSections(shape)) {
    for (const { first, count } of ranges) {
      row.set(state.neurons[name]!.subarray(first, first + count), at);
      at += count;
    }
  }
  for (const { type, presynaptic } of shape.synapses) {
    const values = state.openFractions[type.name]!;
    if (typeof values === 'number') row.fill(values, at, at + presynaptic.length);
    else row.set(values, at);
    at += presynaptic.length;
  }
  row.set(state.t_fire, at);
  return row;
}

/** The reverse of `writeSavedState`. @throws RangeError when the row has another length. */
export function readSavedState(shape: Shape, row: Float64Array): NetworkState {
  const expected = savedStateLength(shape);
  if (row.length !== expected) {
    const synapses = shape.synapses
      .map(({ type, presynaptic }) => `${presynaptic.length} ${type.name} synapses`)
      .join(', ');
    throw new RangeError(
      `the initial state holds ${row.length} values, this network has ${expected}: ` +
        `the variables of ${shape.n} neurons, ${synapses}, and ${shape.n} spike times`,
    );
  }
  const { neurons, t_fire, end } = readNeurons(shape, row);
  let at = end;
  const openFractions: Record<string, Float64Array> = {};
  for (const { type, presynaptic } of shape.synapses) {
    openFractions[type.name] = row.slice(at, at + presynaptic.length);
    at += presynaptic.length;
  }
  return { neurons, openFractions, t_fire };
}

/** As much of a saved state as can be read without the matrices: what every neuron has. */
export function readNeurons(
  shape: Omit<Shape, 'synapses'>,
  row: Float64Array,
): Pick<NetworkState, 'neurons' | 't_fire'> & {
  /** Where the open fractions begin. */
  readonly end: number;
} {
  const neurons: Record<string, Float64Array> = {};
  let end = 0;
  for (const { name, ranges } of neuronSections(shape)) {
    neurons[name] = new Float64Array(shape.n);
    for (const { first, count } of ranges) {
      neurons[name].set(row.subarray(end, end + count), first);
      end += count;
    }
  }
  return { neurons, t_fire: row.slice(row.length - shape.n), end };
}
