import type { NetworkModel } from '../../model/model.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import { dimensionOf, inferDimension, isPlainNumber, isSameDimension, type Dimension } from '../dimensions.ts';
import { binary, mapChildren, renameSymbols, symbol, type Expr, type Relation } from '../expression.ts';
import {
  I_STIM,
  O,
  PULSE,
  T,
  V,
  sumName,
  type NeuronEquations,
  type OpenFractionEquations,
  type Statement,
} from '../system.ts';
import { writeInfix } from './infix.ts';
import { NUMPY_DIALECT, writeAssignment } from './python.ts';

const CURRENT = 'µA/cm²';
const INDENT = '    ';

/** Names in Brian2's equations of synapses. */
export const T_FIRE = 't_fire';
export const PULSE_START = 'pulse_start';
export const PULSE_END = 'pulse_end';
export const WEIGHT = 'weight';

/** The variable in which neurons receive the sum of the open fractions of one type's synapses from one population. */
export function receivedName(type: string, from: string): string {
  return `${sumName(type)}_from_${from}`;
}

/** A unit as Brian2 writes it: 'mM·cm²/(ms·µA)' is mM*cm**2/(ms*uamp). */
export function brian2Unit(unit: string): string {
  return replaceUnits(unit, { µA: 'uamp', µF: 'ufarad', mS: 'msiemens' });
}

/** The same as it stands behind the colon of an equation: without scales and parentheses. */
function brian2Dimension(unit: string): string {
  const { 1: below } = /\((.*)\)/.exec(unit) ?? [];
  const plain = below === undefined ? unit : unit.replace(`(${below})`, below.replaceAll('·', '/'));
  return replaceUnits(plain, {
    cm: 'meter',
    µA: 'amp',
    µF: 'farad',
    mS: 'siemens',
    mV: 'volt',
    ms: 'second',
    mM: 'mmolar',
  });
}

function replaceUnits(unit: string, names: Readonly<Record<string, string>>): string {
  return unit
    .replace(/[a-zµ]+/gi, (name) => names[name] ?? name)
    .replaceAll('·', '*')
    .replaceAll('²', '**2');
}

/**
 * The equations of a population's neurons in Brian2's syntax, with units. Where the model takes V for the number of mV that it is, as the
 * rates of gates do, so does the text: V/mV.
 * @param own parameters that differ from neuron to neuron: they are declared, all others have to be in the namespace
 * @param sources by synapse type the populations that have synapses onto this one
 */
export function writeBrian2Neurons(
  model: NetworkModel,
  { states, parameters, synapses, usesStimulus, statements, derivatives }: NeuronEquations,
  own: readonly string[],
  sources: Readonly<Record<string, readonly string[]>>,
): string[] {
  const units = new Map<string, string>([
    ...states.map(({ name, unit }) => [name, unit] as const),
    ...parametersOf(model, parameters),
    [I_STIM, CURRENT],
  ]);
  const expected = new Map<string, string>(states.map(({ name, unit }) => [`d_${name}`, `${unit}/ms`]));
  const body = statements.flatMap((statement) => {
    const { name } = statement;
    const unit = expected.get(name) ?? unitByName(name);
    const at = derivatives.indexOf(name);
    const lines = writeEquation(
      { name: at < 0 ? name : `d${states[at]!.name}/dt`, value: statement.value },
      unit,
      units,
      at < 0 ? unit : states[at]!.unit,
    );
    units.set(name, unit);
    return lines;
  });
  const sums = synapses.map((type) => {
    const received = (sources[type] ?? []).map((from) => receivedName(type, from));
    return `${INDENT}${sumName(type)} = ${received.join(' + ') || '0'} : 1`;
  });
  return [
    ...body,
    ...sums,
    ...(usesStimulus ? [`${INDENT}${I_STIM} = time_course(t, course) : ${brian2Dimension(CURRENT)}`] : []),
    ...(usesStimulus ? [`${INDENT}course : integer (constant)`] : []),
    ...synapses.flatMap((type) => (sources[type] ?? []).map((from) => `${INDENT}${receivedName(type, from)} : 1`)),
    ...own.map((name) => `${INDENT}${name} : ${brian2Dimension(units.get(name)!)} (constant)`),
    `${INDENT}${T_FIRE} : second`,
  ];
}

/**
 * The equations of one synapse in Brian2's syntax: its open fraction O.
 * @param own parameters that differ from synapse to synapse
 */
export function writeBrian2Synapses(
  model: NetworkModel,
  { usesPulse, presynapticParameters, synapseParameters, statements, derivative }: OpenFractionEquations,
  own: readonly string[],
  hasWeights: boolean,
): string[] {
  const units = new Map<string, string>([
    [`${V}_pre`, 'mV'],
    [O, '1'],
    [PULSE, '1'],
    ...parametersOf(model, [...presynapticParameters, ...synapseParameters]),
  ]);
  const body = statements.flatMap(({ name, value }) => {
    const isDerivative = name === derivative;
    const unit = isDerivative ? '1/ms' : name === T ? 'mM' : unitByName(name);
    const ofPresynaptic = renameSymbols(value, (other) => (other === V ? `${V}_pre` : undefined));
    const lines = writeEquation(
      { name: isDerivative ? `d${O}/dt` : name, value: ofPresynaptic },
      unit,
      units,
      isDerivative ? '1' : unit,
    );
    units.set(name, unit);
    return isDerivative ? [...lines.slice(0, -1), `${lines.at(-1)!} (clock-driven)`] : lines;
  });
  const pulse = [
    `${INDENT}${PULSE} = int(since > ${PULSE_START})*int(since < ${PULSE_END}) : 1`,
    `${INDENT}since = t - ${T_FIRE}_pre : second`,
  ];
  return [
    ...body,
    ...(usesPulse ? pulse : []),
    ...own.map(
      (name) =>
        `${INDENT}${name} : ${name === PULSE_START || name === PULSE_END ? 'second' : brian2Dimension(units.get(name)!)} (constant)`,
    ),
    ...(hasWeights ? [`${INDENT}${WEIGHT} : 1 (constant)`] : []),
  ];
}

function parametersOf(model: NetworkModel, names: readonly string[]): (readonly [string, string])[] {
  return ownedParameters(model)
    .filter(({ symbol: name }) => names.includes(name))
    .map(({ symbol: name, unit }) => [name, unit] as const);
}

/** Intermediate values are plain numbers in the lab's units, but for currents and time constants. */
function unitByName(name: string): string {
  if (name.startsWith('I_')) return CURRENT;
  return name.startsWith('tau_') ? 'ms' : '1';
}

/** @param unit of the value; @param declared of what stands on the left, for a derivative that of its variable */
function writeEquation(
  { name, value }: Statement,
  unit: string,
  units: ReadonlyMap<string, string>,
  declared: string,
): string[] {
  const dimensions = new Map([...units].map(([other, text]) => [other, dimensionOf(text)]));
  const wanted = dimensionOf(unit);
  const found = inferDimension(value, (other) => dimensions.get(other) ?? dimensionOf('1'));
  const isRight = found !== undefined && isSameDimension(found, wanted);
  const inUnits = isRight ? value : asNumber(value, units, dimensions);
  const scaled = isRight || isPlainNumber(wanted) ? inUnits : inUnit(inUnits, unit);
  return writeAssignment(name, toBrian2(scaled), NUMPY_DIALECT, INDENT, ` : ${brian2Dimension(declared)}`);
}

/** Every quantity divided by its unit: V/mV. */
function asNumber(e: Expr, units: ReadonlyMap<string, string>, dimensions: ReadonlyMap<string, Dimension>): Expr {
  if (e.op !== 'symbol') return mapChildren(e, (part) => asNumber(part, units, dimensions));
  const dimension = dimensions.get(e.name);
  if (dimension === undefined || isPlainNumber(dimension)) return e;
  return binary('/', e, symbol(bracketed(brian2Unit(units.get(e.name)!))));
}

/** A number times a unit. */
function inUnit(e: Expr, unit: string): Expr {
  const text = brian2Unit(unit);
  return text.startsWith('1/')
    ? binary('/', e, symbol(bracketed(text.slice(2))))
    : binary('*', e, symbol(bracketed(text)));
}

function bracketed(text: string): string {
  return /^\w+$/.test(text) ? text : `(${text})`;
}

const OPPOSITE: Readonly<Record<Relation, Relation>> = { '<': '>=', '<=': '>', '>': '<=', '>=': '<' };

/** Brian2's equations have no choice between two values. */
function toBrian2(e: Expr): Expr {
  const text = (part: Expr): string => writeInfix(part, NUMPY_DIALECT);
  const choose = (condition: Extract<Expr, { op: 'compare' }>, a: Expr, b: Expr): Expr => {
    const otherwise = { ...condition, relation: OPPOSITE[condition.relation] };
    const [first, second] = [condition, otherwise].map((one) => symbol(`int(${text(one)})`));
    return binary('+', binary('*', first!, a), binary('*', second!, b));
  };
  const mapped = mapChildren(e, toBrian2);
  if (mapped.op === 'select') {
    if (mapped.condition.op !== 'compare')
      throw new RangeError(`${text(mapped.condition)} as a condition: expected a comparison`);
    return choose(mapped.condition, mapped.a, mapped.b);
  }
  if (mapped.op === 'power') return symbol(`((${text(mapped.a)})**(${text(mapped.b)}))`);
  if (mapped.op !== 'call') return mapped;
  const [a, b] = mapped.args;
  if (mapped.name === 'min') return choose({ op: 'compare', relation: '<', a: a!, b: b! }, a!, b!);
  if (mapped.name === 'max') return choose({ op: 'compare', relation: '>', a: a!, b: b! }, a!, b!);
  return mapped;
}
