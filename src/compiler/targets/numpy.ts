import type { PopulationRange } from '../../model/population.ts';
import type { NetworkModel } from '../../model/model.ts';
import { renameSymbols } from '../expression.ts';
import type { Integrator } from '../integrator.ts';
import type { Layout } from '../layout.ts';
import {
  I_STIM,
  O,
  T,
  V,
  sumName,
  type NeuronEquations,
  type OpenFractionEquations,
  type Statement,
  type System,
} from '../system.ts';
import { NUMPY_DIALECT, fillList, writeAssignment } from './python.ts';

/** Lines that give parameters their names inside a function: `    g_Na = 100  # mS/cm², maximal sodium conductance`. */
export interface NumpyParameters {
  ofNeurons(population: number, name: string): readonly string[];
  ofOpenFractions(type: number, name: string): readonly string[];
  /** `pulse` from `half_steps`, whole half-steps since the presynaptic neuron's last spike, where a type has one. */
  pulse(type: number): readonly string[];
}

/** Where a variable lies in the state of the NumPy program: V[n], then the other variables over the neurons that have them, then [O]. */
export interface NumpySection {
  readonly name: string;
  readonly first: number;
  readonly count: number;
  /** The populations that have it; none for open fractions. */
  readonly populations: readonly PopulationRange[];
}

/** The state of the NumPy program: as in a saved state, but with one entry for each open fraction instead of each synapse, and without t_fire. */
export function numpySections(system: System, layout: Layout): NumpySection[] {
  const sections: NumpySection[] = [];
  let first = 0;
  const names = new Set(system.neurons.flatMap(({ states }) => states.map(({ name }) => name)));
  for (const name of names) {
    const populations = layout.populations.filter(
      ({ count }, p) => count > 0 && system.neurons[p]!.states.some((state) => state.name === name),
    );
    const count = populations.reduce((sum, population) => sum + population.count, 0);
    if (count > 0) sections.push({ name, first, count, populations });
    first += count;
  }
  for (const { type, count } of layout.openFractions) {
    if (count > 0) sections.push({ name: openFractionName(type), first, count, populations: [] });
    first += count;
  }
  return sections;
}

/** 'O_ACh': PEP 8 takes no O alone. */
function openFractionName(type: string): string {
  return `${O}_${type}`;
}

/**
 * Functions of a NumPy program that compute dX/dt: one for each population, one for each synapse type, and `derivative`, which puts them
 * together. They use `N`, the populations as slices, `stimulus(half_step)`, `exprelr`, and by type ARRAYS['presynaptic_ACh'], the
 * neuron of each open fraction, ARRAYS['fraction_ACh'] and ARRAYS['post_ACh'], the open fraction and the postsynaptic neuron of each synapse,
 * and ARRAYS['weight_ACh'] where synapses have weights.
 * @param hasWeights by synapse type
 */
export function writeNumpyDerivative(
  system: System,
  layout: Layout,
  parameters: NumpyParameters,
  hasWeights: readonly boolean[],
): string[] {
  const populations = system.neurons.flatMap((equations, p) =>
    layout.populations[p]!.count === 0
      ? []
      : neuronFunction(system.model, equations, (name) => parameters.ofNeurons(p, name)),
  );
  const types = system.openFractions.flatMap((equations, t) =>
    layout.openFractions[t]!.count === 0
      ? []
      : openFractionFunction(
          system.model,
          equations,
          (name) => parameters.ofOpenFractions(t, name),
          parameters.pulse(t),
        ),
  );
  return [...populations, ...types, ...derivativeFunction(system, layout, hasWeights)];
}

function neuronFunction(
  model: NetworkModel,
  { population, states, parameters, synapses, usesStimulus, statements, derivatives }: NeuronEquations,
  parameter: (name: string) => readonly string[],
): string[] {
  const { title, currents } = model.populations.find(({ name }) => name === population)!;
  const inputs = [...states.map(({ name }) => name), ...synapses.map(sumName), ...(usesStimulus ? [I_STIM] : [])];
  const origin = new Map(
    model.currents
      .filter(({ name }) => currents.includes(name))
      .map((one) => [`I_${one.name}`, `${one.title}: ${one.current}`]),
  );
  const meanings = new Map(
    model.currents.flatMap(({ name, gates = {} }) =>
      Object.entries(gates).map(([gate, { meaning }]): [string, string] => [
        `d_${gate}_${name}`,
        `${gate}_${name}, ${meaning}`,
      ]),
    ),
  );
  const groups = splitAfter(statements, derivatives);
  return [
    '',
    '',
    ...fillList(`def ${population.toLowerCase()}_derivatives(`, inputs, '):'),
    `    """d/dt of every variable of the ${title} (${population}), per ms."""`,
    ...parameters.flatMap(parameter),
    ...groups.flatMap(({ until, group }) => [
      '',
      ...(until === undefined ? [] : [`    # ${headingOf(until, model, meanings)}`]),
      ...group.flatMap((statement) => {
        const source = origin.get(statement.name);
        const isPower = source?.includes('^') ?? false;
        return [...(isPower ? [`    # ${source}`] : []), ...assign(statement)];
      }),
    ]),
    '',
    ...fillList('    return (', derivatives, ')'),
  ];
}

function headingOf(derivative: string, model: NetworkModel, meanings: ReadonlyMap<string, string>): string {
  if (derivative === `d_${V}`) return `V: dV/dt = ${model.membrane.derivative}; I_ion and I_syn are outward`;
  const concentration = model.concentrations.find(({ name }) => `d_${name}` === derivative);
  return meanings.get(derivative) ?? (concentration ? `${concentration.name}, ${concentration.title}` : derivative);
}

/** Statements in groups, each of which ends with one of the names. */
function splitAfter(
  statements: readonly Statement[],
  ends: readonly string[],
): { readonly until: string | undefined; readonly group: readonly Statement[] }[] {
  const groups: { until: string | undefined; group: Statement[] }[] = [];
  let group: Statement[] = [];
  for (const statement of statements) {
    group.push(statement);
    if (!ends.includes(statement.name)) continue;
    groups.push({ until: statement.name, group });
    group = [];
  }
  return group.length > 0 ? [...groups, { until: undefined, group }] : groups;
}

function openFractionFunction(
  model: NetworkModel,
  { type, usesV, usesPulse, presynapticParameters, synapseParameters, statements, derivative }: OpenFractionEquations,
  parameter: (name: string) => readonly string[],
  pulse: readonly string[],
): string[] {
  const { title } = model.synapses.find(({ name }) => name === type)!;
  const inputs = [openFractionName(type), ...(usesV ? [V] : []), ...(usesPulse ? ['half_steps'] : [])];
  return [
    '',
    '',
    `def ${type.toLowerCase()}_derivative(${inputs.join(', ')}):`,
    `    """d[O]/dt of the ${title} synapses, per ms.`,
    '',
    ...(usesV ? [`    V: of the presynaptic neuron, mV.`] : []),
    ...(usesPulse ? ['    half_steps: since the presynaptic neuron fired, each of DT / 2.'] : []),
    '    """',
    ...[...presynapticParameters, ...synapseParameters].flatMap(parameter),
    ...(usesPulse ? pulse : []),
    '',
    ...statements.flatMap(({ name, value }) =>
      assign({
        name: renamed(name, type),
        value: renameSymbols(value, (other) => renamed(other, type)),
      }),
    ),
    `    return ${renamed(derivative, type)}`,
  ];
}

function renamed(name: string, type: string): string {
  return name === O || name === T || name === `d_${O}` ? `${name}_${type}` : name;
}

function assign({ name, value }: Statement): string[] {
  return writeAssignment(name, value, NUMPY_DIALECT, '    ');
}

function derivativeFunction(system: System, layout: Layout, hasWeights: readonly boolean[]): string[] {
  const sections = numpySections(system, layout);
  const used = new Set(system.neurons.flatMap(({ synapses }, p) => (layout.populations[p]!.count > 0 ? synapses : [])));
  const sums = layout.openFractions.flatMap(({ type, count }, t) => {
    if (!used.has(type)) return [];
    if (count === 0) return [`    ${sumName(type)} = np.zeros(N)  # no ${type} synapses`];
    const weighted = `${openFractionName(type)}[ARRAYS['fraction_${type}']]`;
    const values = hasWeights[t] ? `ARRAYS['weight_${type}'] * ${weighted}` : weighted;
    return [
      `    ${sumName(type)} = np.bincount(`,
      `        ARRAYS['post_${type}'],`,
      `        weights=${values},`,
      '        minlength=N,',
      '    )',
    ];
  });
  const calls = system.neurons.flatMap(({ population, states, synapses, usesStimulus }, p) => {
    if (layout.populations[p]!.count === 0) return [];
    const inputs = [
      ...states.map(({ name }) =>
        partOf(
          sections.find((section) => section.name === name)!,
          layout.populations[p]!,
        ),
      ),
      ...synapses.map((type) => `${sumName(type)}[${population}]`),
      ...(usesStimulus ? [`${I_STIM}[${population}]`] : []),
    ];
    return fillList(`    of_${population.toLowerCase()} = ${population.toLowerCase()}_derivatives(`, inputs, ')');
  });
  const fractions = layout.openFractions.flatMap(({ type, count }, t) => {
    if (count === 0) return [];
    const { usesV, usesPulse } = system.openFractions[t]!;
    const presynaptic = `ARRAYS['presynaptic_${type}']`;
    const inputs = [
      openFractionName(type),
      ...(usesV ? [`${V}[${presynaptic}]`] : []),
      ...(usesPulse ? [`half_step - fired[${presynaptic}]`] : []),
    ];
    return fillList(`    of_${type.toLowerCase()} = ${type.toLowerCase()}_derivative(`, inputs, ')');
  });
  const parts = sections.flatMap(({ name, populations }) =>
    populations.length === 0
      ? [`of_${name.slice(2).toLowerCase()}`]
      : populations.map(({ name: population }) => {
          const { states } = system.neurons.find((one) => one.population === population)!;
          return `of_${population.toLowerCase()}[${states.findIndex((state) => state.name === name)}]`;
        }),
  );
  return [
    '',
    '',
    'def derivative(X, half_step, fired):',
    '    """dX/dt of the whole network, per ms.',
    '',
    '    X: the state, every variable after the other.',
    '    half_step: the time, in steps of DT / 2.',
    '    fired: the half-step at which each neuron fired last, [N].',
    '    """',
    ...sections.map(({ name, first, count }) => `    ${name} = X[${first}:${first + count}]`),
    '',
    '    # The sum of the open fractions of the synapses onto each neuron',
    ...sums,
    ...(system.neurons.some(({ usesStimulus }) => usesStimulus)
      ? [`    ${I_STIM} = stimulus(column_at(half_step))`]
      : []),
    '',
    ...calls,
    ...fractions,
    ...fillList('    return np.concatenate([', parts, '])'),
  ];
}

/** A population's part of a variable: `V[PN]` where the variable lies as the neurons do. */
function partOf({ name, populations }: NumpySection, own: PopulationRange): string {
  if (populations.length === 1) return name;
  const at = populations.filter(({ first }) => first < own.first).reduce((sum, { count }) => sum + count, 0);
  return at === own.first ? `${name}[${own.name}]` : `${name}[${at}:${at + own.count}]`;
}

/** A step of an explicit Runge-Kutta method as statements: X at its end from X at its start, `half_step` and `fired`. */
export function writeNumpyStep({ stages, divisor }: Integrator, indent: string): string[] {
  const lines = stages.map(({ halfSteps, a }, s) => {
    const state = s === 0 ? 'X' : a === 1 ? `X + DT * k${s}` : `X + ${a} * DT * k${s}`;
    const time = halfSteps === 0 ? 'half_step' : `half_step + ${halfSteps}`;
    return `${indent}k${s + 1} = derivative(${state}, ${time}, fired)`;
  });
  const sum = stages.map(({ weight }, s) => (weight === 1 ? `k${s + 1}` : `${weight} * k${s + 1}`)).join(' + ');
  return [...lines, `${indent}X_next = X + DT / ${divisor} * (${sum})`];
}
