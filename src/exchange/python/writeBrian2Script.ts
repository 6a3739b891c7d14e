import { pulseTimesOf } from '../../compiler/layout.ts';
import {
  PULSE_END,
  PULSE_START,
  T_FIRE,
  WEIGHT,
  brian2Unit,
  receivedName,
  writeBrian2Neurons,
  writeBrian2Synapses,
} from '../../compiler/targets/brian2.ts';
import { fillList } from '../../compiler/targets/python.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { slugOf } from '../../files/slugOf.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { ExportFile } from '../exportFile.ts';
import { prepareRun, type ExportedRun } from '../exportedRun.ts';
import { postsynapticNeurons } from '../postsynapticNeurons.ts';
import { PythonArrays } from './pythonArrays.ts';
import { importFromNumpy, withComment } from './pythonText.ts';
import { SIMULATE, writeDocstring, writeMain, writeProgram } from './scriptHead.ts';
import { writeStimulusFunction, type StimulusFunction } from './stimulusFunction.ts';

const ABOUT = [
  'It needs Brian2 (2.5 or newer). Neurons are NeuronGroups, synapses are Synapses with an open fraction O each; both are integrated by ' +
    "method='rk4' with the step of the run.",
  'What cannot be the same: the lab integrates neurons and open fractions as one system. Brian2 integrates one group after the other: ' +
    'through the stages of a step neurons see the open fractions at its start, and open fractions V and t_fire at the end of the ' +
    'step of the neurons. Spikes move by about a step in 100 ms; in a chaotic network they become other spikes after a while.',
];

const NOTE =
  "Brian2's Runge-Kutta method is exact within a group of neurons or synapses, not across groups: spikes can move by a step or two.";

/**
 * A Python program that repeats the run in Brian2: equations with units from the compiled model, every number, what was drawn.
 * @throws RangeError with a sentence where the experiment does not fit together.
 */
export function writeBrian2Script(experiment: Experiment): ExportFile {
  const exported = prepareRun(experiment);
  const { network, run } = exported;
  const stem = `${slugOf(experiment.title).replaceAll('-', '_')}_brian2`;
  const arrays = new PythonArrays();
  const stimulus = writeStimulusFunction(exported, arrays);
  const populations = network.populations.filter(({ count }) => count > 0);
  const pairs = connectedPairs(exported);
  const constants = [
    ...withComment(`N = ${network.n}`, 'neurons'),
    ...withComment(`DT = ${run.dt}`, 'ms'),
    ...withComment(`DURATION = ${run.duration}`, 'ms'),
    ...withComment(`RECORD_EVERY = ${run.recordEvery}`, 'steps'),
    ...withComment(`SAMPLES_PER_MS = ${stimulus.samplesPerMs}`, 'columns of the stimulus'),
  ];
  const code = [
    ...EXPRELR,
    ...populations.flatMap((population) => neuronLines(exported, population, pairs)),
    ...network.synapses.flatMap((_, t) => synapseLines(exported, t, pairs)),
    ...stimulus.lines,
    ...simulateLines(exported, populations, pairs, stimulus, arrays),
    ...writeMain(exported),
  ];
  const imports = [
    'Network',
    'NeuronGroup',
    'SpikeMonitor',
    'StateMonitor',
    ...(pairs.length > 0 ? ['Synapses'] : []),
    'TimedArray',
    'check_units',
    'defaultclock',
    'implementation',
    'prefs',
  ];
  const units = ['cm', 'mM', 'ms', 'msiemens', 'mV', 'uamp', 'ufarad'].filter((unit) =>
    code.some((line) => !line.includes(' : ') && new RegExp(`(?<![\\w'])${unit}\\b`).test(line.replace(/#.*/, ''))),
  );
  return arrays.finish(
    (block, modules) =>
      writeProgram({
        docstring: writeDocstring(exported, stem, ABOUT),
        modules,
        imports: [
          ...fillList('from brian2 import (', imports, ')'),
          `from brian2 import ${units.join(', ')}`,
          ...importFromNumpy(stimulus.lines),
        ],
        constants,
        code,
        block,
      }),
    stem,
    [
      NOTE,
      ...((run.probes?.length ?? 0) > 0
        ? ['The script records V and spikes; the probes of the run are left out.']
        : []),
    ],
  );
}

/** Brian2's own exprel is twenty times as slow in its target 'numpy'. */
const EXPRELR = [
  '',
  '',
  "@implementation('cpp', '''",
  'double exprelr(double x) { return x == 0.0 ? 1.0 : x / expm1(x); }',
  "''')",
  "@implementation('cython', '''",
  'cdef double exprelr(double x):',
  '    return 1.0 if x == 0.0 else x / expm1(x)',
  "''')",
  "@implementation('numpy', discard_units=True)",
  '@check_units(x=1, result=1)',
  'def exprelr(x):',
  '    """x / (exp(x) - 1), with its limit 1 at x = 0, where rates are 0 / 0."""',
  '    x = np.where(x == 0, 1e-20, x)',
  '    return x / np.expm1(x)',
  '',
];

/** Synapses of one type from one population onto another. */
interface Pair {
  readonly type: number;
  readonly from: PopulationRange;
  readonly to: PopulationRange;
}

/** Those that have a synapse. */
function connectedPairs({ network: { synapses, populations } }: ExportedRun): Pair[] {
  return synapses.flatMap((connectivity, type) => {
    const post = postsynapticNeurons(connectivity);
    return populations.flatMap((to) =>
      populations.flatMap((from) =>
        post.some((i, s) => isIn(i, to) && isIn(connectivity.presynaptic[s]!, from)) ? [{ type, from, to }] : [],
      ),
    );
  });
}

function isIn(neuron: number, { first, count }: PopulationRange): boolean {
  return neuron >= first && neuron < first + count;
}

function neuronLines(exported: ExportedRun, population: PopulationRange, pairs: readonly Pair[]): string[] {
  const { network, system } = exported;
  const { name, first, count } = population;
  const equations = system.neurons.find((one) => one.population === name)!;
  const { title } = network.model.populations.find((one) => one.name === name)!;
  const sources = Object.fromEntries(
    network.synapses.map(({ type }, t) => [
      type.name,
      pairs.filter((pair) => pair.type === t && pair.to.name === name).map(({ from }) => from.name),
    ]),
  );
  const valuesOf = (symbol: string): Float64Array => network.parameters[symbol]!.subarray(first, first + count);
  const own = equations.parameters.filter((symbol) => !isOne(valuesOf(symbol)));
  const uniform = equations.parameters.filter((symbol) => isOne(valuesOf(symbol)));
  return [
    '',
    `# ${name}: ${title}`,
    `${name}_EQUATIONS = '''`,
    ...writeBrian2Neurons(network.model, equations, own, sources),
    "'''",
    `${name}_PARAMETERS = {`,
    ...uniform.flatMap((symbol) => parameterLine(exported, symbol, valuesOf(symbol)[0]!)),
    '}',
  ];
}

function synapseLines(exported: ExportedRun, t: number, pairs: readonly Pair[]): string[] {
  if (!pairs.some(({ type }) => type === t)) return [];
  const { network, system } = exported;
  const { type, weights } = network.synapses[t]!;
  const equations = system.openFractions[t]!;
  const values = synapseValues(exported, t);
  const own = Object.keys(values).filter((symbol) => !isOne(values[symbol]!));
  const uniform = Object.keys(values).filter((symbol) => isOne(values[symbol]!));
  const name = type.name.toUpperCase();
  return [
    '',
    `# ${type.name}: one ${type.title} synapse`,
    `${name}_EQUATIONS = '''`,
    ...writeBrian2Synapses(network.model, equations, own, weights !== undefined),
    "'''",
    `${name}_PARAMETERS = {`,
    ...uniform.flatMap((symbol) => parameterLine(exported, symbol, values[symbol]![0]!)),
    '}',
  ];
}

/** What the equations of a type's synapses use, one value for each synapse, in the lab's units. */
function synapseValues({ network, system, layout, run }: ExportedRun, t: number): Record<string, Float64Array> {
  const { presynaptic, type } = network.synapses[t]!;
  const { presynapticParameters, synapseParameters, usesPulse } = system.openFractions[t]!;
  const { ofSynapse, parameters } = layout.openFractions[t]!;
  const values: Record<string, Float64Array> = {};
  for (const name of presynapticParameters) {
    values[name] = Float64Array.from(presynaptic, (j) => network.parameters[name]![j]!);
  }
  for (const name of synapseParameters) values[name] = Float64Array.from(ofSynapse, (q) => parameters[name]![q]!);
  if (!usesPulse || type.pulse === undefined) return values;
  const { delay, length } = pulseTimesOf(network, t, presynaptic, run.dt)!;
  // A quarter of a step beside the grid, so that rounding noise decides neither edge.
  values[PULSE_START] = Float64Array.from(delay, (half) => (half / 2 + 0.25) * run.dt);
  values[PULSE_END] = Float64Array.from(delay, (half, s) => ((half + length[s]!) / 2 - 0.25) * run.dt);
  return values;
}

function isOne(values: Float64Array): boolean {
  return values.every((value) => value === values[0]);
}

const PULSE_MEANINGS: Readonly<Record<string, string>> = {
  [PULSE_START]: 'after t_fire, a quarter of a step beside the grid',
  [PULSE_END]: 'after t_fire, so that no rounding decides the edges',
};

function parameterLine({ network }: ExportedRun, symbol: string, value: number): string[] {
  const parameter = ownedParameters(network.model).find((one) => one.symbol === symbol);
  const unit = parameter?.unit ?? 'ms';
  const code = `    '${symbol}': ${value}${timesUnit(unit)},`;
  return withComment(code, parameter?.meaning ?? PULSE_MEANINGS[symbol]!);
}

/** ' * mV', ' / ms', '' for a plain number. */
function timesUnit(unit: string): string {
  const text = brian2Unit(unit);
  if (text === '1') return '';
  const spaced = text.replace(/(?<!\*)\*(?!\*)/g, ' * ');
  return spaced.startsWith('1/') ? ` / ${spaced.slice(2)}` : ` * ${spaced}`;
}

function simulateLines(
  exported: ExportedRun,
  populations: readonly PopulationRange[],
  pairs: readonly Pair[],
  stimulus: StimulusFunction,
  arrays: PythonArrays,
): string[] {
  const { network, system, run, steps } = exported;
  const { representatives, course } = timeCourses(network.n, stimulus);
  const columns = Math.floor(steps * (run.dt * stimulus.samplesPerMs) + 1e-6) + 1;
  const who = arrays.add('representatives', [representatives.length], representatives);
  const courses = arrays.add('course', [network.n], course);
  const setUp = populations.flatMap(({ name, first, count }) => {
    const { states, parameters } = system.neurons.find((one) => one.population === name)!;
    const values = (array: string): string => `${array}[${first}:${first + count}]`;
    const state = states.flatMap((variable) => {
      const array = arrays.add(`initial_${variable.name}`, [network.n], network.initialState.neurons[variable.name]!);
      return `    ${name}.${variable.name} = ${values(array)}${timesUnit(variable.unit)}`;
    });
    const own = parameters.flatMap((symbol) => {
      if (isOne(network.parameters[symbol]!.subarray(first, first + count))) return [];
      const { unit } = ownedParameters(network.model).find((one) => one.symbol === symbol)!;
      return `    ${name}.${symbol} = ${values(arrays.add(symbol, [network.n], network.parameters[symbol]!))}${timesUnit(unit)}`;
    });
    const fired = arrays.add('t_fire', [network.n], network.initialState.t_fire);
    return [
      `    ${name} = NeuronGroup(`,
      `        ${count}, ${name}_EQUATIONS, method='rk4', name='${name}',`,
      '        # A spike is the step in which V crosses the threshold upward.',
      `        threshold='V >= ${network.model.membrane.firingThreshold}*mV', refractory='V >= ${network.model.membrane.firingThreshold}*mV',`,
      `        reset='${T_FIRE} = t',`,
      `        namespace={**${name}_PARAMETERS, 'time_course': time_course},`,
      '    )',
      ...state,
      ...own,
      `    ${name}.${T_FIRE} = ${values(fired)} * ms`,
      `    ${name}.course = ${values(courses)}`,
      '',
    ];
  });
  const synapses = pairs.flatMap(({ type, from, to }) => pairLines(exported, type, from, to, arrays));
  const names = populations.map(({ name }) => name);
  const pairNames = pairs.map(({ type, from, to }) => pairName(network.synapses[type]!.type.name, from, to));
  const recorded = `[${names.map((name) => `V_${name}`).join(', ')}]`;
  const spikes = `[${names.map((name) => `spikes_${name}`).join(', ')}]`;
  return [
    '',
    '',
    ...SIMULATE,
    "    # 'cython' is faster where there is a C++ compiler.",
    "    prefs.codegen.target = 'numpy'",
    '    defaultclock.dt = DT * ms',
    '',
    '    # The stages of a step read the columns that hold at their times; neurons',
    '    # that receive the same currents share a time course.',
    `    currents = [stimulus(column)[${who}]`,
    `                for column in range(${columns})]`,
    '    time_course = TimedArray(currents * uamp / cm**2,',
    '                             dt=1 / SAMPLES_PER_MS * ms)',
    '',
    ...setUp,
    ...synapses,
    ...names.flatMap((name) => [
      `    V_${name} = StateMonitor(${name}, 'V', record=True, dt=RECORD_EVERY * DT * ms)`,
      `    spikes_${name} = SpikeMonitor(${name})`,
    ]),
    `    network = Network(${[...names, ...names.flatMap((name) => [`V_${name}`, `spikes_${name}`])].join(', ')})`,
    ...pairNames.map((name) => `    network.add(${name})`),
    '    steps = int(duration / DT + 0.5)',
    "    network.run(steps * DT * ms, report='stderr')",
    '',
    `    voltage = np.concatenate([monitor.V / mV for monitor in ${recorded}]).T`,
    '    spikes = []',
    `    for first, monitor in zip([${populations.map(({ first }) => first).join(', ')}], ${spikes}):`,
    '        steps_of_spikes = np.rint(monitor.t / (DT * ms)).astype(int).tolist()',
    '        neurons = (np.asarray(monitor.i) + first).tolist()',
    '        spikes.extend(zip(neurons, steps_of_spikes))',
    '    spikes.sort(key=lambda spike: (spike[1], spike[0]))',
    '    return voltage, spikes',
  ];
}

function pairName(type: string, from: PopulationRange, to: PopulationRange): string {
  return `${type}_${from.name}_to_${to.name}`;
}

function pairLines(
  exported: ExportedRun,
  t: number,
  from: PopulationRange,
  to: PopulationRange,
  arrays: PythonArrays,
): string[] {
  const { network, layout } = exported;
  const connectivity = network.synapses[t]!;
  const { type, weights, presynaptic } = connectivity;
  const post = postsynapticNeurons(connectivity);
  const chosen = Array.from(presynaptic, (_, s) => s).filter((s) => isIn(presynaptic[s]!, from) && isIn(post[s]!, to));
  const name = pairName(type.name, from, to);
  const pick = (key: string, values: Float64Array): string =>
    arrays.add(
      `${name}_${key}`,
      [chosen.length],
      Float64Array.from(chosen, (s) => values[s]!),
    );
  const whole = (key: string, values: ArrayLike<number>, first: number): string =>
    arrays.add(
      `${name}_${key}`,
      [chosen.length],
      Int32Array.from(chosen, (s) => values[s]! - first),
    );
  const { ofSynapse, initial } = layout.openFractions[t]!;
  const open = Float64Array.from(ofSynapse, (q) => initial[q]!);
  const values = synapseValues(exported, t);
  const own = Object.keys(values).filter((symbol) => !isOne(values[symbol]!));
  const upper = type.name.toUpperCase();
  const received = `${receivedName(type.name, from.name)}_post`;
  return [
    `    ${name} = Synapses(`,
    `        ${from.name}, ${to.name},`,
    `        ${upper}_EQUATIONS`,
    `        + '${received} = ${weights ? `${WEIGHT}*` : ''}O : 1 (summed)',`,
    '        # After the neurons',
    `        method='rk4', order=1, namespace=${upper}_PARAMETERS,`,
    '    )',
    `    ${name}.connect(`,
    `        i=${whole('pre', presynaptic, from.first)},`,
    `        j=${whole('post', post, to.first)},`,
    '    )',
    ...(isOne(open) ? [`    ${name}.O = ${open[0]}`] : [`    ${name}.O = ${pick('O', open)}`]),
    ...own.map((symbol) => {
      const unit = ownedParameters(network.model).find((one) => one.symbol === symbol)?.unit ?? 'ms';
      return `    ${name}.${symbol} = ${pick(symbol, values[symbol]!)}${timesUnit(unit)}`;
    }),
    ...(weights ? [`    ${name}.${WEIGHT} = ${pick(WEIGHT, weights)}`] : []),
    '',
  ];
}

/** Neurons that receive the same shared currents have the same stimulus: one of each kind, and which kind each neuron is, [n]. */
function timeCourses(n: number, { receivers }: StimulusFunction): { representatives: Int32Array; course: Int32Array } {
  const keys: string[] = Array.from({ length: n }, () => '');
  receivers.forEach(({ neurons, isShared }, k) => {
    for (const i of neurons) keys[i] += isShared ? `${k} ` : `${k}:${i} `;
  });
  const kinds = new Map<string, number>();
  const representatives: number[] = [];
  const course = Int32Array.from(keys, (key, i) => {
    if (!kinds.has(key)) kinds.set(key, representatives.push(i) - 1);
    return kinds.get(key)!;
  });
  return { representatives: Int32Array.from(representatives), course };
}
