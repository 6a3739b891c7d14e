import type { NetworkModel, SynapseParameterOwner, SynapseType } from '../model/model.ts';
import { neuronParameters } from '../model/buildNetwork.ts';
import { gateName, stateVariables, type StateVariable } from '../model/stateVariables.ts';
import {
  EquationError,
  binary,
  keyOf,
  mapChildren,
  number,
  parseExpression,
  renameSymbols,
  symbol,
  symbolsOf,
  type Expr,
} from './expression.ts';
import { expandPower, foldConstants, isSmallInteger, removeSingularities } from './simplify.ts';

/** One named intermediate value; a list of them is in an order in which each uses only earlier ones. */
export interface Statement {
  readonly name: string;
  readonly value: Expr;
}

/** The equations of one population's neurons, flattened to a list of statements. */
export interface NeuronEquations {
  readonly population: string;
  readonly states: readonly StateVariable[];
  /** Parameters that the statements use, each with one value per neuron. */
  readonly parameters: readonly string[];
  /** Names of the synapse types whose `sum_O_<type>` the statements use. */
  readonly synapses: readonly string[];
  readonly usesStimulus: boolean;
  readonly statements: readonly Statement[];
  /** The statement that holds d/dt of each state, in the order of `states`. */
  readonly derivatives: readonly string[];
}

/** The equations of one open fraction of a synapse type. V is that of the presynaptic neuron. */
export interface OpenFractionEquations {
  readonly type: string;
  readonly presynapticParameters: readonly string[];
  readonly synapseParameters: readonly string[];
  /** True when the statements use V of the presynaptic neuron, respectively its `pulse`. */
  readonly usesV: boolean;
  readonly usesPulse: boolean;
  readonly statements: readonly Statement[];
  /** The statement that holds d[O]/dt. */
  readonly derivative: string;
}

/** A model compiled to statements: what every target writes out in its own language. */
export interface System {
  readonly model: NetworkModel;
  readonly neurons: readonly NeuronEquations[];
  readonly openFractions: readonly OpenFractionEquations[];
}

/** The stimulus of a neuron, and the membrane potential and open fraction, as names in the equations. */
export const I_STIM = 'I_stim';
export const V = 'V';
export const O = 'O';
export const PULSE = 'pulse';
/** The transmitter of a synapse type. */
export const T = 'T';
export const sumName = (type: string): string => `sum_O_${type}`;
const derivativeName = (state: string): string => `d_${state}`;

/**
 * Flattens a model: resolves the short names inside each current, orders the definitions, gives removable 0/0 points
 * their limit, folds constants and shares equal intermediate values.
 * @throws EquationError when an equation cannot be parsed, uses an unknown name, or definitions depend on each other in a circle.
 */
export function compileModel(model: NetworkModel): System {
  return {
    model,
    neurons: model.populations.map(({ name }) => compileNeurons(model, name)),
    openFractions: model.synapses.map((type) => compileOpenFraction(type)),
  };
}

function find<T extends { name: string }>(all: readonly T[], name: string, population: string): T {
  const found = all.find((one) => one.name === name);
  if (found === undefined)
    throw new EquationError(`population ${population} lists '${name}', which the model does not describe`);
  return found;
}

/** A current of one population's neurons: the equations of `NeuronEquations` that it needs, in the statement of its name. */
export interface CurrentEquations extends Pick<
  NeuronEquations,
  'parameters' | 'synapses' | 'usesStimulus' | 'statements'
> {
  /** The state variables that the statements use. */
  readonly states: readonly string[];
}

/** @param name 'I_Na', 'I_GABA': of a current that the population has. */
export function compileCurrent(model: NetworkModel, population: string, name: string): CurrentEquations {
  const { scope, parameters, states } = neuronScope(model, population);
  const { statements, used } = scope.resolve([name]);
  return {
    statements,
    states: states.map((state) => state.name).filter((state) => used.has(state)),
    ...inputsAmong(model, parameters, used),
  };
}

/** The transmitter of a synapse type, in the statement `T`; it may use V and the pulse of the presynaptic neuron. */
export function compileTransmitter(
  type: SynapseType,
): Pick<OpenFractionEquations, 'presynapticParameters' | 'statements'> {
  const { scope } = openFractionScope(type);
  const { statements, used } = scope.resolve([T]);
  return { statements, presynapticParameters: parametersOf(type, 'presynaptic').filter((name) => used.has(name)) };
}

function compileNeurons(model: NetworkModel, population: string): NeuronEquations {
  const { scope, parameters, states } = neuronScope(model, population);
  const derivatives = states.map(({ name }) => derivativeName(name));
  const { statements, used } = scope.resolve(derivatives);
  return { population, states, statements, derivatives, ...inputsAmong(model, parameters, used) };
}

/** What of the used names is given from outside. */
function inputsAmong(
  model: NetworkModel,
  parameters: ReadonlySet<string>,
  used: ReadonlySet<string>,
): Pick<NeuronEquations, 'parameters' | 'synapses' | 'usesStimulus'> {
  return {
    parameters: [...used].filter((name) => parameters.has(name)),
    synapses: model.synapses.map(({ name }) => name).filter((name) => used.has(sumName(name))),
    usesStimulus: used.has(I_STIM),
  };
}

function neuronScope(
  model: NetworkModel,
  population: string,
): { readonly scope: Scope; readonly parameters: ReadonlySet<string>; readonly states: readonly StateVariable[] } {
  const parameters = new Set(neuronParameters(model).keys());
  const described = model.populations.find(({ name }) => name === population)!;
  const currents = described.currents.map((name) => find(model.currents, name, population));
  const concentrations = described.concentrations.map((name) => find(model.concentrations, name, population));
  const states = stateVariables(model).filter((variable) => variable.populations.includes(population));
  const known = new Set([...states.map(({ name }) => name), ...parameters, I_STIM]);
  for (const type of model.synapses) known.add(sumName(type.name));
  const scope = new Scope(known, parameters, `population ${population}`);

  for (const current of currents) {
    const gates = Object.entries(current.gates ?? {});
    const local = new Map(gates.map(([gate]) => [gate, gateName(gate, current.name)]));
    for (const name of Object.keys(current.definitions ?? {})) local.set(name, `${name}_${current.name}`);
    const rename = (name: string): string | undefined => local.get(name);
    const where = `current ${current.name}`;
    for (const [name, text] of Object.entries(current.definitions ?? {})) {
      scope.define(`${name}_${current.name}`, renameSymbols(parseExpression(text), rename), `${where}, ${name}`);
    }
    for (const [gate, { inf, tau }] of gates) {
      const state = gateName(gate, current.name);
      scope.define(`inf_${state}`, renameSymbols(parseExpression(inf), rename), `${where}, ${gate}_inf`);
      scope.define(`tau_${state}`, renameSymbols(parseExpression(tau), rename), `${where}, tau_${gate}`);
      const relaxation = binary('/', binary('-', symbol(`inf_${state}`), symbol(state)), symbol(`tau_${state}`));
      scope.define(derivativeName(state), relaxation, `${where}, gate ${gate}`);
    }
    scope.define(`I_${current.name}`, renameSymbols(parseExpression(current.current), rename), where);
  }
  for (const { name, derivative } of concentrations) {
    scope.define(derivativeName(name), parseExpression(derivative), `concentration ${name}`);
  }
  for (const type of model.synapses) {
    const sum = (name: string): string | undefined => (name === 'sum_O' ? sumName(type.name) : undefined);
    scope.define(`I_${type.name}`, renameSymbols(parseExpression(type.current), sum), `synapse ${type.name}`);
  }
  scope.define('I_ion', total(currents.map(({ name }) => `I_${name}`)), 'I_ion');
  scope.define('I_syn', total(model.synapses.map(({ name }) => `I_${name}`)), 'I_syn');
  scope.define(derivativeName(V), parseExpression(model.membrane.derivative), 'membrane');

  return { scope, parameters, states };
}

function total(names: readonly string[]): Expr {
  return names.map(symbol).reduce<Expr>((sum, term) => binary('+', sum, term), number(0));
}

function compileOpenFraction(type: SynapseType): OpenFractionEquations {
  const { scope, synapse } = openFractionScope(type);
  const { statements, used } = scope.resolve([derivativeName(O)]);
  if (used.has(PULSE) && type.pulse === undefined) {
    throw new EquationError(`synapse ${type.name} uses 'pulse' without describing its delay and duration`);
  }
  return {
    type: type.name,
    presynapticParameters: parametersOf(type, 'presynaptic').filter((name) => used.has(name)),
    synapseParameters: synapse.filter((name) => used.has(name)),
    usesV: used.has(V),
    usesPulse: used.has(PULSE),
    statements,
    derivative: derivativeName(O),
  };
}

function openFractionScope(type: SynapseType): { readonly scope: Scope; readonly synapse: readonly string[] } {
  const synapse = parametersOf(type, 'synapse');
  const parameters = new Set([...parametersOf(type, 'presynaptic'), ...synapse]);
  const scope = new Scope(new Set([V, O, PULSE, ...parameters]), parameters, `synapse ${type.name}`);
  scope.define(T, parseExpression(type.transmitter), `synapse ${type.name}, transmitter`);
  scope.define(derivativeName(O), parseExpression(type.openFraction), `synapse ${type.name}, open fraction`);
  return { scope, synapse };
}

function parametersOf(type: SynapseType, of: SynapseParameterOwner): string[] {
  return Object.entries(type.parameters).flatMap(([name, parameter]) => (parameter.of === of ? [name] : []));
}

/** Names and their definitions, of which `resolve` makes the ordered list of statements that is needed. */
class Scope {
  private readonly definitions = new Map<string, { readonly value: Expr; readonly where: string }>();
  private readonly known: ReadonlySet<string>;
  private readonly parameters: ReadonlySet<string>;
  private readonly owner: string;

  constructor(known: ReadonlySet<string>, parameters: ReadonlySet<string>, owner: string) {
    this.known = known;
    this.parameters = parameters;
    this.owner = owner;
  }

  define(name: string, value: Expr, where: string): void {
    if (this.definitions.has(name) || this.known.has(name)) {
      throw new EquationError(`${where}: the name '${name}' is taken in ${this.owner}`);
    }
    this.definitions.set(name, { value, where });
  }

  /** The statements behind `wanted`, in order, and every given name (state, parameter, input) that they use. */
  resolve(wanted: readonly string[]): { statements: Statement[]; used: Set<string> } {
    const statements: Statement[] = [];
    const used = new Set<string>();
    /** Where the value of a name stands: its own, or that of an equal one. */
    const home = new Map<string, string>();
    const byValue = new Map<string, string>();
    const underWay: string[] = [];

    const emit = (name: string, value: Expr, mayShare: boolean): string => {
      const key = keyOf(value);
      const equal = byValue.get(key);
      if (equal !== undefined && mayShare) return equal;
      byValue.set(key, name);
      statements.push({ name, value });
      return name;
    };

    const visit = (name: string, from: string): string => {
      if (this.known.has(name)) {
        used.add(name);
        return name;
      }
      const there = home.get(name);
      if (there !== undefined) return there;
      const definition = this.definitions.get(name);
      if (definition === undefined)
        throw new EquationError(`${from} uses '${name}', which ${this.owner} does not know`);
      if (underWay.includes(name)) {
        throw new EquationError(`${definition.where} depends on itself: ${[...underWay, name].join(' -> ')}`);
      }
      underWay.push(name);
      const regular = removeSingularities(foldConstants(definition.value), {
        isParameter: (other) => this.parameters.has(other),
        definitionOf: (other) => this.definitions.get(other)?.value,
      });
      const homes = new Map([...symbolsOf(regular)].map((other) => [other, visit(other, definition.where)]));
      let parts = 0;
      const lowered = lowerPowers(
        renameSymbols(foldConstants(regular), (other) => homes.get(other)),
        (base) => emit(`${name}_${++parts}`, base, true),
      );
      const at = emit(name, lowered, !wanted.includes(name));
      underWay.pop();
      home.set(name, at);
      return at;
    };

    for (const name of wanted) visit(name, this.owner);
    return { statements, used };
  }
}

/** Writes whole powers as products; a base that is no plain name becomes a statement of its own first. */
function lowerPowers(e: Expr, hoist: (base: Expr) => string): Expr {
  const lowered = mapChildren(e, (part) => lowerPowers(part, hoist));
  if (lowered.op !== 'power' || !isSmallInteger(lowered.b)) return lowered;
  const base = lowered.a.op === 'symbol' ? lowered.a : symbol(hoist(lowered.a));
  return expandPower(base, lowered.b.value);
}
