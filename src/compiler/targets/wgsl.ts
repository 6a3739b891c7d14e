import type { Integrator } from '../integrator.ts';
import { MOST_HALF_STEPS, type Layout } from '../layout.ts';
import { OPEN_FRACTION_BOUNDS } from '../../model/model.ts';
import { I_STIM, O, PULSE, V, sumName, type NeuronEquations, type System } from '../system.ts';
import { SHADER_FUNCTIONS, writeInfix, type Dialect } from './infix.ts';
import { EXPRELR, gpuRegions, writeFloat32, type GpuRegions } from './float32.ts';
import { WGSL_TWO_SUM, writeTwoSum } from './twoSum.ts';

const wgsl: Dialect = {
  number: writeFloat32,
  functions: SHADER_FUNCTIONS,
  // Both sides are evaluated; the one that is not taken may be infinite.
  select: (condition, a, b) => `select(${b}, ${a}, ${condition})`,
};

/** Addresses in the buffer `wiring`, of u32. */
export interface Wiring {
  /** The presynaptic neuron of each open fraction, [Q]. */
  readonly presynaptic: number;
  /** First half-step and length of the pulse of each open fraction, [Q] each; signed. */
  readonly pulseDelay: number;
  readonly pulseLength: number;
  /** By type: where the synapses onto neuron i start, [n + 1], and the open fraction of each synapse, numbered over all types. */
  readonly rows: readonly { readonly rowStart: number; readonly openFraction: number }[];
  readonly length: number;
}

export function wiringAddresses(layout: Layout): Wiring {
  const { n, openFractionCount: Q } = layout;
  let at = 3 * Q;
  const rows = layout.openFractions.map(({ ofSynapse }) => {
    const rowStart = at;
    const openFraction = rowStart + n + 1;
    at = openFraction + ofSynapse.length;
    return { rowStart, openFraction };
  });
  return { presynaptic: 0, pulseDelay: Q, pulseLength: 2 * Q, rows, length: at };
}

/**
 * A compute module that takes whole RK4 steps of a network. Entry point `run` takes many steps in ONE workgroup (small networks);
 * `stage` takes one stage of one step in as many workgroups as needed. Both call the same `advance`.
 *
 * Storage buffers: state (x, two stage states, the weighted sum of derivatives, the low part of x), parameters, wiring, memory (half-steps since
 * the last spike, for even and odd steps), stimulus (a window of columns), schedule (the window's column of each half-step), voltage (recorded
 * rows) and events (spike bits by neuron and step; of each item that left its bounds, when and with what).
 */
export function writeWgsl(
  system: System,
  layout: Layout,
  integrator: Integrator,
  recordEvery: number,
  workgroupSize: number,
): string {
  const regions = gpuRegions(layout, integrator);
  const wiring = wiringAddresses(layout);
  return [
    head(layout, regions, recordEvery),
    stageTable(integrator, regions),
    REMEMBER,
    ...system.neurons.map((equations, p) => neurons(system, layout, wiring, equations, p)),
    ...system.openFractions.map((_, t) => openFractions(system, layout, wiring, t)),
    `// one stage of one step, by one workgroup
fn advance(lane: u32, step: u32, s: Stage) {
${sections(layout)
  .map((section) => ofOneWorkgroup(section, workgroupSize))
  .join('\n')}
  storageBarrier();
}

@compute @workgroup_size(${workgroupSize})
fn run(@builtin(local_invocation_index) lane: u32) {
  for (var step = batch.step; step < batch.step + batch.steps; step++) {
${integrator.stages.map((_, s) => `    advance(lane, step, STAGE_${s});`).join('\n')}
  }
}
`,
    ...integrator.stages.map(
      (_, stage) => `@compute @workgroup_size(${workgroupSize})
fn stage_${stage}(@builtin(global_invocation_id) id: vec3u) {
  let item = id.x;
  let step = batch.step;
  let s = STAGE_${stage};
${sections(layout).map(ofManyWorkgroups).join('\n')}
}
`,
    ),
  ].join('\n');
}

function head(layout: Layout, regions: GpuRegions, recordEvery: number): string {
  return `// ${layout.n} neurons, ${layout.openFractionCount} open fractions
struct Batch {
  step: u32, // within the submission
  steps: u32,
  parity: u32, // of the submission's first step, counted since t = 0
  phase: u32, // steps from the last recorded step to the submission's first
  firstRow: u32,
  dt: f32,
}
@group(0) @binding(0) var<uniform> batch: Batch;
@group(0) @binding(1) var<storage, read_write> state: array<f32>;
@group(0) @binding(2) var<storage, read> parameters: array<f32>;
@group(0) @binding(3) var<storage, read> wiring: array<u32>;
@group(0) @binding(4) var<storage, read_write> memory: array<i32>;
@group(0) @binding(5) var<storage, read> stimulus: array<f32>;
@group(0) @binding(6) var<storage, read> schedule: array<u32>;
@group(0) @binding(7) var<storage, read_write> voltage: array<f32>;
@group(0) @binding(8) var<storage, read_write> events: array<u32>;

const N = ${layout.n}u;
const SUM = ${regions.sum}u;
const LOW = ${regions.low}u;
const RECORD_EVERY = ${recordEvery}u;

struct Stage {
  at: u32, // address of the stage's state
  next: u32, // address of the next stage's
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

// takes in the derivative of one variable; its new value after the last stage
fn integrate(address: u32, derivative: f32, s: Stage) -> f32 {
  let before = select(state[SUM + address], 0.0, s.isFirst);
  let sum = before + s.weight * derivative;
  let x = state[address];
  if (s.isLast) {
    // The sum's rounding error is carried along.
    let change = batch.dt / ${writeFloat32(regions.divisor)} * sum + state[LOW + address];
${writeTwoSum(WGSL_TWO_SUM, regions.isCompensated)
  .map((line) => `    ${line}`)
  .join('\n')}
    state[LOW + address] = rest;
    state[address] = after;
    return after;
  }
  state[SUM + address] = sum;
  state[s.next + address] = x + s.a * batch.dt * derivative;
  return x;
}

// keeps the first time that a variable left its bounds or was no number
fn watch(item: u32, slot: u32, x: f32, least: f32, most: f32, step: u32) {
  let isFinite = (bitcast<u32>(x) & 0x7f800000u) != 0x7f800000u;
  if (isFinite && x >= least && x <= most) {
    return;
  }
  let fault = arrayLength(&events) - ${2 * layout.items}u + item;
  if (events[fault] == 0u) {
    events[fault] = step * ${regions.faultSlots}u + slot + 1u;
    events[fault + ${layout.items}u] = bitcast<u32>(x);
  }
}
`;
}

function neurons(system: System, layout: Layout, wiring: Wiring, equations: NeuronEquations, p: number): string {
  const { population, states, statements, derivatives } = equations;
  const { firingThreshold } = system.model.membrane;
  const sums = equations.synapses.map((type) => {
    const t = layout.openFractions.findIndex((one) => one.type === type);
    const { rowStart, openFraction } = wiring.rows[t]!;
    return `  var ${sumName(type)} = 0.0;
  for (var k = wiring[${rowStart}u + i]; k < wiring[${rowStart + 1}u + i]; k++) {
    ${sumName(type)} += state[s.at + ${layout.slots * layout.n}u + wiring[${openFraction}u + k]];
  }`;
  });
  return [
    `// ${population}: neurons ${layout.populations[p]!.first} … ${layout.populations[p]!.first + layout.populations[p]!.count - 1}`,
    `fn advance_${population}(i: u32, step: u32, s: Stage) {`,
    ...states.map(({ name }, slot) => `  let ${name} = state[s.at + ${slot * layout.n}u + i];`),
    ...equations.parameters.map(
      (name) => `  let ${name} = parameters[${layout.parameterRow.get(name)! * layout.n}u + i];`,
    ),
    ...(equations.usesStimulus ? [`  let ${I_STIM} = stimulus[schedule[2u * step + s.halfSteps] * N + i];`] : []),
    ...sums,
    ...statements.map(({ name, value }) => `  let ${name} = ${writeInfix(value, wgsl)};`),
    `  let V_before = state[i];`,
    `  if (s.isFirst && (batch.phase + step) % RECORD_EVERY == 0u) {`,
    `    voltage[((batch.phase + step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;`,
    `  }`,
    ...states.map(
      ({ name }, slot) => `  let new_${name} = integrate(${slot * layout.n}u + i, ${derivatives[slot]}, s);`,
    ),
    `  if (s.isLast) {`,
    ...states.map(
      ({ name, bounds }, slot) =>
        `    watch(i, ${slot}u, new_${name}, ${writeFloat32(bounds[0])}, ${writeFloat32(bounds[1])}, step);`,
    ),
    `    remember(i, step, V_before < ${writeFloat32(firingThreshold)} && new_${V} >= ${writeFloat32(firingThreshold)});`,
    `  }`,
    `}`,
    '',
  ].join('\n');
}

function openFractions(system: System, layout: Layout, wiring: Wiring, t: number): string {
  const equations = system.openFractions[t]!;
  const { first, parameterAddress } = layout.openFractions[t]!;
  const [least, most] = OPEN_FRACTION_BOUNDS.map(writeFloat32);
  const needsNeuron = equations.usesV || equations.usesPulse || equations.presynapticParameters.length > 0;
  const pulse = `  let since = memory[((batch.parity + step) & 1u) * N + j] + i32(s.halfSteps) - bitcast<i32>(wiring[${wiring.pulseDelay}u + q]);
  let ${PULSE} = select(0.0, 1.0, since > 0 && since < bitcast<i32>(wiring[${wiring.pulseLength}u + q]));`;
  return [
    `// open fractions of ${equations.type}; q counts over all types`,
    `fn advance_${equations.type}(q: u32, step: u32, s: Stage) {`,
    ...(needsNeuron ? [`  let j = wiring[${wiring.presynaptic}u + q];`] : []),
    ...(equations.usesV ? [`  let ${V} = state[s.at + j];`] : []),
    `  let ${O} = state[s.at + ${layout.slots * layout.n}u + q];`,
    ...(equations.usesPulse ? [pulse] : []),
    ...equations.presynapticParameters.map(
      (name) => `  let ${name} = parameters[${layout.parameterRow.get(name)! * layout.n}u + j];`,
    ),
    ...equations.synapseParameters.map(
      (name) => `  let ${name} = parameters[${parameterAddress.get(name)!}u + q - ${first}u];`,
    ),
    ...equations.statements.map(({ name, value }) => `  let ${name} = ${writeInfix(value, wgsl)};`),
    `  let new_${O} = integrate(${layout.slots * layout.n}u + q, ${equations.derivative}, s);`,
    `  if (s.isLast) {`,
    `    watch(N + q, 0u, new_${O}, ${least}, ${most}, step);`,
    `  }`,
    `}`,
    '',
  ].join('\n');
}

function stageTable(integrator: Integrator, regions: GpuRegions): string {
  const stages = integrator.stages.map(({ halfSteps, weight }, s) => {
    const next = integrator.stages[s + 1];
    const fields = [
      `${regions.stages[s]}u`,
      `${regions.stages[s + 1] ?? 0}u`,
      writeFloat32(next?.a ?? 0),
      writeFloat32(weight),
      `${halfSteps}u`,
      s === 0,
      next === undefined,
    ];
    return `const STAGE_${s} = Stage(${fields.join(', ')});`;
  });
  return stages.join('\n');
}

const REMEMBER = `
// the firing memory: half-steps since the last spike, written for the step after this one
fn remember(i: u32, step: u32, fired: bool) {
  let now = ((batch.parity + step) & 1u) * N + i;
  let next = ((batch.parity + step + 1u) & 1u) * N + i;
  memory[next] = select(min(memory[now] + 2, ${MOST_HALF_STEPS}), 2, fired);
  if (fired) {
    let word = (step >> 5u) * N + i;
    events[word] = events[word] | (1u << (step & 31u));
  }
}
`;

/** One population's neurons, or one type's open fractions: items that run the same code. */
interface Section {
  readonly firstItem: number;
  readonly count: number;
  /** The call that advances the section's i-th item. */
  call(i: string): string;
}

function sections(layout: Layout): Section[] {
  const { n } = layout;
  return [
    ...layout.populations.map(({ name, first, count }) => ({
      firstItem: first,
      count,
      call: (i: string) => `advance_${name}(${first}u + ${i}, step, s);`,
    })),
    ...layout.openFractions.map(({ type, first, count }) => ({
      firstItem: n + first,
      count,
      call: (i: string) => `advance_${type}(${first}u + ${i}, step, s);`,
    })),
  ].filter(({ count }) => count > 0);
}

/** Every section starts at a lane of its own, so that different sections keep different lanes busy. */
function ofOneWorkgroup({ firstItem, count, call }: Section, workgroupSize: number): string {
  const shift = (workgroupSize - (firstItem % workgroupSize)) % workgroupSize;
  const start = shift === 0 ? 'lane' : `(lane + ${shift}u) % ${workgroupSize}u`;
  return `  for (var i = ${start}; i < ${count}u; i += ${workgroupSize}u) {
    ${call('i')}
  }`;
}

/**
 * A loop that runs once for the section's own items and never for the others (the difference of the unsigned numbers wraps).
 * A loop, not an `if`: software adapters run both sides of a branch for every item, but skip a loop that no lane enters.
 */
function ofManyWorkgroups({ firstItem, count, call }: Section): string {
  return `  for (var i = item - ${firstItem}u; i < ${count}u; i += ${count}u) {
    ${call('i')}
  }`;
}
