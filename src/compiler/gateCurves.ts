import type { NetworkModel } from '../model/model.ts';
import { gateName } from '../model/stateVariables.ts';
import { FLOAT64, symbolsOf, type Expr } from './expression.ts';
import { O, PULSE, V, compileModel, type Statement, type System } from './system.ts';

/** What a gate, or a synapse's open fraction, goes to and how fast, as functions of the one variable that it depends on. */
export interface GateCurves {
  /** The state variable: 'm_Na', or 'O_GABA'. */
  readonly name: string;
  /** As its own current calls it: 'm', 'O'. */
  readonly symbol: string;
  readonly meaning: string;
  /** What it depends on: 'V', or a concentration by its name. */
  readonly variable: string;
  /** Parameters that it depends on. */
  readonly parameters: readonly string[];
  /**
   * Steady state and time constant (ms) at each value of the variable, [x.length] each.
   * @param parameter the value of a parameter by its symbol
   */
  evaluate(
    x: Float64Array,
    parameter: (symbol: string) => number,
  ): { readonly inf: Float64Array; readonly tau: Float64Array };
}

const systems = new WeakMap<NetworkModel, System>();

function systemOf(model: NetworkModel): System {
  const system = systems.get(model) ?? compileModel(model);
  systems.set(model, system);
  return system;
}

/**
 * The curves of a current's gates, evaluated in float64 by the statements that the engines run, removable 0/0 points included.
 * @param name of the current
 * @returns in the order of the model; none where the current has no gates
 */
export function gateCurvesOf(model: NetworkModel, name: string): readonly GateCurves[] {
  const gates = Object.entries(model.currents.find((one) => one.name === name)?.gates ?? {});
  const population = model.populations.findIndex(({ currents }) => currents.includes(name));
  const equations = systemOf(model).neurons[population];
  if (equations === undefined) return [];
  return gates.map(([gate, { meaning }]) => {
    const state = gateName(gate, name);
    const derivative = equations.derivatives[equations.states.findIndex((one) => one.name === state)]!;
    const { inf, tau } = partsOfRelaxation(equations.statements, derivative);
    const needed = statementsFor(equations.statements, [inf, tau]);
    const used = usedBy(needed);
    const parameters = equations.parameters.filter((one) => used.has(one));
    const variables = equations.states.map((one) => one.name).filter((one) => used.has(one));
    const variable = variables.includes(V) ? V : (variables[0] ?? V);
    // A second variable would need a second axis: it stays where it starts.
    const fixed = equations.states.filter((one) => one.name !== variable && used.has(one.name));
    const program = compile(needed, [variable, ...parameters, ...fixed.map((one) => one.name)]);
    return {
      name: state,
      symbol: gate,
      meaning,
      variable,
      parameters,
      evaluate: (x, parameter) => {
        const run = program([0, ...parameters.map(parameter), ...fixed.map(({ initial }) => initial)]);
        const curves = { inf: new Float64Array(x.length), tau: new Float64Array(x.length) };
        x.forEach((at, k) => {
          const value = run(at);
          curves.inf[k] = value(inf);
          curves.tau[k] = value(tau);
        });
        return curves;
      },
    };
  });
}

/**
 * The same of a synapse type's open fraction over the presynaptic V, while V stays there: its equation is linear in [O].
 * @returns undefined where the transmitter is a pulse, or does not depend on V
 */
export function openFractionCurvesOf(model: NetworkModel, type: string): GateCurves | undefined {
  const equations = systemOf(model).openFractions.find((one) => one.type === type);
  if (equations === undefined || !equations.usesV || equations.usesPulse) return undefined;
  const { statements, derivative, presynapticParameters, synapseParameters } = equations;
  const parameters = [...presynapticParameters, ...synapseParameters];
  const needed = statementsFor(statements, [derivative]);
  const program = compile(needed, [V, ...parameters, O, PULSE]);
  return {
    name: `O_${type}`,
    symbol: O,
    meaning: 'open fraction of the synapses, while the presynaptic V stays',
    variable: V,
    parameters,
    evaluate: (x, parameter) => {
      const given = parameters.map(parameter);
      const [closed, open] = [program([0, ...given, 0, 0]), program([0, ...given, 1, 0])];
      const curves = { inf: new Float64Array(x.length), tau: new Float64Array(x.length) };
      x.forEach((at, k) => {
        const rise = closed(at)(derivative);
        const rate = rise - open(at)(derivative);
        curves.inf[k] = rise / rate;
        curves.tau[k] = 1 / rate;
      });
      return curves;
    },
  };
}

/** The statements that hold x_inf and tau_x in (x_inf - x) / tau_x. */
function partsOfRelaxation(statements: readonly Statement[], derivative: string): { inf: string; tau: string } {
  const value = statements.find(({ name }) => name === derivative)?.value;
  const isRelaxation = value?.op === '/' && value.b.op === 'symbol' && value.a.op === '-' && value.a.a.op === 'symbol';
  if (!isRelaxation) throw new TypeError(`${derivative} is not written as (x_inf - x) / tau_x`);
  return { inf: (value.a.a as Expr & { op: 'symbol' }).name, tau: (value.b as Expr & { op: 'symbol' }).name };
}

/** Those that the wanted ones need, themselves included, in order. */
function statementsFor(statements: readonly Statement[], wanted: readonly string[]): Statement[] {
  const needed = new Set(wanted);
  return statements
    .toReversed()
    .filter(({ name, value }) => {
      if (!needed.has(name)) return false;
      symbolsOf(value, needed);
      return true;
    })
    .toReversed();
}

function usedBy(statements: readonly Statement[]): Set<string> {
  const used = new Set<string>();
  for (const { value } of statements) symbolsOf(value, used);
  return used;
}

type Run = (at: number) => (name: string) => number;

/** Functions that evaluate statements one after the other; `inputs` are the names that are given, the first of which varies. */
function compile(statements: readonly Statement[], inputs: readonly string[]): (given: readonly number[]) => Run {
  const places = new Map([...inputs, ...statements.map(({ name }) => name)].map((name, place) => [name, place]));
  const steps = statements.map(({ name, value }) => ({
    place: places.get(name)!,
    evaluate: toFunction(value, places),
  }));
  return (given) => {
    const values = new Float64Array(places.size);
    values.set(given);
    const value = (name: string): number => values[places.get(name)!]!;
    return (at) => {
      values[0] = at;
      for (const { place, evaluate } of steps) values[place] = evaluate(values);
      return value;
    };
  };
}

type Evaluate = (values: Float64Array) => number;

/** A tree as nested functions: ten times as fast as walking it for every point of a curve. */
function toFunction(e: Expr, places: ReadonlyMap<string, number>): Evaluate {
  const of = (part: Expr): Evaluate => toFunction(part, places);
  switch (e.op) {
    case 'number': {
      const { value } = e;
      return () => value;
    }
    case 'symbol': {
      const place = places.get(e.name)!;
      return (values) => values[place]!;
    }
    case 'negate': {
      const a = of(e.a);
      return (values) => -a(values);
    }
    case 'select': {
      const [condition, a, b] = [of(e.condition), of(e.a), of(e.b)];
      return (values) => (condition(values) !== 0 ? a(values) : b(values));
    }
    case 'call': {
      const call = FLOAT64[e.name];
      const [a, b] = e.args.map(of);
      return b ? (values) => call(a!(values), b(values)) : (values) => call(a!(values), NaN);
    }
    case 'compare': {
      const { relation } = e;
      const [a, b] = [of(e.a), of(e.b)];
      const compare = { '<': lessThan, '<=': atMost, '>': moreThan, '>=': atLeast }[relation];
      return (values) => Number(compare(a(values), b(values)));
    }
    default: {
      const [a, b] = [of(e.a), of(e.b)];
      switch (e.op) {
        case '+':
          return (values) => a(values) + b(values);
        case '-':
          return (values) => a(values) - b(values);
        case '*':
          return (values) => a(values) * b(values);
        case '/':
          return (values) => a(values) / b(values);
        case 'power':
          return (values) => a(values) ** b(values);
      }
    }
  }
}

const lessThan = (a: number, b: number): boolean => a < b;
const atMost = (a: number, b: number): boolean => a <= b;
const moreThan = (a: number, b: number): boolean => a > b;
const atLeast = (a: number, b: number): boolean => a >= b;
