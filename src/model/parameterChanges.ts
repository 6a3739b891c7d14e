import type { ParameterChange } from './description.ts';
import type { NetworkModel, Parameter, Population, SynapseParameterOwner } from './model.ts';

/** A parameter of a model with the part that it belongs to. */
interface OwnedParameter extends Parameter {
  readonly symbol: string;
  /** Set for parameters of synapses. */
  readonly of?: SynapseParameterOwner;
  /** What a population must list to have the parameter: a current or a concentration; undefined where all have it. */
  readonly part?: string;
}

/** Every parameter of a model, those of synapses too, in the order of the model. */
function ownedParameters(model: NetworkModel): OwnedParameter[] {
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

/** 'PN.g_ACh', 'g_ACh'. */
export function changeTarget({ parameter, population }: Pick<ParameterChange, 'parameter' | 'population'>): string {
  return population === undefined ? parameter : `${population}.${parameter}`;
}

/**
 * Checks that every change names a parameter of the model, a population that has it, and a number, and that the values that come of
 * them lie within the parameters' ranges.
 * @throws RangeError with a sentence that says which names there are, or which values are right.
 */
export function checkChanges(model: NetworkModel, changes: readonly ParameterChange[]): void {
  const parameters = ownedParameters(model);
  for (const change of changes) {
    const { parameter: symbol, population: name } = change;
    const parameter = parameters.find((one) => one.symbol === symbol);
    if (parameter === undefined) {
      const there = parameters.map((one) => one.symbol).join(', ');
      throw new RangeError(`${symbol} is no parameter of the model ${model.name}: expected one of ${there}`);
    }
    if (change.neurons !== undefined || change.kind === 'list' || change.kind === 'draw') {
      throw new RangeError(`${changeTarget(change)}: values of single neurons cannot be changed yet`);
    }
    const number = change.kind === 'set' ? change.value : change.factor;
    if (!Number.isFinite(number)) {
      throw new RangeError(`${changeTarget(change)} cannot be ${verb(change)} ${number}: expected a number`);
    }
    if (name === undefined) {
      for (const population of model.populations) changedValue(symbol, parameter, population, changes);
      continue;
    }
    const population = model.populations.find((one) => one.name === name);
    if (population === undefined) {
      const there = model.populations.map((one) => one.name).join(', ');
      throw new RangeError(`${changeTarget(change)}: there is no population ${name}: expected one of ${there}`);
    }
    const { part } = parameter;
    if (part !== undefined && ![...population.currents, ...population.concentrations].includes(part)) {
      const having = model.populations.filter((one) => [...one.currents, ...one.concentrations].includes(part));
      const there = having.map((one) => `${one.name}.${symbol}`).join(', ');
      throw new RangeError(`${changeTarget(change)}: the neurons of ${name} have no ${part}: expected ${there}`);
    }
    changedValue(symbol, parameter, population, changes);
  }
}

/**
 * A parameter's value in a population: the model's, then what the changes make of it.
 * @throws RangeError when a change leads out of the parameter's range.
 */
export function changedValue(
  symbol: string,
  parameter: Parameter,
  population: Population,
  changes: readonly ParameterChange[],
): number {
  const own = population.parameters[symbol] ?? parameter.value;
  return changes
    .filter((change) => change.parameter === symbol && (change.population ?? population.name) === population.name)
    .reduce((value, change) => applyChange(change, value, parameter), own);
}

function applyChange(change: ParameterChange, value: number, { range, unit }: Parameter): number {
  if (change.kind === 'list' || change.kind === 'draw')
    throw new RangeError('values of single neurons cannot be changed yet');
  const changed = change.kind === 'set' ? change.value : value * change.factor;
  const [least, greatest] = range;
  if (changed >= least && changed <= greatest) return changed;
  const how = change.kind === 'set' ? '' : `, ${value} times ${change.factor}`;
  const shown = unit === '1' ? '' : ` ${unit}`;
  throw new RangeError(
    `${changeTarget(change)} would be ${Number(changed.toPrecision(6))}${shown}${how}: expected ${least} to ${greatest}${shown}`,
  );
}

function verb({ kind }: ParameterChange): string {
  return kind === 'set' ? 'set to' : 'scaled by';
}
