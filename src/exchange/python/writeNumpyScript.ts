import { rk4 } from '../../compiler/integrator.ts';
import {
  numpySections,
  writeNumpyDerivative,
  writeNumpyStep,
  type NumpyParameters,
} from '../../compiler/targets/numpy.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { slugOf } from '../../files/slugOf.ts';
import { ownedParameters } from '../../model/parameters/parameterChanges.ts';
import type { ExportFile } from '../exportFile.ts';
import { prepareRun, type ExportedRun } from '../exportedRun.ts';
import { postsynapticNeurons } from '../postsynapticNeurons.ts';
import { PythonArrays } from './pythonArrays.ts';
import { importFromNumpy, withComment } from './pythonText.ts';
import { SIMULATE, writeDocstring, writeMain, writeProgram } from './scriptHead.ts';
import { writeStimulusFunction } from './stimulusFunction.ts';

const ABOUT = [
  'The equations below are those that the lab compiles for every engine. They are integrated in float64 by the ' +
    'classic Runge-Kutta method, all neurons at once. It needs NumPy alone, and gives the spikes of the lab in float64: ' +
    'what remains is how exp is rounded.',
];

/**
 * A Python program that repeats the run in NumPy and needs nothing else: the equations of the compiled model, every number, what was drawn.
 * @throws RangeError with a sentence where the experiment does not fit together.
 */
export function writeNumpyScript(experiment: Experiment): ExportFile {
  const exported = prepareRun(experiment);
  const { network, system, layout, run } = exported;
  const stem = `${slugOf(experiment.title).replaceAll('-', '_')}_numpy`;
  const arrays = new PythonArrays();
  const stimulus = writeStimulusFunction(exported, arrays);
  const hasWeights = network.synapses.map(({ weights }) => weights !== undefined);
  const derivative = writeNumpyDerivative(system, layout, parametersIn(exported, arrays), hasWeights);
  addNetwork(exported, arrays);

  const notes =
    (run.probes?.length ?? 0) > 0 ? ['The script records V and spikes; the probes of the run are left out.'] : [];
  const { membrane } = network.model;
  const code = [
    ...derivative,
    '',
    '',
    'def column_at(half_step):',
    '    """The column of the stimulus that holds at a time, in steps of DT / 2."""',
    '    # A millionth of a column is rounding noise, not time.',
    '    return int(half_step / 2 * (DT * SAMPLES_PER_MS) + 1e-6)',
    ...stimulus.lines,
    '',
    '',
    'def exprelr(x):',
    '    """x / (exp(x) - 1), with its limit 1 at x = 0, where rates are 0 / 0."""',
    '    x = where(x == 0, 1e-20, x)',
    '    return x / expm1(x)',
    '',
    '',
    'def half_steps_in(time):',
    '    """A time, ms, in steps of DT / 2, rounded up but for rounding noise."""',
    '    return np.ceil(2 * time / DT - 1e-3)',
    '',
    '',
    ...SIMULATE,
    '    steps = int(duration / DT + 0.5)',
    "    X = ARRAYS['initial_state']",
    '    V = slice(0, N)',
    "    fired = half_steps_in(ARRAYS['t_fire']).astype(int)",
    '    voltage = np.empty((-(-steps // RECORD_EVERY), N))',
    '    spikes = []',
    '    begun = monotonic()',
    '    for step in range(steps):',
    '        if step > 0 and step % max(1, steps // 20) == 0:',
    '            left = (monotonic() - begun) / step * (steps - step)',
    "            print(f'{step * DT:g} of {duration:g} ms, {left:.0f} s left',",
    '                  file=sys.stderr, flush=True)',
    '        if step % RECORD_EVERY == 0:',
    '            voltage[step // RECORD_EVERY] = X[V]',
    '        half_step = 2 * step',
    ...writeNumpyStep(rk4, '        '),
    '        if not np.all(np.abs(X_next[V]) < DIVERGED):',
    "            raise ArithmeticError(f'the run diverges at {step * DT:g} ms')",
    '        crossed = np.flatnonzero((X[V] < THRESHOLD) & (X_next[V] >= THRESHOLD))',
    '        fired[crossed] = half_step',
    '        spikes.extend((neuron, step) for neuron in crossed.tolist())',
    '        X = X_next',
    '    return voltage, spikes',
    ...writeMain(exported),
  ];
  const constants = [
    ...withComment(`N = ${network.n}`, 'neurons'),
    ...network.populations.flatMap(({ name, first, count }) =>
      count === 0 ? [] : withComment(`${name} = slice(${first}, ${first + count})`, titleOf(exported, name)),
    ),
    ...withComment(`DT = ${run.dt}`, 'ms'),
    ...withComment(`DURATION = ${run.duration}`, 'ms'),
    ...withComment(`RECORD_EVERY = ${run.recordEvery}`, 'steps'),
    ...withComment(`SAMPLES_PER_MS = ${stimulus.samplesPerMs}`, 'columns of the stimulus'),
    ...withComment(`THRESHOLD = ${membrane.firingThreshold}`, 'mV: V crosses it upward in a spike'),
    ...withComment(`DIVERGED = ${Math.max(...membrane.bounds.map(Math.abs))}`, 'mV: beyond it something is wrong'),
  ];
  return arrays.finish(
    (block, modules) =>
      writeProgram({
        docstring: writeDocstring(exported, stem, ABOUT),
        modules: [...modules, 'sys'].toSorted(),
        ownNames: ['from time import monotonic'],
        imports: importFromNumpy(code),
        constants,
        code,
        block,
      }),
    stem,
    notes,
  );
}

function titleOf({ network }: ExportedRun, population: string): string {
  return network.model.populations.find(({ name }) => name === population)!.title;
}

function parametersIn({ network, system, layout }: ExportedRun, arrays: PythonArrays): NumpyParameters {
  const known = new Map(ownedParameters(network.model).map((parameter) => [parameter.symbol, parameter]));
  const define = (name: string, values: Float64Array, of: string): string[] => {
    const { unit, meaning } = known.get(name)!;
    const value = values.every((other) => other === values[0])
      ? String(values[0])
      : arrays.add(`${name}_${of}`, [values.length], values);
    return withComment(`    ${name} = ${value}`, unit === '1' ? meaning : `${unit}, ${meaning}`);
  };
  const ofPresynaptic = (type: number, name: string): Float64Array =>
    Float64Array.from(layout.openFractions[type]!.presynaptic, (j) => network.parameters[name]![j]!);
  return {
    ofNeurons(population, name) {
      const { first, count, name: of } = layout.populations[population]!;
      return define(name, network.parameters[name]!.subarray(first, first + count), of);
    },
    ofOpenFractions(type, name) {
      const { parameters } = layout.openFractions[type]!;
      return define(name, parameters[name] ?? ofPresynaptic(type, name), 'fractions');
    },
    pulse(type) {
      const { pulse } = network.synapses[type]!.type;
      if (pulse === undefined || !system.openFractions[type]!.usesPulse) return [];
      return [
        ...[pulse.duration, pulse.delay].flatMap((name) => define(name, ofPresynaptic(type, name), 'fractions')),
        '',
        '    # On integers: of floating-point times rounding would decide the edges.',
        `    q = half_steps - half_steps_in(${pulse.delay})`,
        `    pulse = (q > 0) & (q < half_steps_in(${pulse.duration}))`,
      ];
    },
  };
}

/** The synapses and the state at the start. */
function addNetwork({ network, system, layout }: ExportedRun, arrays: PythonArrays): void {
  layout.openFractions.forEach(({ type, count, presynaptic, ofSynapse }, t) => {
    if (count === 0) return;
    const synapses = network.synapses[t]!;
    const { length } = ofSynapse;
    arrays.add(`presynaptic_${type}`, [count], Int32Array.from(presynaptic));
    arrays.add(`fraction_${type}`, [length], Int32Array.from(ofSynapse));
    arrays.add(`post_${type}`, [length], postsynapticNeurons(synapses));
    if (synapses.weights) arrays.add(`weight_${type}`, [length], synapses.weights);
  });
  const initial = numpySections(system, layout).flatMap(({ name, populations }) =>
    populations.length > 0
      ? populations.flatMap(({ first, count }) => [
          ...network.initialState.neurons[name]!.subarray(first, first + count),
        ])
      : [],
  );
  const fractions = layout.openFractions.flatMap(({ initial: values }) => [...values]);
  const state = Float64Array.from([...initial, ...fractions]);
  arrays.add('initial_state', [state.length], state);
  arrays.add('t_fire', [network.n], network.initialState.t_fire);
}
