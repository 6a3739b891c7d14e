import type { Integrator } from '../integrator.ts';
import { MOST_HALF_STEPS, type Layout } from '../layout.ts';
import { isOnePerNeuron } from '../openFractions.ts';
import { I_STIM, O, PULSE, V, sumName, type System } from '../system.ts';
import { writeFloat32 } from './float32.ts';
import { NONE, indent, openFractionInputs, writeBounds, writeCommon, writeOnce, writeAddWord } from './wgsl.ts';
import { WEIGHTS_AT_ONCE, type Wiring } from './wgslWiring.ts';

/** Which invocations of a workgroup own which neurons. */
export interface Arrangement {
  readonly workgroupSize: number;
  /** Neurons per invocation: the k-th neuron of invocation l has the position k · workgroupSize + l. */
  readonly neuronsPerInvocation: number;
  /** The position of each population's first neuron; populations start at whole groups of invocations that run in step. */
  readonly starts: readonly number[];
}

/** Above, the sums over the presynaptic neurons keep one processor of a GPU busier than many take to work together. */
const MOST_NEURONS = 512;

/** What a device allows a workgroup. */
export interface WorkgroupLimits {
  readonly mostInvocations: number;
  /** Bytes of workgroup memory. */
  readonly mostBytes: number;
  /** How many invocations the device runs as one: those of one population should share them. */
  readonly inStep: number;
}

/**
 * How one workgroup takes a network, or undefined where it does not: a network of more than 512 neurons, one where a
 * presynaptic neuron has several open fractions, or one whose open fractions do not fit the workgroup's memory.
 */
export function arrangeOneWorkgroup(
  layout: Layout,
  integrator: Integrator,
  { mostInvocations, mostBytes, inStep }: WorkgroupLimits,
): Arrangement | undefined {
  if (layout.n > MOST_NEURONS || !layout.openFractions.every(isOnePerNeuron)) return undefined;
  if (4 * copiesOf(integrator).count * lengthOfCopy(layout) > mostBytes) return undefined;
  const whole = (count: number): number => Math.ceil(count / inStep) * inStep;
  const starts: number[] = [];
  let positions = 0;
  for (const { count } of layout.populations) {
    starts.push(positions);
    positions += whole(count);
  }
  const neuronsPerInvocation = Math.ceil(positions / mostInvocations);
  return { workgroupSize: whole(Math.ceil(positions / neuronsPerInvocation)), neuronsPerInvocation, starts };
}

/** Where the copies of a member's state lie. */
export function smallRegions({ stateLength }: Layout): { low: number; length: number } {
  return { low: stateLength, length: 2 * stateLength };
}

/**
 * A compute module that takes many RK4 steps of a network in ONE workgroup; entry point `run`, one workgroup per member of an ensemble.
 * Each invocation keeps its neurons with their open fractions in registers from the first step to the last. What others read, the open
 * fractions, lies in workgroup memory; stages write one copy of it and read another, so that each needs one barrier.
 */
export function writeOneWorkgroup(
  system: System,
  layout: Layout,
  wiring: Wiring,
  integrator: Integrator,
  recordEvery: number,
  arrangement: Arrangement,
): string {
  const { workgroupSize } = arrangement;
  const copies = copiesOf(integrator);
  const nameOf = (p: number): string => layout.populations[p]!.name;
  const length = lengthOfCopy(layout);
  return [
    writeCommon(system, layout, integrator, recordEvery),
    `
const STATE_LENGTH = ${smallRegions(layout).length}u;
const LOW = ${smallRegions(layout).low}u;
const PARAMETERS_LENGTH = ${layout.parameterLength}u;
const NONE = ${NONE}u;

// copies of the open fractions that the stages read in turn; in each the types start at multiples of 32
var<workgroup> O: array<f32, ${copies.count * length}>;

// which network of an ensemble, and where its data start
struct Member {
  index: u32,
  state: u32,
  parameters: u32,
  wiring: u32,
  schedule: u32,
}

// a neuron with its open fractions
struct Neuron {
  x: Variables, // at the start of the step
  low: Variables,
  sum: Variables,
  stage: Variables,
  values: Parameters,
${layout.openFractions.map(({ type }) => `  q_${type}: u32,\n  delay_${type}: i32,\n  length_${type}: i32,`).join('\n')}
  sinceSpike: i32, // half-steps
}
`,
    stageOf(integrator),
    ...(wiring.synapses.some(({ form }) => form === 'bits') ? [SUM_OF_BITS] : []),
    ...(wiring.synapses.some(({ form }) => form === 'weights') ? [SUM_OF_WEIGHTS] : []),
    ...layout.populations.map((_, p) => load(system, layout, wiring, p)),
    ...layout.populations.map((_, p) => advance(system, layout, p)),
    ...layout.populations.map((_, p) => store(system, layout, p)),
    `@compute @workgroup_size(${workgroupSize})
fn run(@builtin(local_invocation_index) lane: u32, @builtin(workgroup_id) id: vec3u) {
  var m: Member;
  m.index = id.x;
  m.state = m.index * STATE_LENGTH;
  m.parameters = m.index * PARAMETERS_LENGTH;
  m.wiring = wiring[m.index];
  m.schedule = wiring[batch.members + m.index] * batch.scheduleLength;
${indent(
  ofEach(
    layout,
    arrangement,
    (p, k) => `load_${nameOf(p)}(&own_${k}, i_${k}, m);`,
    (k) => declare(layout, arrangement, k),
  ),
)}
  workgroupBarrier();
  for (var step = batch.step; step < batch.step + batch.steps; step++) {
    let isRecorded = (batch.phase + step) % RECORD_EVERY == 0u;
    let row = (batch.phase + step) / RECORD_EVERY - batch.firstRow;
    for (var stage = 0u; stage < ${integrator.stages.length}u; stage++) {
      let s = stageOf(stage);
      let copy = ${chooseByStage(copies.ofStage.map((copy) => `${copy * length}u`))};
      let nextCopy = ${chooseByStage(copies.ofStage.map((_, s, all) => `${all[(s + 1) % all.length]! * length}u`))};
${indent(
  indent(
    indent(
      ofEach(
        layout,
        arrangement,
        (p, k) =>
          `advance_${nameOf(p)}(&own_${k}, i_${k}, m, step, s, nextCopy, isRecorded, row${system.neurons[p]!.synapses.map((type) => `, ${sumName(type)}_${k}`).join('')});`,
        (k) => sums(layout, wiring, k),
      ),
    ),
  ),
)}
      workgroupBarrier();
    }
  }
${indent(ofEach(layout, arrangement, (p, k) => `store_${nameOf(p)}(&own_${k}, i_${k}, m);`))}
}
`,
  ].join('\n');
}

const SUM_OF_BITS = `${writeAddWord('O')}
// Σ [O] over the synapses that \`words\` words of a neuron's row of bits name
fn sumOfBits(row: u32, words: u32, at: u32) -> f32 {
  var sum = 0.0;
  for (var w = 0u; w < words; w++) {
    sum = addWord(sum, wiring[row + w * N], at + 32u * w);
  }
  return sum;
}
`;

// Where the weight is 0 nothing is added, also when [O] is no number: what is wrong must not pass where there is no synapse.
const SUM_OF_WEIGHTS = `fn weighted(weight: f32, x: f32) -> f32 {
  return select(weight * x, 0.0, weight == 0.0);
}

// Σ weight [O] over a neuron's row of a matrix of weights
fn sumOfWeights(row: u32, columns: u32, at: u32) -> f32 {
  var sum = 0.0;
  for (var q = 0u; q < columns; q += ${WEIGHTS_AT_ONCE}u) {
${Array.from({ length: WEIGHTS_AT_ONCE }, (_, k) => `    sum += weighted(bitcast<f32>(wiring[row + (q + ${k}u) * N]), O[at + q + ${k}u]);`).join('\n')}
  }
  return sum;
}
`;

/** A call for the k-th neuron of an invocation where it belongs to population p, for every k and p. */
function ofEach(
  { populations }: Layout,
  { workgroupSize, neuronsPerInvocation, starts }: Arrangement,
  call: (p: number, k: number) => string,
  before: (k: number) => string = () => '',
): string {
  return Array.from({ length: neuronsPerInvocation }, (_, k) => {
    const calls = populations.flatMap(({ name, count }, p) => {
      const isInRow = starts[p]! < (k + 1) * workgroupSize && starts[p]! + count > k * workgroupSize;
      return isInRow && count > 0 ? [writeOnce(`is_${name}_${k}`, call(p, k))] : [];
    });
    return [before(k), ...calls].filter(Boolean).join('\n');
  }).join('\n');
}

/** The k-th neuron of an invocation: which one it is, and its registers. */
function declare({ populations }: Layout, { workgroupSize, starts }: Arrangement, k: number): string {
  const place = (p: number): string => `position_${k} - ${starts[p]!}u`;
  const i = populations.reduce(
    (rest, { name, first }, p) => `select(${rest}, ${place(p)} + ${first}u, is_${name}_${k})`,
    '0u',
  );
  return [
    `let position_${k} = lane + ${k * workgroupSize}u;`,
    ...populations.map(({ name, count }, p) => `let is_${name}_${k} = ${place(p)} < ${count}u;`),
    `let i_${k} = ${i};`,
    `var own_${k}: Neuron;`,
  ].join('\n');
}

/** How many copies of the open fractions there are, and which one each stage reads: another than its neighbours, the first and the last being such. */
interface Copies {
  readonly count: number;
  readonly ofStage: readonly number[];
}

function copiesOf({ stages }: Integrator): Copies {
  const isOdd = stages.length % 2 === 1;
  return { count: isOdd ? 3 : 2, ofStage: stages.map((_, s) => (isOdd && s === stages.length - 1 ? 2 : s % 2)) };
}

/** Numbers in a copy of the open fractions. */
function lengthOfCopy(layout: Layout): number {
  return Math.max(1, firstColumn(layout, layout.openFractions.length));
}

/** Where type t starts in a copy of the open fractions. */
function firstColumn({ openFractions }: Layout, t: number): number {
  return openFractions.slice(0, t).reduce((sum, { count }) => sum + 32 * Math.ceil(count / 32), 0);
}

function stageOf({ stages }: Integrator): string {
  const fields = [
    stages.map((_, s) => writeFloat32(stages[s + 1]?.a ?? 0)),
    stages.map(({ weight }) => writeFloat32(weight)),
    stages.map(({ halfSteps }) => `${halfSteps}u`),
  ];
  return `fn stageOf(stage: u32) -> Stage {
  return Stage(
${fields.map((values) => `    ${chooseByStage(values)},`).join('\n')}
    stage == 0u,
    stage == ${stages.length - 1}u,
  );
}
`;
}

/** The value that belongs to `stage`. */
function chooseByStage(values: readonly string[]): string {
  return values.reduceRight((rest, value, s) => (value === rest ? rest : `select(${rest}, ${value}, stage == ${s}u)`));
}

/** Σ weight · [O] of each type over the synapses onto the k-th neuron of an invocation. */
function sums(layout: Layout, wiring: Wiring, k: number): string {
  return layout.openFractions
    .map(({ type }, t) => {
      const synapses = wiring.synapses[t]!;
      if (synapses.form === 'rows') throw new RangeError(`${type}: one workgroup takes its synapses as a matrix`);
      const row = `m.wiring + ${synapses.at}u + i_${k}`;
      const at = `copy + ${firstColumn(layout, t)}u`;
      const sum =
        synapses.form === 'bits'
          ? `sumOfBits(${row}, ${synapses.words}u, ${at})`
          : `sumOfWeights(${row}, ${synapses.columns}u, ${at})`;
      return `let ${sumName(type)}_${k} = ${sum};`;
    })
    .join('\n');
}

/** Shows a neuron's open fraction of type t to the others, in the copy that starts at `copyAt`. */
function publish(layout: Layout, t: number, x: string, copyAt: string): string {
  const { type, first } = layout.openFractions[t]!;
  return `if ((*own).q_${type} != NONE) {
  O[${copyAt} + ${firstColumn(layout, t)}u + (*own).q_${type} - ${first}u] = ${x};
}`;
}

/** The types of which a neuron of population p has an open fraction, with the slot of the first parameter of each. */
function ownTypes(system: System, layout: Layout, p: number): { t: number; slot: number; values: number }[] {
  const { first, count } = layout.populations[p]!;
  let values = Math.max(...system.neurons.map(({ parameters }) => parameters.length));
  return system.openFractions.flatMap(({ presynapticParameters, synapseParameters }, t) => {
    const own = { t, slot: layout.slots + t, values };
    values += presynapticParameters.length + synapseParameters.length;
    return layout.openFractions[t]!.presynaptic.some((j) => j >= first && j < first + count) ? [own] : [];
  });
}

function load(system: System, layout: Layout, wiring: Wiring, p: number): string {
  const { n } = layout;
  const { population, states, parameters } = system.neurons[p]!;
  const read = (slot: number, address: string): string => `(*own).x[${slot}] = state[m.state + ${address}];
(*own).low[${slot}] = state[m.state + LOW + ${address}];
(*own).stage[${slot}] = (*own).x[${slot}];`;
  const parameter = (k: number, address: string): string =>
    `(*own).values[${k}] = parameters[m.parameters + ${address}];`;
  const row = (name: string): string => `${layout.parameterRow.get(name)! * n}u + i`;
  const types = ownTypes(system, layout, p).map(({ t, slot, values }) => {
    const { presynapticParameters, synapseParameters, usesPulse } = system.openFractions[t]!;
    const { type, first, parameterAddress } = layout.openFractions[t]!;
    const ofSynapse = (name: string): string => `${parameterAddress.get(name)!}u + q_${type} - ${first}u`;
    return [
      `let q_${type} = wiring[m.wiring + ${wiring.own[t]!}u + i];`,
      `(*own).q_${type} = q_${type};`,
      writeOnce(
        `q_${type} != NONE`,
        [
          read(slot, `${layout.slots * n}u + q_${type}`),
          ...presynapticParameters.map((name, k) => parameter(values + k, row(name))),
          ...synapseParameters.map((name, k) => parameter(values + presynapticParameters.length + k, ofSynapse(name))),
          ...(usesPulse
            ? [
                `(*own).delay_${type} = bitcast<i32>(wiring[m.wiring + ${wiring.pulseDelay}u + q_${type}]);`,
                `(*own).length_${type} = bitcast<i32>(wiring[m.wiring + ${wiring.pulseLength}u + q_${type}]);`,
              ]
            : []),
        ].join('\n'),
      ),
      publish(layout, t, `(*own).x[${slot}]`, '0u'),
    ].join('\n');
  });
  return `fn load_${population}(own: ptr<function, Neuron>, i: u32, m: Member) {
${indent([...states.map((_, slot) => read(slot, `${slot * n}u + i`)), ...parameters.map((name, k) => parameter(k, row(name))), ...types].join('\n'))}
  (*own).sinceSpike = memory[m.index * N + i];
}
`;
}

function advance(system: System, layout: Layout, p: number): string {
  const { population, states, synapses, usesStimulus } = system.neurons[p]!;
  const { firingThreshold } = system.model.membrane;
  const own = ownTypes(system, layout, p);
  const threshold = writeFloat32(firingThreshold);
  const integrate = (
    slot: number,
    derivative: string,
  ): string => `let new_${slot} = integrate((*own).x[${slot}], (*own).low[${slot}], (*own).sum[${slot}], ${derivative}, s);
(*own).sum[${slot}] = new_${slot}.sum;
(*own).stage[${slot}] = new_${slot}.stage;
(*own).x[${slot}] = new_${slot}.x;
(*own).low[${slot}] = new_${slot}.low;`;
  const openFractions = own.map(({ t, slot, values }) => {
    const equations = system.openFractions[t]!;
    const { type } = equations;
    const parameters = [...equations.presynapticParameters, ...equations.synapseParameters];
    const inputs = openFractionInputs(equations).map((name) => {
      if (name === O) return `(*own).stage[${slot}]`;
      if (name === V) return 'V_stage';
      if (name === PULSE) return `pulse_${type}`;
      return `(*own).values[${values + parameters.indexOf(name)}]`;
    });
    return `${
      equations.usesPulse
        ? `let since_${type} = (*own).sinceSpike + i32(s.halfSteps) - (*own).delay_${type};
let pulse_${type} = select(0.0, 1.0, (since_${type} > 0) & (since_${type} < (*own).length_${type}));
`
        : ''
    }let d_${slot} = derive_O_${type}(${inputs.join(', ')});`;
  });
  const watched = [
    ...states.map(({ bounds }, slot) => ({
      q: undefined,
      item: 'i',
      slot,
      x: `new_${slot}.x`,
      bounds: writeBounds(bounds),
    })),
    ...own.map(({ t, slot }) => {
      const q = `(*own).q_${layout.openFractions[t]!.type}`;
      return { q, item: `N + ${q}`, slot: 0, x: `new_${slot}.x`, bounds: writeBounds() };
    }),
  ];
  const watch = watched.map(({ q, item, slot, x, bounds }) => {
    const call = `watch(m.index, ${item}, ${slot}u, ${x}, ${bounds}, step);`;
    return q === undefined ? call : `if (${q} != NONE) {\n  ${call}\n}`;
  });
  const isSound = watched
    .map(({ q, x, bounds }) => (q === undefined ? '' : `(${q} == NONE) | `) + `isWithin(${x}, ${bounds})`)
    .map((condition) => `(${condition})`)
    .join('\n  & ');
  const lastly = [
    `let isSound = ${isSound};`,
    writeOnce('s.isLast & !isSound', watch.join('\n')),
    `let hasFired = s.isLast & (V_before < ${threshold}) & (new_0.x >= ${threshold});`,
    `let older = select(min((*own).sinceSpike + 2, ${MOST_HALF_STEPS}), 2, hasFired);`,
    `(*own).sinceSpike = select((*own).sinceSpike, older, s.isLast);`,
    writeOnce('hasFired', `events[spikeWord(m.index, step, i)] |= 1u << (step & 31u);`),
  ];
  return `fn advance_${population}(
  own: ptr<function, Neuron>, i: u32, m: Member, step: u32, s: Stage, nextCopy: u32, isRecorded: bool, row: u32${synapses.map((type) => `, ${sumName(type)}: f32`).join('')}
) {
  let V_before = (*own).x[0];
${own.some(({ t }) => system.openFractions[t]!.usesV) ? '  let V_stage = (*own).stage[0];\n' : ''}${indent(writeOnce('s.isFirst & isRecorded', 'voltage[(row * batch.members + m.index) * N + i] = V_before;'))}
${usesStimulus ? `  let ${I_STIM} = stimulus[schedule[m.schedule + 2u * step + s.halfSteps] * N + i];\n` : ''}  let d = derive_${population}(${['(*own).stage', '(*own).values', ...(usesStimulus ? [I_STIM] : []), ...synapses.map(sumName)].join(', ')});
${indent([...openFractions, ...states.map((_, slot) => integrate(slot, `d[${slot}]`)), ...own.map(({ slot }) => integrate(slot, `d_${slot}`)), ...own.map(({ t, slot }) => publish(layout, t, `new_${slot}.stage`, 'nextCopy')), ...lastly].join('\n'))}
}
`;
}

function store(system: System, layout: Layout, p: number): string {
  const { population, states } = system.neurons[p]!;
  const write = (slot: number, address: string): string => `state[m.state + ${address}] = (*own).x[${slot}];
state[m.state + LOW + ${address}] = (*own).low[${slot}];`;
  return `fn store_${population}(own: ptr<function, Neuron>, i: u32, m: Member) {
${indent(
  [
    ...states.map((_, slot) => write(slot, `${slot * layout.n}u + i`)),
    ...ownTypes(system, layout, p).map(({ t, slot }) => {
      const q = `(*own).q_${layout.openFractions[t]!.type}`;
      return writeOnce(`${q} != NONE`, write(slot, `${layout.slots * layout.n}u + ${q}`));
    }),
  ].join('\n'),
)}
  memory[m.index * N + i] = (*own).sinceSpike;
}
`;
}
