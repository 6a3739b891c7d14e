import type { Distribution, ParameterChange } from '../description.ts';
import { distributionProblem, drawValue } from './distribution.ts';
import type { NetworkModel, Parameter, Population, SynapseParameterOwner } from '../model.ts';
import type { PopulationRange } from '../population.ts';
import { MOST_SEED, isSeed, randomStream } from '../random.ts';

/** A parameter of a model with the part that it belongs to. */
export interface OwnedParameter extends Parameter {
  readonly symbol: string;
  /** Set for parameters of synapses. */
  readonly of?: SynapseParameterOwner;
  /** What a population must list to have the parameter: a current or a concentration; undefined where all have it. */
  readonly part?: string;
}

/** A parameter's values in one population: one for all of its neurons, or one each, [count]. */
export type PopulationValues = number | Float64Array;

const known = new WeakMap<NetworkModel, readonly OwnedParameter[]>();

/** Every parameter of a model, those of synapses too, in the order of the model. */
export function ownedParameters(model: NetworkModel): readonly OwnedParameter[] {
  const parameters = known.get(model) ?? listParameters(model);
  known.set(model, parameters);
  return parameters;
}

function listParameters(model: NetworkModel): OwnedParameter[] {
  const owned = (
    parameters: Readonly<Record<string, Parameter & { readonly of?: SynapseParameterOwner }>>,
    part?: string,
  ): OwnedParameter[] => Object.entries(parameters).map(([symbol, parameter]) => ({ ...parameter, symbol, part }));
  return [
    ...owned(model.membrane.parameters),
    ...[...model.currents, ...model.concentrations].flatMap(({ name, parameters }) => owned(parameters, name)),
    ...model.synapses.flatMap(({ parameters }) => owned(parameters)),
  ];
}

/**
 * The parameter of that symbol.
 * @throws RangeError with a sentence that says which there are.
 */
export function findParameter(model: NetworkModel, symbol: string): OwnedParameter {
  const parameters = ownedParameters(model);
  const parameter = parameters.find((one) => one.symbol === symbol);
  if (parameter !== undefined) return parameter;
  const there = parameters.map((one) => one.symbol).join(', ');
  throw new RangeError(`${symbol} is no parameter of the model ${model.name}: expected one of ${there}`);
}

/** Whether the neurons of a population have the parameter; those of synapses have all, whichever synapses a matrix gives them. */
export function hasParameter({ currents, concentrations }: Population, { part }: OwnedParameter): boolean {
  return part === undefined || currents.includes(part) || concentrations.includes(part);
}

/** 'PN.g_ACh', 'g_ACh'. */
export function changeTarget({ parameter, population }: Pick<ParameterChange, 'parameter' | 'population'>): string {
  return population === undefined ? parameter : `${population}.${parameter}`;
}

/**
 * Checks that every change names a parameter of the model, a population and neurons that have it, and numbers, and that the values that
 * come of them lie within the parameters' ranges.
 * @throws RangeError with a sentence that says which names there are, or which values are right.
 */
export function checkChanges(
  model: NetworkModel,
  populations: readonly PopulationRange[],
  changes: readonly ParameterChange[],
): void {
  checkTargets(model, populations, changes);
  for (const symbol of new Set(changes.map(({ parameter }) => parameter))) {
    changedValues(model, findParameter(model, symbol), populations, changes);
  }
}

/**
 * `checkChanges` without the values that come of the changes: those `changedValues` checks.
 * @throws RangeError with a sentence that says which names there are, or which values are right.
 */
export function checkTargets(
  model: NetworkModel,
  populations: readonly PopulationRange[],
  changes: readonly ParameterChange[],
): void {
  for (const change of changes) {
    const parameter = findParameter(model, change.parameter);
    checkPopulation(model, parameter, change);
    checkNeurons(model, parameter, populations, change);
    checkNumbers(change, meantNeurons(model, parameter, populations, change).length);
  }
}

function checkPopulation(model: NetworkModel, parameter: OwnedParameter, change: ParameterChange): void {
  const { population: name } = change;
  if (name === undefined) return;
  const population = model.populations.find((one) => one.name === name);
  if (population === undefined) {
    const there = model.populations.map((one) => one.name).join(', ');
    throw new RangeError(`${changeTarget(change)}: there is no population ${name}: expected one of ${there}`);
  }
  if (hasParameter(population, parameter)) return;
  const having = model.populations.filter((one) => hasParameter(one, parameter));
  const there = having.map((one) => `${one.name}.${parameter.symbol}`).join(', ');
  throw new RangeError(`${changeTarget(change)}: the neurons of ${name} have no ${parameter.part}: expected ${there}`);
}

function checkNeurons(
  model: NetworkModel,
  parameter: OwnedParameter,
  populations: readonly PopulationRange[],
  change: ParameterChange,
): void {
  let before = -1;
  for (const neuron of change.neurons ?? []) {
    const p = Number.isInteger(neuron) ? populationOf(populations, neuron) : -1;
    if (p < 0) {
      const last = populations.reduce((n, { count }) => n + count, 0) - 1;
      throw new RangeError(`${changeTarget(change)} of neuron ${neuron}: expected a neuron from 0 to ${last}`);
    }
    if (neuron <= before) {
      throw new RangeError(
        `${changeTarget(change)} of neurons ${before} and then ${neuron}: expected them in ascending order`,
      );
    }
    before = neuron;
    const { name } = populations[p]!;
    if (change.population !== undefined && change.population !== name) {
      throw new RangeError(
        `${changeTarget(change)} of neuron ${neuron}, which is of ${name}: expected neurons of ${change.population}`,
      );
    }
    if (hasParameter(model.populations[p]!, parameter)) continue;
    throw new RangeError(
      `${changeTarget(change)} of neuron ${neuron}: the neurons of ${name} have no ${parameter.part}`,
    );
  }
}

function checkNumbers(change: ParameterChange, count: number): void {
  const target = changeTarget(change);
  switch (change.kind) {
    case 'set':
      if (!Number.isFinite(change.value))
        throw new RangeError(`${target} cannot be set to ${change.value}: expected a number`);
      return;
    case 'scale':
      if (!Number.isFinite(change.factor))
        throw new RangeError(`${target} cannot be scaled by ${change.factor}: expected a number`);
      return;
    case 'list': {
      const { values } = change;
      if (values.length !== count) {
        throw new RangeError(`${target}: ${values.length} values for ${count} neurons: expected one for each`);
      }
      const wrong = values.findIndex((value) => !Number.isFinite(value));
      if (wrong >= 0) throw new RangeError(`${target}: value ${wrong} is ${values[wrong]}: expected a number`);
      return;
    }
    case 'draw': {
      const problem = distributionProblem(change.distribution);
      if (problem !== undefined) throw new RangeError(`${target} cannot be drawn: ${problem}`);
      if (!isSeed(change.seed)) {
        const right = `expected a whole number from 0 to ${MOST_SEED}`;
        throw new RangeError(`${target} cannot be drawn with the seed ${change.seed}: ${right}`);
      }
    }
  }
}

/**
 * A parameter's values in each population: the model's, then what the changes make of them.
 * @param changes of any parameters; those of others do not count
 * @throws RangeError when a change leads out of the parameter's range.
 */
export function changedValues(
  model: NetworkModel,
  parameter: OwnedParameter,
  populations: readonly PopulationRange[],
  changes: readonly ParameterChange[],
): PopulationValues[] {
  const { symbol } = parameter;
  const values: PopulationValues[] = model.populations.map((one) => one.parameters[symbol] ?? parameter.value);
  for (const change of changes) {
    if (change.parameter !== symbol) continue;
    const isOfSingles = change.neurons !== undefined || change.kind === 'list' || change.kind === 'draw';
    if (isOfSingles) changeNeurons(values, model, parameter, populations, change);
    else changePopulations(values, model, parameter, populations, change);
  }
  return values;
}

function changePopulations(
  values: PopulationValues[],
  model: NetworkModel,
  parameter: OwnedParameter,
  populations: readonly PopulationRange[],
  change: ParameterChange,
): void {
  model.populations.forEach((population, p) => {
    if ((change.population ?? population.name) !== population.name || !hasParameter(population, parameter)) return;
    const old = values[p]!;
    const isUniform = typeof old === 'number' || change.kind === 'set';
    const { first } = populations[p]!;
    values[p] = isUniform
      ? changedNumber(change, typeof old === 'number' ? old : NaN, parameter)
      : old.map((value, i) => changedNumber(change, value, parameter, first + i));
  });
}

function changeNeurons(
  values: PopulationValues[],
  model: NetworkModel,
  parameter: OwnedParameter,
  populations: readonly PopulationRange[],
  change: ParameterChange,
): void {
  const neurons = meantNeurons(model, parameter, populations, change);
  const isDrawn = change.kind === 'draw';
  const list = isDrawn ? drawValues(parameter, change.distribution, change.seed, neurons.length).values : undefined;
  const given = change.kind === 'list' ? change.values : undefined;
  let k = 0;
  populations.forEach(({ first, count }, p) => {
    if (!(neurons[k]! < first + count)) return;
    const old = values[p]!;
    // An array was made for this list of changes, and belongs to nobody else.
    const own = typeof old === 'number' ? new Float64Array(count).fill(old) : old;
    for (; neurons[k]! < first + count; k++) {
      const neuron = neurons[k]!;
      const at = neuron - first;
      if (list) own[at] = list[k]!;
      else if (given) own[at] = withinRange(change, given[k]!, parameter, undefined, neuron);
      else own[at] = changedNumber(change, own[at]!, parameter, neuron);
    }
    values[p] = own;
  });
}

/** The neurons that a change means, ascending: those it lists, or all that have the parameter. */
function meantNeurons(
  model: NetworkModel,
  parameter: OwnedParameter,
  populations: readonly PopulationRange[],
  { neurons, population }: ParameterChange,
): readonly number[] {
  if (neurons !== undefined) return neurons;
  const meant: number[] = [];
  populations.forEach(({ name, first, count }, p) => {
    if ((population ?? name) !== name || !hasParameter(model.populations[p]!, parameter)) return;
    for (let neuron = first; neuron < first + count; neuron++) meant.push(neuron);
  });
  return meant;
}

/**
 * Values of a parameter from a distribution; what leaves the parameter's range is brought back to its border. Two parameters that are
 * drawn with one seed are independent.
 * @returns `broughtBack`: how many were.
 */
export function drawValues(
  { symbol, range: [least, most] }: OwnedParameter,
  distribution: Distribution,
  seed: number,
  count: number,
): { readonly values: Float64Array; readonly broughtBack: number } {
  const stream = randomStream(seed ^ hashOf(symbol), 'parameters');
  const values = new Float64Array(count);
  let broughtBack = 0;
  for (let k = 0; k < count; k++) {
    const value = drawValue(distribution, stream, count > 1 ? k / (count - 1) : 0);
    values[k] = Math.min(most, Math.max(least, value));
    if (values[k] !== value) broughtBack++;
  }
  return { values, broughtBack };
}

/** FNV-1a. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  return hash;
}

function changedNumber(change: ParameterChange, value: number, parameter: Parameter, neuron?: number): number {
  if (change.kind === 'set') return withinRange(change, change.value, parameter, undefined, neuron);
  if (change.kind !== 'scale') throw new TypeError(`a change of the kind ${change.kind} has no single number`);
  return withinRange(change, value * change.factor, parameter, value, neuron);
}

/** @param from the value that was multiplied */
function withinRange(
  change: ParameterChange,
  value: number,
  { range: [least, greatest], unit }: Parameter,
  from?: number,
  neuron?: number,
): number {
  if (value >= least && value <= greatest) return value;
  const shown = unit === '1' ? '' : ` ${unit}`;
  const of = neuron === undefined ? '' : ` of neuron ${neuron}`;
  const how = from !== undefined && change.kind === 'scale' ? `, ${from} times ${change.factor}` : '';
  throw new RangeError(
    `${changeTarget(change)}${of} would be ${Number(value.toPrecision(6))}${shown}${how}: expected ${least} to ${greatest}${shown}`,
  );
}

/** Index of the population that holds the neuron; -1 where none does. */
function populationOf(populations: readonly PopulationRange[], neuron: number): number {
  return populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
}
