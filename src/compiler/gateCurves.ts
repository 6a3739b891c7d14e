import type { NetworkModel } from '../model/model.ts';
import { gateName } from '../model/stateVariables.ts';
import { compileStatements, statementsFor } from './evaluateStatements.ts';
import { symbolsOf, type Expr } from './expression.ts';
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
    const inputs = [variable, ...parameters, ...fixed.map((one) => one.name)];
    return {
      name: state,
      symbol: gate,
      meaning,
      variable,
      parameters,
      evaluate: (x, parameter) => {
        const read = curveOf(needed, inputs, [...parameters.map(parameter), ...fixed.map(({ initial }) => initial)]);
        const curves = { inf: new Float64Array(x.length), tau: new Float64Array(x.length) };
        x.forEach((at, k) => {
          const value = read(at);
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
  const inputs = [V, ...parameters, O, PULSE];
  return {
    name: `O_${type}`,
    symbol: O,
    meaning: 'open fraction of the synapses, while the presynaptic V stays',
    variable: V,
    parameters,
    evaluate: (x, parameter) => {
      const given = parameters.map(parameter);
      const [closed, open] = [0, 1].map((fraction) => curveOf(needed, inputs, [...given, fraction, 0])) as [
        Curve,
        Curve,
      ];
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

function usedBy(statements: readonly Statement[]): Set<string> {
  const used = new Set<string>();
  for (const { value } of statements) symbolsOf(value, used);
  return used;
}

/** Evaluates at a value of the variable; what it returns reads any statement's value until the next call. */
type Curve = (at: number) => (name: string) => number;

/** @param inputs the first is the variable, the others are `given`. */
function curveOf(statements: readonly Statement[], inputs: readonly string[], given: readonly number[]): Curve {
  const { values, place, run } = compileStatements(statements, inputs);
  values.set(given, 1);
  const value = (name: string): number => values[place(name)]!;
  return (at) => {
    values[0] = at;
    run();
    return value;
  };
}
