import { addChange, covers } from '../../model/parameters/addChange.ts';
import type { Distribution, NetworkDescription, ParameterChange } from '../../model/description.ts';
import { distributionProblem } from '../../model/parameters/distribution.ts';
import { checkTargets, drawValues, type OwnedParameter } from '../../model/parameters/parameterChanges.ts';
import { extentOf, valueOfNeuron, valuesOf, type ParameterValues } from '../../model/parameters/parameterValues.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_SEED, isSeed } from '../../model/random.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import { readParameterInput } from './parameterInput.ts';

/**
 * Edits of parameters. Each answers with why it was refused, in one sentence, and leaves the document as it was then; undefined where it
 * was done.
 */

/** Whose values are meant: a population's by its name, single neurons' by their index, ascending; undefined: all that have the parameter. */
export type ParameterTarget = string | readonly number[] | undefined;

/** Edits in quick succession with the same gesture are one entry of the history. */
interface Gesture {
  readonly gesture?: string;
}

/** Sets a parameter. @param typed what the user wrote, for the refusal */
export function setParameter(
  lab: Lab,
  symbol: string,
  target: ParameterTarget,
  value: number,
  { typed = String(value), gesture }: Gesture & { readonly typed?: string } = {},
): string | undefined {
  const { network } = lab.document.getState();
  const values = valuesOf(network, symbol);
  const problem = valueProblem(values.parameter, value, typed);
  if (problem !== undefined) return problem;
  const old = shownValue(valuesOf(networkBefore(lab, gesture), symbol), target);
  const label = `${nameOf(values, target)}: ${old} → ${withUnit(shownNumber(value), values.parameter)}`;
  return change(lab, { kind: 'set', value, ...targetOf(values, target) }, label, gesture);
}

/** Multiplies a parameter. */
export function scaleParameter(lab: Lab, symbol: string, target: ParameterTarget, factor: number): string | undefined {
  const values = valuesOf(lab.document.getState().network, symbol);
  const { parameter } = values;
  if (!Number.isFinite(factor)) return `${symbol} can be multiplied by a number, not by ${factor}`;
  const [least, greatest] = extentOfTarget(values, target);
  const [from, to] = parameter.range;
  for (const value of [least, greatest]) {
    const scaled = value * factor;
    if (scaled >= from && scaled <= to) continue;
    const would = withUnit(shownNumber(scaled), parameter);
    return `${symbol} would be ${would}, ${shownNumber(value)} times ${shownNumber(factor)}: expected ${from} to ${withUnit(String(to), parameter)}`;
  }
  // Where all have one value, the history can say from what to what.
  if (least === greatest) return setParameter(lab, symbol, target, Number((least * factor).toPrecision(12)));
  const label = `${nameOf(values, target)} × ${shownNumber(factor)}`;
  return change(lab, { kind: 'scale', factor, ...targetOf(values, target) }, label);
}

/** Takes what was typed: a value, or a factor like '*0.5' or '50%'. */
export function typeParameter(lab: Lab, symbol: string, target: ParameterTarget, typed: string): string | undefined {
  const input = readParameterInput(typed);
  if (input?.kind === 'factor') return scaleParameter(lab, symbol, target, input.factor);
  return setParameter(lab, symbol, target, input?.value ?? NaN, { typed: typed.trim() });
}

/**
 * Gives each of the neurons a value of its own.
 * @param neurons ascending
 * @param how where the values come from, for the history: 'pasted', 'from values.npy'
 */
export function setNeuronValues(
  lab: Lab,
  symbol: string,
  neurons: readonly number[],
  given: readonly number[],
  { how, gesture }: Gesture & { readonly how: string },
): string | undefined {
  const values = valuesOf(lab.document.getState().network, symbol);
  const { parameter, populations } = values;
  if (given.length !== neurons.length) {
    return `${given.length} values for ${neurons.length} neurons: expected one for each`;
  }
  for (let k = 0; k < given.length; k++) {
    const problem = valueProblem(parameter, given[k]!, String(given[k]));
    if (problem !== undefined) return `${neuronNameOf(populations, neurons[k]!)}: ${problem}`;
  }
  const label = `${nameOf(values, neurons)}: ${how}`;
  return change(lab, { kind: 'list', values: [...given], ...targetOf(values, neurons) }, label, gesture);
}

/**
 * Gives neurons the numbers of a file or of the clipboard: those that it names, else the ones that are meant, or those of all neurons of
 * the network, where there are so many.
 * @param what 'values.npy', 'the clipboard'
 */
export function setReadValues(
  lab: Lab,
  symbol: string,
  target: ParameterTarget,
  { neurons, values: given }: { readonly neurons?: readonly number[]; readonly values: readonly number[] },
  what: string,
): string | undefined {
  const values = valuesOf(lab.document.getState().network, symbol);
  const how = `from ${what}`;
  if (neurons) return setNeuronValues(lab, symbol, neurons, given, { how });
  const meant = neuronsOf(values, target);
  if (given.length === meant.length) return setNeuronValues(lab, symbol, meant, given, { how });
  const n = values.populations.reduce((sum, { count }) => sum + count, 0);
  if (given.length === n)
    return setNeuronValues(
      lab,
      symbol,
      meant,
      meant.map((neuron) => given[neuron]!),
      { how },
    );
  const of = nameOf(values, target).slice(symbol.length).trim();
  const all = n === meant.length ? '' : `, or ${n} for the whole network`;
  return `${what} holds ${given.length} numbers: expected ${meant.length}${of && ` for the values ${of}`}${all}`;
}

/** Draws a value for each of the neurons; those beyond the parameter's range are brought back to its border, and counted. */
export function drawNeuronValues(
  lab: Lab,
  symbol: string,
  target: ParameterTarget,
  distribution: Distribution,
  seed: number,
): { readonly problem: string } | { readonly broughtBack: number; readonly count: number } {
  const values = valuesOf(lab.document.getState().network, symbol);
  const { parameter } = values;
  const wrong = distributionProblem(distribution);
  if (wrong !== undefined) return { problem: `The ${distribution.kind} distribution cannot be used: ${wrong}` };
  if (!isSeed(seed)) return { problem: `The seed must be a whole number from 0 to ${MOST_SEED}, got ${seed}` };
  const seeded = distribution.kind === 'gradient' ? '' : `, seed ${seed}`;
  const label = `${nameOf(values, target)}: ${describeDistribution(distribution, parameter)}${seeded}`;
  const problem = change(lab, { kind: 'draw', distribution, seed, ...targetOf(values, target) }, label);
  if (problem !== undefined) return { problem };
  const count = neuronsOf(values, target).length;
  return { broughtBack: drawValues(parameter, distribution, seed, count).broughtBack, count };
}

/** Back to the model's values. */
export function resetParameter(lab: Lab, symbol: string, target: ParameterTarget): void {
  const { network } = lab.document.getState();
  const values = valuesOf(network, symbol);
  const { populations, ofModel } = values;
  const meant = { ...targetOf(values, target), kind: 'scale', factor: 1 } as const;
  let changes: readonly ParameterChange[] = (network.changes ?? []).filter((one) => !covers(meant, one, populations));
  const isLeft = changes.some((one) => one.parameter === symbol);
  if (isLeft) {
    populations.forEach(({ name, first, count }, p) => {
      const value = ofModel[p];
      const isMeant = target === undefined || target === name || typeof target === 'object';
      if (value === undefined || !isMeant) return;
      const neurons = typeof target === 'object' ? target.filter((i) => i >= first && i < first + count) : undefined;
      if (neurons?.length === 0) return;
      const own = targetOf(values, neurons ?? name);
      changes = addChange(changes, { kind: 'set', value, ...own }, populations);
    });
  }
  const models = [...new Set(ofModel.filter((value, p) => value !== undefined && isMeantBy(target, populations[p]!)))];
  const shown = models.length === 1 ? ` ${withUnit(shownNumber(models[0]!), values.parameter)}` : ' values';
  lab.edit(`${nameOf(values, target)}: back to the model's${shown}`, (document) => withNetwork(document, { changes }));
}

/** Whether a parameter is not what the model says, for any neuron of a population. */
export function isChanged({ values, ofModel }: ParameterValues, population: number): boolean {
  return values[population] !== ofModel[population];
}

function isMeantBy(target: ParameterTarget, { name, first, count }: PopulationRange): boolean {
  if (typeof target === 'object') return target.some((i) => i >= first && i < first + count);
  return target === undefined || target === name;
}

/** Adds a change to the document. A change that does not fit is refused by its sentence. */
function change(lab: Lab, added: ParameterChange, label: string, gesture?: string): string | undefined {
  const { network } = lab.document.getState();
  const { populations } = valuesOf(network, added.parameter);
  const changes = addChange(network.changes ?? [], added, populations);
  try {
    checkTargets(PRESETS[network.preset], populations, [added]);
    valuesOf({ ...network, changes }, added.parameter);
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
  lab.edit(label, (document) => withNetwork(document, { changes }), gesture);
  return undefined;
}

/** The network at the start of a gesture that still goes on: its label says from what to what it led. */
function networkBefore(lab: Lab, gesture: string | undefined): NetworkDescription {
  const document = lab.document.getState();
  const last = lab.history.state.getState().past.at(-1);
  const goesOn = gesture !== undefined && last?.gesture === gesture && last.after === document;
  return (goesOn ? last.before : document).network;
}

/** Neurons that are a whole population are that population: a change of it replaces more. */
function targetOf(
  { populations, parameter }: ParameterValues,
  target: ParameterTarget,
): Pick<ParameterChange, 'parameter' | 'population' | 'neurons'> {
  const { symbol } = parameter;
  if (target === undefined) return { parameter: symbol };
  if (typeof target === 'string') return { parameter: symbol, population: target };
  const whole = populations.find(({ first, count }) => count === target.length && target[0] === first);
  if (whole && target.at(-1) === whole.first + whole.count - 1) return { parameter: symbol, population: whole.name };
  return { parameter: symbol, neurons: target };
}

function nameOf(values: ParameterValues, target: ParameterTarget): string {
  const { parameter, populations } = values;
  const of = parameter.of === 'synapse' ? 'onto' : 'of';
  const meant = targetOf(values, target);
  const { neurons } = meant;
  if (neurons === undefined) return `${parameter.symbol}${meant.population ? ` ${of} ${meant.population}` : ''}`;
  if (neurons.length === 1) return `${parameter.symbol} ${of} ${neuronNameOf(populations, neurons[0]!)}`;
  const own = populations.filter((range) => isMeantBy(neurons, range)).map(({ name }) => name);
  return `${parameter.symbol} ${of} ${neurons.length} ${own.map((name) => `${name}s`).join(' and ')}`;
}

/** 'PN 16', by its index in the network. */
function neuronNameOf(populations: readonly PopulationRange[], neuron: number): string {
  const range = populations.find(({ first, count }) => neuron >= first && neuron < first + count);
  return range ? `${range.name} ${neuron}` : `neuron ${neuron}`;
}

function extentOfTarget(values: ParameterValues, target: ParameterTarget): readonly [number, number] {
  if (typeof target === 'object') return extentOf(Float64Array.from(target, (i) => valueOfNeuron(values, i) ?? NaN));
  const extents = values.populations.flatMap(({ name }, p) => {
    const own = values.values[p];
    return own !== undefined && (target ?? name) === name ? [extentOf(own)] : [];
  });
  return [Math.min(...extents.map(([least]) => least)), Math.max(...extents.map(([, greatest]) => greatest))];
}

/** The neurons that are meant, ascending. */
export function neuronsOf({ populations, values }: ParameterValues, target: ParameterTarget): readonly number[] {
  if (typeof target === 'object') return target;
  return populations.flatMap(({ name, first, count }, p) =>
    values[p] !== undefined && (target ?? name) === name ? Array.from({ length: count }, (_, i) => first + i) : [],
  );
}

function shownValue(values: ParameterValues, target: ParameterTarget): string {
  const [least, greatest] = extentOfTarget(values, target);
  return least === greatest ? shownNumber(least) : 'several';
}

function valueProblem(parameter: OwnedParameter, value: number, typed: string): string | undefined {
  const [least, greatest] = parameter.range;
  if (value >= least && value <= greatest) return undefined;
  return `${parameter.symbol} must be a number from ${least} to ${withUnit(String(greatest), parameter)}, got ${typed || 'nothing'}`;
}

function describeDistribution(distribution: Distribution, parameter: OwnedParameter): string {
  switch (distribution.kind) {
    case 'normal':
      return `normal, ${distribution.mean} ± ${withUnit(String(distribution.deviation), parameter)}`;
    case 'uniform':
      return `uniform from ${distribution.least} to ${withUnit(String(distribution.most), parameter)}`;
    case 'gradient':
      return `from ${distribution.first} to ${withUnit(String(distribution.last), parameter)}`;
  }
}

function withUnit(number: string, { unit }: OwnedParameter): string {
  return unit === '1' ? number : `${number} ${unit}`;
}

function shownNumber(value: number): string {
  return String(Number(value.toPrecision(4))).replace('-', '−');
}
