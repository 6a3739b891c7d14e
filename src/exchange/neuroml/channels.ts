import { statementsFor } from '../../compiler/evaluateStatements.ts';
import { children, number, mapChildren, parseExpression, symbolsOf, type Expr } from '../../compiler/expression.ts';
import { writeLemsVariables, type LemsVariable } from '../../compiler/targets/lems.ts';
import type { NeuronEquations } from '../../compiler/system.ts';
import type { Current, NetworkModel } from '../../model/model.ts';
import { gateName } from '../../model/stateVariables.ts';
import { element, type Element } from './xml.ts';

/** The parameters of one kind of neuron. */
export type Values = Readonly<Record<string, number>>;

/** A current as a density of channels: parameters · gates^k · (V - E). */
export interface OhmicCurrent {
  /** Symbols whose product is the conductance. */
  readonly conductance: readonly string[];
  readonly gates: readonly { readonly gate: string; readonly instances: number }[];
  readonly reversal: string;
}

/** @param inputs further names that may be a factor, as `sum_O` */
export function readOhmicCurrent(
  text: string,
  gates: readonly string[],
  parameters: readonly string[],
  inputs: readonly string[] = [],
): OhmicCurrent {
  const refuse = (): never => {
    throw new RangeError(`NeuroML takes currents g · gates · (V - E), not ${text}`);
  };
  const factors = factorsOf(parseExpression(text));
  const conductance: string[] = [];
  const found: { gate: string; instances: number }[] = [];
  let reversal: string | undefined;
  for (const factor of factors) {
    if (factor.op === '-' && factor.a.op === 'symbol' && factor.a.name === 'V' && factor.b.op === 'symbol')
      reversal = factor.b.name;
    else if (factor.op === 'symbol' && parameters.includes(factor.name)) conductance.push(factor.name);
    else if (factor.op === 'symbol' && gates.includes(factor.name)) found.push({ gate: factor.name, instances: 1 });
    else if (
      factor.op === 'power' &&
      factor.a.op === 'symbol' &&
      gates.includes(factor.a.name) &&
      factor.b.op === 'number'
    )
      found.push({ gate: factor.a.name, instances: factor.b.value });
    else if (!(factor.op === 'symbol' && inputs.includes(factor.name))) return refuse();
  }
  return reversal === undefined ? refuse() : { conductance, gates: found, reversal };
}

function factorsOf(e: Expr): Expr[] {
  return e.op === '*' ? children(e).flatMap(factorsOf) : [e];
}

/** A channel and the ComponentTypes of its gates' steady states and time courses. */
export interface Channel {
  readonly id: string;
  readonly channel: Element;
  readonly types: readonly Element[];
}

/**
 * An ion channel of NeuroML: gates are gateHHtauInf whose steady state and time course are ComponentTypes of their own, with the numbers of
 * the parameters written in.
 */
export function writeChannel(
  current: Current,
  equations: NeuronEquations,
  { gates }: OhmicCurrent,
  concentrations: readonly string[],
  values: Values,
  id: string,
  ion: string,
): Channel {
  const types: Element[] = [];
  const written = gates.map(({ gate, instances }) => {
    const state = gateName(gate, current.name);
    const part = (kind: 'inf' | 'tau'): string => {
      const name = `${id}_${gate}_${kind}`;
      types.push(gateType(name, kind, `${kind}_${state}`, equations, concentrations, values));
      return name;
    };
    return element('gateHHtauInf', { id: gate, instances }, [
      element('notes', {}, [current.gates![gate]!.meaning]),
      element('timeCourse', { type: part('tau') }),
      element('steadyState', { type: part('inf') }),
    ]);
  });
  const channel = element('ionChannelHH', { id, conductance: '10pS', species: ion }, [
    element('notes', {}, [`${current.title}: ${current.current}`]),
    ...written,
  ]);
  return { id, channel, types };
}

function gateType(
  name: string,
  kind: 'inf' | 'tau',
  wanted: string,
  { statements }: NeuronEquations,
  concentrations: readonly string[],
  values: Values,
): Element {
  const needed = statementsFor(statements, [wanted]).map((statement) => ({
    name: statement.name,
    value: withNumbers(statement.value, values),
  }));
  const used = new Set(needed.flatMap(({ value }) => [...symbolsOf(value)]));
  const concentration = concentrations.find((one) => used.has(one));
  const usesV = used.has('V');
  const base = concentration === undefined ? 'baseVoltageDep' : 'baseVoltageConcDep';
  const [exposure, dimension, extended, value] =
    kind === 'inf' ? ['x', 'none', 'Variable', wanted] : ['t', 'time', 'Time', `${wanted} * MSEC`];
  return element('ComponentType', { name, extends: `${base}${extended}` }, [
    ...(usesV ? [element('Constant', { name: 'MVOLT', dimension: 'voltage', value: '1mV' })] : []),
    ...(kind === 'tau' ? [element('Constant', { name: 'MSEC', dimension: 'time', value: '1ms' })] : []),
    ...(concentration ? [element('Constant', { name: 'MMOLAR', dimension: 'concentration', value: '1mM' })] : []),
    element('Dynamics', {}, [
      ...writeVariables(
        [
          ...(usesV ? [{ name: 'V', cases: [{ value: 'v / MVOLT' }] }] : []),
          ...(concentration ? [{ name: concentration, cases: [{ value: 'caConc / MMOLAR' }] }] : []),
          ...writeLemsVariables(needed),
        ],
        [element('DerivedVariable', { name: exposure, exposure, dimension, value })],
      ),
    ]),
  ]);
}

/** Parameters replaced by their numbers. */
export function withNumbers(e: Expr, values: Values): Expr {
  if (e.op === 'symbol' && Object.hasOwn(values, e.name)) return number(values[e.name]!);
  return mapChildren(e, (part) => withNumbers(part, values));
}

/** Derived variables, those with conditions last, as the schema has it. */
export function writeVariables(variables: readonly LemsVariable[], more: readonly Element[] = []): Element[] {
  const plain = variables.filter(({ cases }) => cases.length === 1);
  const conditional = variables.filter(({ cases }) => cases.length > 1);
  return [
    ...plain.map(({ name, cases: [only] }) =>
      element('DerivedVariable', { name, dimension: 'none', value: only!.value }),
    ),
    ...more,
    ...conditional.map(({ name, cases }) =>
      element(
        'ConditionalDerivedVariable',
        { name, dimension: 'none' },
        cases.map(({ condition, value }) => element('Case', { condition, value })),
      ),
    ),
  ];
}

/** The concentration whose d/dt is -A · I - (c - c_inf) / tau, as NeuroML's fixedFactorConcentrationModel has it. */
export function readPool(
  model: NetworkModel,
  name: string,
): { current: string; factor: string; rest: string; tau: string } {
  const { derivative } = model.concentrations.find((one) => one.name === name)!;
  const match = /^-(\w+) \* I_(\w+) - \((\w+) - (\w+)\) \/ (\w+)$/.exec(derivative);
  if (match === null || match[3] !== name) {
    throw new RangeError(`NeuroML takes concentrations with d/dt = -A · I - (c - c_inf) / tau, not ${derivative}`);
  }
  return { factor: match[1]!, current: match[2]!, rest: match[4]!, tau: match[5]! };
}
