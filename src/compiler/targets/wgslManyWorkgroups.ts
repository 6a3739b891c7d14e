import type { Integrator } from '../integrator.ts';
import { MOST_HALF_STEPS, type Layout } from '../layout.ts';
import { I_STIM, O, PULSE, V, sumName, type System } from '../system.ts';
import { gpuRegions, writeFloat32, type GpuRegions } from './float32.ts';
import { indent, openFractionInputs, writeBounds, writeCommon, writeOnce, writeAddWord } from './wgsl.ts';
import { TILE, type Wiring } from './wgslWiring.ts';

/** Invocations of a workgroup: small ones spread a network over all processors of a GPU. */
const WORKGROUP_SIZE = 64;

/** One population's neurons, or one type's open fractions: items that run the same code, in workgroups of their own. */
interface Section {
  readonly name: string;
  readonly first: number;
  readonly count: number;
  readonly firstGroup: number;
  readonly groups: number;
}

function sectionsOf(layout: Layout): { neurons: Section[]; openFractions: Section[]; groups: number } {
  let groups = 0;
  const place = (name: string, first: number, count: number): Section => {
    const own = Math.ceil(count / WORKGROUP_SIZE);
    groups += own;
    return { name, first, count, firstGroup: groups - own, groups: own };
  };
  const neurons = layout.populations.map(({ name, first, count }) => place(name, first, count));
  const openFractions = layout.openFractions.map(({ type, first, count }) => place(type, first, count));
  return { neurons, openFractions, groups };
}

/** How many workgroups a stage takes, as a grid whose sides the device allows. */
export function gridOf(layout: Layout, mostPerDimension: number): [x: number, y: number] {
  const { groups } = sectionsOf(layout);
  const x = Math.min(groups, mostPerDimension);
  return [x, Math.ceil(groups / x)];
}

/**
 * A compute module for networks of any size: entry point `stage_<s>` takes one stage of one step, every neuron and every open fraction in
 * an invocation of its own. Matrices that lie as bits are summed tile by tile: a workgroup of neurons brings the open fractions
 * of a tile into workgroup memory together, then each neuron adds up those that its row of bits names.
 */
export function writeManyWorkgroups(
  system: System,
  layout: Layout,
  wiring: Wiring,
  integrator: Integrator,
  recordEvery: number,
): string {
  const regions = gpuRegions(layout, integrator);
  const { neurons, openFractions } = sectionsOf(layout);
  const neuronGroups = neurons.reduce((sum, { groups }) => sum + groups, 0);
  return [
    writeCommon(system, layout, integrator, recordEvery),
    `
const SUM = ${regions.sum}u;
const LOW = ${regions.low}u;

// where this network's part of the wiring starts
fn wiringStart() -> u32 {
  return wiring[0];
}

// where a stage finds its state, and where it leaves the next stage's
struct Place {
  at: u32,
  next: u32,
}

// takes in the derivative of one variable; its new value after the last stage
fn integrateAt(address: u32, derivative: f32, place: Place, s: Stage) -> f32 {
  let after = integrate(state[address], state[LOW + address], state[SUM + address], derivative, s);
  if (s.isLast) {
    state[address] = after.x;
    state[LOW + address] = after.low;
  } else {
    state[SUM + address] = after.sum;
    state[place.next + address] = after.stage;
  }
  return after.x;
}
`,
    tiles(wiring),
    ...layout.openFractions.map((_, t) => sumOfType(layout, wiring, t)),
    ...system.neurons.map((_, p) => advanceNeuron(system, layout, p)),
    ...system.openFractions.map((_, t) => advanceOpenFraction(system, layout, wiring, t)),
    `// one stage of one step, by workgroup \`group\`
fn advance(group: u32, lane: u32, place: Place, s: Stage) {
${indent(writeOnce(`group < ${neuronGroups}u`, ofNeurons(system, neurons)))}
${indent(openFractions.map((section) => ofItems(section, (i) => `advance_O_${section.name}(${i}, place, s);`)).join('\n'))}
}
`,
    ...integrator.stages.map((_, s) => entryPoint(integrator, regions, s)),
  ].join('\n');
}

function entryPoint({ stages }: Integrator, regions: GpuRegions, s: number): string {
  const { weight, halfSteps } = stages[s]!;
  const next = stages[s + 1];
  const stage = [writeFloat32(next?.a ?? 0), writeFloat32(weight), `${halfSteps}u`, s === 0, next === undefined];
  const place = [`${regions.stages[s]!}u`, `${regions.stages[s + 1] ?? 0}u`];
  return `@compute @workgroup_size(${WORKGROUP_SIZE})
fn stage_${s}(
  @builtin(local_invocation_index) lane: u32,
  @builtin(workgroup_id) id: vec3u,
  @builtin(num_workgroups) grid: vec3u,
) {
  advance(id.x + id.y * grid.x, lane, Place(${place.join(', ')}), Stage(${stage.join(', ')}));
}
`;
}

/** The body for the items of a section, where the workgroup is one of its own. */
function ofItems({ first, count, firstGroup }: Section, call: (item: string) => string): string {
  const at = `(group - ${firstGroup}u) * ${WORKGROUP_SIZE}u + lane`;
  return `for (var k = ${at}; k < ${count}u; k += ${count}u) {
  ${call(`${first}u + k`)}
}`;
}

function ofNeurons(system: System, sections: readonly Section[]): string {
  const used = system.model.synapses.map(({ name }) => name);
  // Invocations beyond a population's last neuron help to bring in tiles, and sum for that neuron.
  const i = sections.reduce((rest, { first, count, firstGroup }) => {
    const own = `${first}u + min((group - ${firstGroup}u) * ${WORKGROUP_SIZE}u + lane, ${Math.max(count, 1) - 1}u)`;
    return rest === '' ? own : `select(${rest}, ${own}, group >= ${firstGroup}u)`;
  }, '');
  return [
    `let i = ${i};`,
    ...used.map((type) => `let ${sumName(type)} = sum_${type}(i, lane, place);`),
    ...sections.map((section, p) => {
      const sums = system.neurons[p]!.synapses.map((type) => `, ${sumName(type)}`).join('');
      return ofItems(section, (item) => `advance_${section.name}(${item}, place, s${sums});`);
    }),
  ].join('\n');
}

function tiles({ synapses }: Wiring): string {
  if (!synapses.some(({ form }) => form === 'bits')) return '';
  const words = TILE / 32;
  const perLane = TILE / WORKGROUP_SIZE;
  return `var<workgroup> tile: array<f32, ${TILE}>;

${writeAddWord('tile')}
// this invocation's share of a tile: every ${WORKGROUP_SIZE}th open fraction
fn fetch(first: u32, count: u32, at: u32, lane: u32) -> array<f32, ${perLane}> {
  var values: array<f32, ${perLane}>;
  for (var k = 0u; k < ${perLane}u; k++) {
    let q = first + k * ${WORKGROUP_SIZE}u + lane;
    if (q < count) {
      values[k] = state[at + q];
    }
  }
  return values;
}

// Σ [O] of neuron i over a type whose matrix lies as bits; all invocations of the workgroup take part
fn sumOfBits(i: u32, lane: u32, count: u32, at: u32, bitsAt: u32) -> f32 {
  var sum = 0.0;
  var values = fetch(0u, count, at, lane);
  for (var first = 0u; first < count; first += ${TILE}u) {
    for (var k = 0u; k < ${perLane}u; k++) {
      tile[k * ${WORKGROUP_SIZE}u + lane] = values[k];
    }
    let row = bitsAt + (first >> 5u) * N + i;
    let words = min(${words}u, (count - first + 31u) >> 5u);
    var bits = wiring[row];
    workgroupBarrier();
    // the next tile, like the next word below, is on its way while this one is summed
    values = fetch(first + ${TILE}u, count, at, lane);
    for (var w = 0u; w < words; w++) {
      let next = wiring[row + min(w + 1u, words - 1u) * N];
      sum = addWord(sum, bits, 32u * w);
      bits = next;
    }
    workgroupBarrier();
  }
  return sum;
}
`;
}

function sumOfType(layout: Layout, wiring: Wiring, t: number): string {
  const { type, first, count } = layout.openFractions[t]!;
  const synapses = wiring.synapses[t]!;
  const at = `place.at + ${layout.slots * layout.n + first}u`;
  if (synapses.form === 'bits') {
    return `fn sum_${type}(i: u32, lane: u32, place: Place) -> f32 {
  return sumOfBits(i, lane, ${count}u, ${at}, wiringStart() + ${synapses.at}u);
}
`;
  }
  if (synapses.form === 'weights') throw new RangeError(`${type}: many workgroups take its weights as rows`);
  const hasWeights = synapses.weight !== undefined;
  return `fn sum_${type}(i: u32, lane: u32, place: Place) -> f32 {
  let row = wiringStart() + ${synapses.rowStart}u + i;
  let synapses = wiringStart() + ${synapses.openFraction}u;
${hasWeights ? `  let weights = wiringStart() + ${synapses.weight}u;\n` : ''}  var sum = 0.0;
  for (var k = wiring[row]; k < wiring[row + 1u]; k++) {
    sum += ${hasWeights ? 'bitcast<f32>(wiring[weights + k]) * ' : ''}state[${at} + wiring[synapses + k]];
  }
  return sum;
}
`;
}

function advanceNeuron(system: System, layout: Layout, p: number): string {
  const { population, states, parameters, synapses, usesStimulus } = system.neurons[p]!;
  const { n, slots } = layout;
  const threshold = writeFloat32(system.model.membrane.firingThreshold);
  const sums = synapses.map((type) => `, ${sumName(type)}: f32`).join('');
  const inputs = ['x', 'values', ...(usesStimulus ? [I_STIM] : []), ...synapses.map(sumName)];
  const isSound = states.map(({ bounds }, slot) => `isWithin(new_${slot}, ${writeBounds(bounds)})`).join('\n  & ');
  const watch = states.map(
    ({ bounds }, slot) => `watch(0u, i, ${slot}u, new_${slot}, ${writeBounds(bounds)}, batch.step);`,
  );
  const afterLast = `let isSound = ${isSound};
${writeOnce('!isSound', watch.join('\n'))}
let hasFired = (V_before < ${threshold}) & (new_0 >= ${threshold});
let now = ((batch.parity + batch.step) & 1u) * N + i;
let next = ((batch.parity + batch.step + 1u) & 1u) * N + i;
memory[next] = select(min(memory[now] + 2, ${MOST_HALF_STEPS}), 2, hasFired);
${writeOnce('hasFired', 'events[spikeWord(0u, batch.step, i)] |= 1u << (batch.step & 31u);')}`;
  return `// ${population}: neurons ${layout.populations[p]!.first} … ${layout.populations[p]!.first + layout.populations[p]!.count - 1}, of ${slots} slots
fn advance_${population}(i: u32, place: Place, s: Stage${sums}) {
  var x: Variables;
${states.map((_, slot) => `  x[${slot}] = state[place.at + ${slot * n}u + i];`).join('\n')}
  var values: Parameters;
${parameters.map((name, k) => `  values[${k}] = parameters[${layout.parameterRow.get(name)! * n}u + i];`).join('\n')}
${usesStimulus ? `  let ${I_STIM} = stimulus[schedule[wiring[1] * batch.scheduleLength + 2u * batch.step + s.halfSteps] * N + i];\n` : ''}  let d = derive_${population}(${inputs.join(', ')});
  let V_before = state[i];
  if (s.isFirst) {
${indent(indent(writeOnce('(batch.phase + batch.step) % RECORD_EVERY == 0u', 'voltage[((batch.phase + batch.step) / RECORD_EVERY - batch.firstRow) * N + i] = V_before;')))}
  }
${states.map((_, slot) => `  let new_${slot} = integrateAt(${slot * n}u + i, d[${slot}], place, s);`).join('\n')}
  if (s.isLast) {
${indent(indent(afterLast))}
  }
}
`;
}

function advanceOpenFraction(system: System, layout: Layout, wiring: Wiring, t: number): string {
  const equations = system.openFractions[t]!;
  const { type, first, parameterAddress } = layout.openFractions[t]!;
  const { n, slots } = layout;
  const { presynapticParameters, synapseParameters, usesPulse, usesV } = equations;
  const needsNeuron = usesV || usesPulse || presynapticParameters.length > 0;
  const wired = (address: number): string => `wiring[wiringStart() + ${address}u + q]`;
  return `// open fractions of ${type}; q counts over all types
fn advance_O_${type}(q: u32, place: Place, s: Stage) {
${needsNeuron ? `  let j = ${wired(wiring.presynaptic)};\n` : ''}${usesV ? `  let ${V} = state[place.at + j];\n` : ''}  let ${O} = state[place.at + ${slots * n}u + q];
${
  usesPulse
    ? `  let since = memory[((batch.parity + batch.step) & 1u) * N + j] + i32(s.halfSteps) - bitcast<i32>(${wired(wiring.pulseDelay)});
  let ${PULSE} = select(0.0, 1.0, (since > 0) & (since < bitcast<i32>(${wired(wiring.pulseLength)})));\n`
    : ''
}${[
    ...presynapticParameters.map((name) => `  let ${name} = parameters[${layout.parameterRow.get(name)! * n}u + j];\n`),
    ...synapseParameters.map(
      (name) => `  let ${name} = parameters[${parameterAddress.get(name)!}u + q - ${first}u];\n`,
    ),
  ].join('')}  let d_O = derive_O_${type}(${openFractionInputs(equations).join(', ')});
  let new_O = integrateAt(${slots * n}u + q, d_O, place, s);
  if (s.isLast) {
${indent(indent(writeOnce(`!isWithin(new_O, ${writeBounds()})`, `watch(0u, N + q, 0u, new_O, ${writeBounds()}, batch.step);`)))}
  }
}
`;
}
