import { OPEN_FRACTION_BOUNDS } from '../../model/model.ts';
import type { Integrator } from '../integrator.ts';
import type { Layout } from '../layout.ts';
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
import { EXPRELR, gpuRegions, writeFloat32 } from './float32.ts';
import { WGSL_TWO_SUM, writeTwoSum } from './twoSum.ts';
import { SHADER_FUNCTIONS, writeInfix, type Dialect } from './infix.ts';

/*
 * What the WGSL of both paths has in common (wgslOneWorkgroup.ts, wgslManyWorkgroups.ts): bindings, equations, integration, events.
 * The same functions in the same order of operations, so that a network's results do not depend on the path.
 */

const wgsl: Dialect = {
  number: writeFloat32,
  functions: SHADER_FUNCTIONS,
  // Both sides are evaluated; the one that is not taken may be infinite.
  select: (condition, a, b) => `select(${b}, ${a}, ${condition})`,
};

/** Stands where a neuron has no open fraction of a type. */
export const NONE = 0xffffffff;

/** Bindings of group 0, in order; the first is uniform and has a dynamic offset. */
export const BINDINGS = [
  { name: 'batch', type: 'uniform' },
  { name: 'state', type: 'storage' },
  { name: 'parameters', type: 'read-only-storage' },
  { name: 'wiring', type: 'read-only-storage' },
  { name: 'memory', type: 'storage' },
  { name: 'stimulus', type: 'read-only-storage' },
  { name: 'schedule', type: 'read-only-storage' },
  { name: 'voltage', type: 'storage' },
  { name: 'events', type: 'storage' },
] as const;

/** The fields of the uniform `batch` in order: all u32 but dt. */
export const BATCH_FIELDS = [
  ['step', 'u32', "the first one's number within the submission"],
  ['steps', 'u32', ''],
  ['parity', 'u32', "of the submission's first step, counted since t = 0"],
  ['phase', 'u32', "steps from the last recorded step to the submission's first"],
  ['firstRow', 'u32', 'of the recording, counted from that step: 0 or 1'],
  ['members', 'u32', 'networks that run at once'],
  ['scheduleLength', 'u32', 'of one stimulus'],
  ['dt', 'f32', 'ms'],
] as const;

/** Bindings, constants and functions that both paths use. */
export function writeCommon(system: System, layout: Layout, integrator: Integrator, recordEvery: number): string {
  const most = Math.max(...system.neurons.map(({ parameters }) => parameters.length));
  const own = system.openFractions.map(
    ({ presynapticParameters, synapseParameters }) => presynapticParameters.length + synapseParameters.length,
  );
  return [
    `// ${layout.n} neurons, ${layout.openFractionCount} open fractions
struct Batch {
${BATCH_FIELDS.map(([name, type, meaning]) => `  ${name}: ${type},${meaning && ` // ${meaning}`}`).join('\n')}
}
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> wiring: array<u32>;
@group(0) @binding(4) var<storage, read_write> memory: array<i32>; // half-steps since the last spike
@group(0) @binding(5) var<storage, read> stimulus: array<f32>; // a window of columns
@group(0) @binding(6) var<storage, read> schedule: array<u32>; // the window's column of each half-step
@group(0) @binding(7) var<storage, read_write> voltage: array<f32>; // [row, member, neuron]
@group(0) @binding(8) var<storage, read_write> events: array<u32>; // faults [member, 2, item], spike bits [step / 32, member, neuron]

const N = ${layout.n}u;
const ITEMS = ${layout.items}u;
const RECORD_EVERY = ${recordEvery}u;

// of a neuron by slot, then its open fraction of each type
alias Variables = array<f32, ${layout.slots + layout.openFractions.length}>;
// of a neuron as its population uses them, then those of its open fractions
alias Parameters = array<f32, ${most + own.reduce((sum, count) => sum + count, 0)}>;

struct Stage {
  a: f32, // x + a dt (this stage's derivative) is the next stage's state
  weight: f32,
  halfSteps: u32,
  isFirst: bool,
  isLast: bool,
}

// e⁸⁰ fits into float32 with room for products; shaders may assume that no infinity occurs
fn finiteExp(x: f32) -> f32 {
  return exp(min(x, 80.0));
}

// x / (exp(x) - 1), by its series where the quotient would cancel
fn exprelr(x: f32) -> f32 {
  let isSmall = abs(x) < ${EXPRELR.below};
  let y = x * x;
  let series = ${EXPRELR.series};
  let far = select(x, 1.0, isSmall);
  return select(far / (finiteExp(far) - 1.0), series, isSmall);
}

struct Integrated {
  sum: f32, // of the weighted derivatives so far
  stage: f32, // the next stage's state
  x: f32,
  low: f32, // what float32 could not hold of x
}

// takes in the derivative of one variable; the stage after the last is the next step's first
fn integrate(x: f32, low: f32, before: f32, derivative: f32, s: Stage) -> Integrated {
  let sum = select(before, 0.0, s.isFirst) + s.weight * derivative;
  // The rounding error of adding it all to x is carried along.
  let change = batch.dt / ${writeFloat32(integrator.divisor)} * sum + low;
${indent(writeTwoSum(WGSL_TWO_SUM, integrator.isCompensated ?? true).join('\n'))}
  let stage = x + s.a * batch.dt * derivative;
  return Integrated(sum, select(stage, after, s.isLast), select(x, after, s.isLast), select(low, rest, s.isLast));
}

fn isWithin(x: f32, least: f32, most: f32) -> bool {
  let isFinite = (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
  return isFinite & (x >= least) & (x <= most);
}

// keeps the first time that a variable left its bounds or was no number
fn watch(member: u32, item: u32, slot: u32, x: f32, least: f32, most: f32, step: u32) {
  let fault = member * ${2 * layout.items}u + item;
  if (!isWithin(x, least, most) & (events[fault] == 0u)) {
    events[fault] = step * ${gpuRegions(layout, integrator).faultSlots}u + slot + 1u;
    events[fault + ITEMS] = bitcast<u32>(x);
  }
}

fn spikeWord(member: u32, step: u32, i: u32) -> u32 {
  return batch.members * ${2 * layout.items}u + ((step >> 5u) * batch.members + member) * N + i;
}
`,
    ...system.neurons.map((equations) => derivativesOfNeuron(layout, equations)),
    ...system.openFractions.map(derivativeOfOpenFraction),
  ].join('\n');
}

function derivativesOfNeuron(layout: Layout, equations: NeuronEquations): string {
  const { population, states, parameters, statements, derivatives, synapses, usesStimulus } = equations;
  const inputs = [...(usesStimulus ? [I_STIM] : []), ...synapses.map(sumName)].map((name) => `, ${name}: f32`);
  const rest = Array<string>(layout.slots + layout.openFractions.length - states.length).fill('0.0');
  return `// d/dt of the variables of ${population}
fn derive_${population}(variables: Variables, values: Parameters${inputs.join('')}) -> Variables {
${states.map(({ name }, slot) => `  let ${name} = variables[${slot}];`).join('\n')}
${parameters.map((name, k) => `  let ${name} = values[${k}];`).join('\n')}
${statements.map(({ name, value }) => `  let ${name} = ${writeInfix(value, wgsl)};`).join('\n')}
  return Variables(${[...derivatives, ...rest].join(', ')});
}
`;
}

/** What the derivative of an open fraction takes, in order: [O], V and pulse of the presynaptic neuron where used, parameters. */
export function openFractionInputs(equations: OpenFractionEquations): string[] {
  const { usesV, usesPulse, presynapticParameters, synapseParameters } = equations;
  return [O, ...(usesV ? [V] : []), ...(usesPulse ? [PULSE] : []), ...presynapticParameters, ...synapseParameters];
}

function derivativeOfOpenFraction(equations: OpenFractionEquations): string {
  const inputs = openFractionInputs(equations).map((name) => `${name}: f32`);
  return `// d/dt of an open fraction of ${equations.type}
fn derive_O_${equations.type}(${inputs.join(', ')}) -> f32 {
${equations.statements.map(({ name, value }) => `  let ${name} = ${writeInfix(value, wgsl)};`).join('\n')}
  return ${equations.derivative};
}
`;
}

/** A variable's bounds as arguments of `isWithin` and `watch`. */
export function writeBounds(bounds: readonly [number, number] = OPEN_FRACTION_BOUNDS): string {
  return bounds.map(writeFloat32).join(', ');
}

/**
 * A function that adds the open fractions of 32 presynaptic neurons in ascending order, those whose bit is set. Every bit is tested: all
 * invocations read the same open fraction at the same time, which is a broadcast on a GPU. Adding 0 for the others changes no sum.
 * @param openFractions the array in workgroup memory that holds them from `at` on.
 */
export function writeAddWord(openFractions: string): string {
  const tests = Array.from(
    { length: 8 },
    (_, b) => `    sum += select(0.0, ${openFractions}[q + ${b}u], (bits & ${2 ** b}u) != 0u);`,
  );
  return `fn addWord(before: f32, word: u32, at: u32) -> f32 {
  var sum = before;
  var bits = word;
  for (var q = at; q < at + 32u; q += 8u) {
${tests.join('\n')}
    bits >>= 8u;
  }
  return sum;
}
`;
}

/**
 * A body that runs once where a condition holds. A loop, not an `if`: software adapters run both sides of a branch for every
 * invocation, but skip a loop that none enters. (For the same reason conditions are joined by `&`, which does not branch like `&&`.)
 */
export function writeOnce(condition: string, body: string): string {
  return `for (var once = ${condition}; once; once = false) {
${indent(body)}
}`;
}

export function indent(text: string): string {
  return text.replaceAll(/^(?=.)/gm, '  ');
}
