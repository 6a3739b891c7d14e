import { populationRanges } from '../buildNetwork.ts';
import type { NetworkDescription } from '../description.ts';
import {
  changedValues,
  findParameter,
  hasParameter,
  type OwnedParameter,
  type PopulationValues,
} from './parameterChanges.ts';
import type { PopulationRange } from '../population.ts';
import { PRESETS } from '../presets.ts';

/** What a parameter is in a described network, population by population. */
export interface ParameterValues {
  readonly parameter: OwnedParameter;
  readonly populations: readonly PopulationRange[];
  /**
   * In the order of the populations: one value for all neurons, or one each, [count], where they differ; undefined where the population
   * has no such parameter. Of what each synapse has: that of the synapses onto the population.
   */
  readonly values: readonly (PopulationValues | undefined)[];
  /** The model's own, likewise. */
  readonly ofModel: readonly (number | undefined)[];
}

const known = new WeakMap<NetworkDescription, Map<string, ParameterValues>>();

/**
 * A parameter's values in the network that is described, without building it.
 * @throws RangeError when the model has no such parameter, or a change does not fit it.
 */
export function valuesOf(network: NetworkDescription, symbol: string): ParameterValues {
  let bySymbol = known.get(network);
  if (bySymbol === undefined) {
    bySymbol = new Map();
    known.set(network, bySymbol);
  }
  const before = bySymbol.get(symbol);
  if (before !== undefined) return before;
  const values = readValues(network, symbol);
  bySymbol.set(symbol, values);
  return values;
}

function readValues({ preset, n, counts, changes = [] }: NetworkDescription, symbol: string): ParameterValues {
  const model = PRESETS[preset];
  const parameter = findParameter(model, symbol);
  const populations = populationRanges(model, n, counts);
  const changed = changedValues(model, parameter, populations, changes);
  const has = model.populations.map((population) => hasParameter(population, parameter));
  return {
    parameter,
    populations,
    values: changed.map((values, p) => (has[p] ? oneIfEqual(values) : undefined)),
    ofModel: model.populations.map((one, p) => (has[p] ? (one.parameters[symbol] ?? parameter.value) : undefined)),
  };
}

/** The value of one neuron; undefined where its population has no such parameter, or the network no such neuron. */
export function valueOfNeuron({ populations, values }: ParameterValues, neuron: number): number | undefined {
  const p = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
  const own = values[p];
  return typeof own === 'object' ? own[neuron - populations[p]!.first] : own;
}

/** The values of all neurons, [n]; NaN for those that have no such parameter. */
export function neuronValues({ populations, values }: ParameterValues): Float64Array {
  const all = new Float64Array(populations.reduce((n, { count }) => n + count, 0)).fill(NaN);
  populations.forEach(({ first, count }, p) => {
    const own = values[p];
    if (typeof own === 'object') all.set(own, first);
    else if (own !== undefined) all.fill(own, first, first + count);
  });
  return all;
}

/** Least and greatest of a population's values. */
export function extentOf(values: PopulationValues): readonly [number, number] {
  if (typeof values === 'number') return [values, values];
  let [least, greatest] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return [least, greatest];
}

function oneIfEqual(values: PopulationValues): PopulationValues {
  if (typeof values === 'number') return values;
  const [first] = values;
  return first !== undefined && values.every((value) => value === first) ? first : values;
}
