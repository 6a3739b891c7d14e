import type { Layout } from '../layout.ts';
import { compileLoop } from './float64Module.ts';
import {
  I_STIM,
  O,
  PULSE,
  V,
  sumName,
  type NeuronEquations,
  type OpenFractionEquations,
  type System,
} from '../system.ts';

/** All arrays laid out as in `Layout`. */
export type Derivative = (
  /** State of the stage, [stateLength]. */
  x: Float64Array,
  /** Receives dX/dt, [stateLength]. */
  dx: Float64Array,
  /** [parameterLength]. */
  parameters: Float64Array,
  /** By type t: the sum of the open fractions of the synapses onto neuron i at t · n + i. */
  sums: Float64Array,
  /** µA/cm², [n]. */
  I_stim: Float64Array,
  /** By open fraction: 1 while the pulse of its presynaptic neuron is on, else 0. */
  pulse: Uint8Array,
) => void;

/**
 * dX/dt of a system in float64: the reference that judges every other target. The statements are computed as they stand, one
 * neuron after the other.
 */
export function compileFloat64(system: System, layout: Layout): Derivative {
  const parts = [
    ...system.neurons.map((equations, p) => compileNeurons(equations, p, system, layout)),
    ...system.openFractions.map((equations, t) => compileOpenFractions(equations, t, layout)),
  ];
  return (...arrays) => {
    for (const part of parts) part(...arrays);
  };
}

/** Where a row of one of the arrays starts, and where its copy lies among the values of the statements. */
interface Place {
  readonly from: number;
  readonly at: number;
}

function compileNeurons(equations: NeuronEquations, p: number, system: System, layout: Layout): Derivative {
  const { n } = layout;
  const { first, count } = layout.populations[p]!;
  const { states, parameters, synapses, usesStimulus, statements, derivatives } = equations;
  const stateNames = states.map(({ name }) => name);
  const inputs = [...stateNames, ...parameters, ...synapses.map(sumName), ...(usesStimulus ? [I_STIM] : [])];
  const { values, place, run } = compileLoop(statements, inputs, derivatives, count);
  const placeOf = (name: string, row: number): Place => ({ from: row * n + first, at: place(name) });
  const ofStates = stateNames.map(placeOf);
  const ofParameters = parameters.map((name) => placeOf(name, layout.parameterRow.get(name)!));
  const ofSums = synapses.map((type) =>
    placeOf(
      sumName(type),
      system.openFractions.findIndex((one) => one.type === type),
    ),
  );
  const ofStimulus = usesStimulus ? [placeOf(I_STIM, 0)] : [];
  const ofDerivatives = derivatives.map(placeOf);
  return (x, dx, parameterValues, sums, I_stim) => {
    for (const { from, at } of ofStates) copy(x, from, values, at, count);
    for (const { from, at } of ofParameters) copy(parameterValues, from, values, at, count);
    for (const { from, at } of ofSums) copy(sums, from, values, at, count);
    for (const { from, at } of ofStimulus) copy(I_stim, from, values, at, count);
    run();
    for (const { from, at } of ofDerivatives) copy(values, at, dx, from, count);
  };
}

/** V and the parameters of the presynaptic neurons are gathered: one value for each open fraction. */
function compileOpenFractions(equations: OpenFractionEquations, t: number, layout: Layout): Derivative {
  const { n, slots } = layout;
  const { first, count, presynaptic, parameterAddress } = layout.openFractions[t]!;
  const { usesV, usesPulse, presynapticParameters, synapseParameters, statements, derivative } = equations;
  const given = [...(usesV ? [V] : []), O, ...(usesPulse ? [PULSE] : [])];
  const { values, place, run } = compileLoop(
    statements,
    [...given, ...presynapticParameters, ...synapseParameters],
    [derivative],
    count,
  );
  const ofNeurons = presynapticParameters.map((name) => ({
    from: layout.parameterRow.get(name)! * n,
    at: place(name),
  }));
  const ofSynapses = synapseParameters.map((name) => ({ from: parameterAddress.get(name)!, at: place(name) }));
  const start = slots * n + first;
  const [atO, atDerivative] = [place(O), place(derivative)];
  const ofV = usesV ? { from: 0, at: place(V) } : undefined;
  const atPulse = usesPulse ? place(PULSE) : undefined;
  const gather = (source: Float64Array, { from, at }: Place): void => {
    for (let q = 0; q < count; q++) values[at + q] = source[from + presynaptic[q]!]!;
  };
  return (x, dx, parameters, _sums, _stimulus, pulse) => {
    if (ofV) gather(x, ofV);
    copy(x, start, values, atO, count);
    if (atPulse !== undefined) for (let q = 0; q < count; q++) values[atPulse + q] = pulse[first + q]!;
    for (const one of ofNeurons) gather(parameters, one);
    for (const { from, at } of ofSynapses) copy(parameters, from, values, at, count);
    run();
    copy(values, atDerivative, dx, start, count);
  };
}

/** A loop, because the rows of small networks are shorter than a call of `set` takes. */
function copy(source: Float64Array, from: number, target: Float64Array, at: number, count: number): void {
  for (let i = 0; i < count; i++) target[at + i] = source[from + i]!;
}
