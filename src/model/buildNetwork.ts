import type { NetworkDescription, ParameterChange, StartDescription } from './description.ts';
import { MatrixCache } from './connectivity/matrixCache.ts';
import type { NetworkModel, Parameter, SynapseParameterOwner } from './model.ts';
import { changedValues, checkTargets, ownedParameters, type OwnedParameter } from './parameters/parameterChanges.ts';
import type { PopulationRange } from './population.ts';
import { PRESETS } from './presets.ts';
import { randomStream } from './random.ts';
import type { Connectivity, Network, NetworkState, SynapseValues } from './network.ts';
import { readSavedState } from './savedState.ts';
import { stateVariables } from './stateVariables.ts';

/** The largest network that can be described: n² has to be addressable in 32 bits. */
export const MOST_NEURONS = 65_535;

/**
 * PN first: each population takes its share of n, rounded down; the last takes what is left.
 * @param counts own numbers of neurons, n in all
 */
export function populationRanges(model: NetworkModel, n: number, counts?: readonly number[]): PopulationRange[] {
  let first = 0;
  return model.populations.map(({ name, share }, index) => {
    const isLast = index === model.populations.length - 1;
    const count = counts?.[index] ?? (isLast ? n - first : Math.floor(share * n));
    const range = { name, first, count };
    first += count;
    return range;
  });
}

/** Every parameter that has one value per neuron, with its data. */
export function neuronParameters(model: NetworkModel): Map<string, Parameter & { readonly owner: string }> {
  const all = new Map<string, Parameter & { owner: string }>();
  const add = (
    owner: string,
    parameters: Readonly<Record<string, Parameter & { of?: SynapseParameterOwner }>>,
  ): void => {
    for (const [symbol, parameter] of Object.entries(parameters)) {
      if (parameter.of === 'synapse') continue;
      const other = all.get(symbol);
      if (other !== undefined)
        throw new RangeError(`parameter ${symbol} stands in ${other.owner} and in ${owner}: rename one`);
      all.set(symbol, { ...parameter, owner });
    }
  };
  add('membrane', model.membrane.parameters);
  for (const part of [...model.currents, ...model.concentrations, ...model.synapses]) add(part.name, part.parameters);
  return all;
}

/**
 * Builds the network that a description stands for.
 * @param model where it is none of the presets.
 * @param matrices keeps the matrices of the network before, where only little has changed.
 * @param state of a network that is under way, instead of one that is drawn or read.
 * @param duration of the run in ms; the drawn initial state puts every neuron's last spike before it, at -(duration + 1).
 * @throws RangeError when n is out of range, a matrix or the initial state does not fit n, or a parameter is changed that the
 * model does not have, or to what its range does not allow.
 */
export function buildNetwork(
  description: NetworkDescription,
  duration: number,
  model: NetworkModel = PRESETS[description.preset],
  matrices: MatrixCache = new MatrixCache(),
  state?: NetworkState,
): Network {
  const { n, counts, seed, initialState, start, changes = [] } = description;
  if (!Number.isInteger(n) || n < 1 || n > MOST_NEURONS) {
    throw new RangeError(`a network of ${n} neurons: n must be a whole number from 1 to ${MOST_NEURONS}`);
  }
  checkCounts(model, n, counts);
  const populations = populationRanges(model, n, counts);
  checkTargets(model, populations, changes);
  const parameters: Record<string, Float64Array> = {};
  const owned = new Map(ownedParameters(model).map((parameter) => [parameter.symbol, parameter]));
  for (const symbol of neuronParameters(model).keys()) {
    const values = new Float64Array(n);
    changedValues(model, owned.get(symbol)!, populations, changes).forEach((own, p) => {
      const { first, count } = populations[p]!;
      if (typeof own === 'number') values.fill(own, first, first + count);
      else values.set(own, first);
    });
    parameters[symbol] = values;
  }
  const context = { n, populations, types: model.synapses, seed };
  const synapses = model.synapses.map((type): Connectivity => {
    const rows = matrices.synapsesOf(type, description.matrices?.[type.name], context);
    const own = Object.entries(type.parameters).filter(([, parameter]) => parameter.of === 'synapse');
    const values = own.map(([symbol]): [string, SynapseValues] => [
      symbol,
      synapseValues(model, owned.get(symbol)!, changes, populations, rows.rowStart),
    ]);
    return { type, ...rows, parameters: Object.fromEntries(values) };
  });
  const network = { model, n, populations, parameters, synapses };
  if (state !== undefined) return { ...network, initialState: state };
  if (initialState !== undefined) return { ...network, initialState: readSavedState(network, initialState) };
  return { ...network, initialState: drawInitialState(network, seed, duration, start) };
}

/** A parameter of every synapse of a type: one number unless the neurons that the synapses go to differ in it. */
function synapseValues(
  model: NetworkModel,
  parameter: OwnedParameter,
  changes: readonly ParameterChange[],
  populations: readonly PopulationRange[],
  rowStart: Uint32Array,
): SynapseValues {
  const byPopulation = changedValues(model, parameter, populations, changes);
  const [one] = byPopulation;
  if (typeof one === 'number' && byPopulation.every((value) => value === one)) return one;
  const values = new Float64Array(rowStart.at(-1)!);
  populations.forEach(({ first, count }, p) => {
    const own = byPopulation[p]!;
    if (typeof own === 'number') values.fill(own, rowStart[first], rowStart[first + count]);
    else own.forEach((value, i) => values.fill(value, rowStart[first + i], rowStart[first + i + 1]));
  });
  return values;
}

/** @throws RangeError when own numbers of neurons do not fit the model's populations, or not n. */
function checkCounts(model: NetworkModel, n: number, counts: readonly number[] | undefined): void {
  if (counts === undefined) return;
  const names = model.populations.map(({ name }) => name).join(', ');
  const isRight = counts.every((count) => Number.isInteger(count) && count >= 0);
  const sum = counts.reduce((all, count) => all + count, 0);
  if (!isRight || counts.length !== model.populations.length || sum !== n) {
    throw new RangeError(
      `populations of ${counts.join(' and ')} neurons: expected one number for each of ${names}, ${n} in all`,
    );
  }
}

/** NerveFlow's start: every value of the state times (1 + 0.01 N(0, 1)), from V = -70 mV, closed gates, rest calcium. */
function drawInitialState(
  network: Omit<Network, 'initialState'>,
  seed: number,
  duration: number,
  { V, noise = 0.01 }: StartDescription = {},
): NetworkState {
  const { model, n, populations, synapses } = network;
  const draws = randomStream(seed, 'initialState');
  const noisy = (value: number): number => value * (1 + noise * draws.normal());
  const neurons: Record<string, Float64Array> = {};
  for (const variable of stateVariables(model)) {
    neurons[variable.name] = new Float64Array(n);
    const start = (variable.name === 'V' ? V : undefined) ?? variable.initial;
    for (const { name, first, count } of populations) {
      if (!variable.populations.includes(name)) continue;
      for (let i = first; i < first + count; i++) neurons[variable.name]![i] = noisy(start);
    }
  }
  return {
    neurons,
    openFractions: Object.fromEntries(synapses.map(({ type }) => [type.name, 0])),
    t_fire: Float64Array.from({ length: n }, () => noisy(-(duration + 1))),
  };
}
