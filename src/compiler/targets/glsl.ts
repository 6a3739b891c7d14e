import { OPEN_FRACTION_BOUNDS } from '../../model/model.ts';
import type { Integrator } from '../integrator.ts';
import { MOST_HALF_STEPS, type Layout } from '../layout.ts';
import {
  I_STIM,
  O,
  PULSE,
  V,
  sumName,
  type NeuronEquations,
  type OpenFractionEquations,
  type Statement,
  type System,
} from '../system.ts';
import { EXPRELR, gpuRegions, writeFloat32 } from './float32.ts';
import { SHADER_FUNCTIONS, writeInfix, type Dialect } from './infix.ts';
import { GLSL_TWO_SUM, writeTwoSum } from './twoSum.ts';

const glsl: Dialect = {
  number: writeFloat32,
  functions: SHADER_FUNCTIONS,
  select: (condition, a, b) => `(${condition} ? ${a} : ${b})`,
};

/**
 * How a network lies in textures of four floats per texel. Every item (neuron or open fraction) owns the texel
 * (item % width, item / width) of each texture below.
 */
export interface Packing {
  readonly width: number;
  readonly height: number;
  /**
   * Textures per copy of the state: slot s is channel s % 4 of texture s / 4. Behind an item's variables come its firing
   * memory (half-steps since the last spike) and its events.
   */
  readonly layers: number;
  readonly ageSlot: number;
  readonly eventSlot: number;
  /** By section (populations, then synapse types): the names of the constants of an item, in the order of their channels. */
  readonly constants: readonly (readonly string[])[];
  /** Texels of constants per item; texel k of them lies `height` · k rows below. */
  readonly constantTexels: number;
}

/** Constants of an item that are not parameters of the model. */
export const PRESYNAPTIC = 'presynaptic';
export const PULSE_DELAY = 'pulse_delay';
export const PULSE_LENGTH = 'pulse_length';
export const firstSynapseName = (type: string): string => `first_${type}`;
export const endSynapseName = (type: string): string => `end_${type}`;
/** Where a neuron's row of a matrix starts, of bits or, where the type has weights, of those. */
export const bitsName = (type: string): string => `bits_${type}`;

/** Numbers of the wiring in a neuron's row of a matrix over so many open fractions: bits, or weights. */
export function rowLength(count: number, hasWeights: boolean): number {
  return hasWeights ? count : Math.ceil(count / BITS);
}

/** Columns of a 0/1 matrix in one number of the wiring: as many bits as a float32 holds exactly. */
export const BITS = 24;

/** Items in a row of a texture: every WebGL 2 device has textures of at least 2048. */
const MOST_WIDTH = 1024;
/** Rows to spread the items over: fragments are computed in blocks of 2 × 2, of which a single row would waste half. */
const ROWS = 16;
/** Texels in a row of the wiring and stimulus textures, which are read by number. */
export const FLAT_WIDTH = 1024;

export function packTextures(system: System, layout: Layout): Packing {
  const width = Math.min(2 * Math.ceil(layout.items / (2 * ROWS)), MOST_WIDTH);
  const constants = [
    ...system.neurons.map(({ synapses, parameters }) => [
      ...synapses.flatMap((type) => [firstSynapseName(type), endSynapseName(type), bitsName(type)]),
      ...parameters,
    ]),
    ...system.openFractions.map((equations) => [
      ...(needsPresynaptic(equations) ? [PRESYNAPTIC] : []),
      ...(equations.usesPulse ? [PULSE_DELAY, PULSE_LENGTH] : []),
      ...equations.presynapticParameters,
      ...equations.synapseParameters,
    ]),
  ];
  return {
    width,
    height: Math.ceil(layout.items / width),
    layers: Math.ceil((layout.slots + 2) / 4),
    ageSlot: layout.slots,
    eventSlot: layout.slots + 1,
    constants,
    constantTexels: Math.max(...constants.map((names) => Math.ceil(names.length / 4))),
  };
}

function needsPresynaptic({ usesV, usesPulse }: OpenFractionEquations): boolean {
  return usesV || usesPulse;
}

/** Fragment shaders for one draw each over all items. */
export interface GlslPrograms {
  /** A stage that is not the last: writes the next stage's state, and the weighted sum of the derivatives so far. */
  readonly inner: string;
  /** The last stage: writes the state after the step, the firing memory and the events. */
  readonly last: string;
  /** Copies V, events and faulty values of all items into the recording. */
  readonly capture: string;
}

/**
 * The fragment shaders that take RK4 steps. `events` of a neuron are its spikes since the last capture as bits, the latest lowest;
 * a negative number tells of a variable out of bounds: -(1 + slot + faultSlots · steps since the capture), and its value
 * stands in place of the firing memory.
 * @param hasWeights by synapse type: whether the sums take weights; none does where it is left out.
 */
export function writeGlsl(
  system: System,
  layout: Layout,
  integrator: Integrator,
  hasWeights: readonly boolean[] = [],
): GlslPrograms {
  const packing = packTextures(system, layout);
  const { faultSlots, isCompensated } = gpuRegions(layout, integrator);
  const layers = Array.from({ length: packing.layers }, (_, l) => l);
  const common = [
    head(layout, packing),
    ...(hasWeights.includes(true) ? [weightedSums(packing)] : []),
    ...system.neurons.map((equations, p) => neurons(layout, packing, equations, p, hasWeights)),
    ...system.openFractions.map((equations, t) => openFractions(packing, equations, system.neurons.length + t)),
    derivative(layout, system),
  ].join('\n');
  const outputs = (name: string, from: number): string =>
    layers.map((l) => `layout(location = ${from + l}) out vec4 ${name}_${l};`).join('\n');
  const loads = layers.map((l) => `  vec4 x_${l} = texelFetch(state[${l}], here, 0);`).join('\n');
  const each = (write: (l: number) => string): string => layers.map(write).join('\n');

  const inner = `${common}
uniform sampler2D sum[${packing.layers}];
${outputs('next', 0)}
${outputs('total', packing.layers)}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  vec4 d[${packing.layers}] = derivative(here);
${loads}
${each((l) => `  next_${l} = x_${l} + ${STAGE.a_dt} * d[${l}];`)}
${each((l) => `  total_${l} = ${STAGE.weight} * d[${l}];`)}
  if (${STAGE.hasSum} > 0.0) {
${each((l) => `    total_${l} += texelFetch(sum[${l}], here, 0);`)}
  }
}
`;
  const last = `${common}
uniform float dt_divided;
uniform float sinceCapture; // steps from the last capture to this one
uniform sampler2D sum[${packing.layers}];
uniform sampler2D low[${packing.layers}]; // what float32 could not hold of the state
${outputs('after', 0)}
${outputs('rest', packing.layers)}

float fault(float slot, float x, float least, float most) {
  bool isFinite = (floatBitsToUint(x) & 0x7f800000u) != 0x7f800000u;
  return isFinite && x >= least && x <= most ? 0.0 : -(1.0 + slot + ${writeFloat32(faultSlots)} * sinceCapture);
}

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy);
  int item = here.x + here.y * ${packing.width};
  vec4 d[${packing.layers}] = derivative(here);
${loads}
  // The sum's rounding error is carried along.
${each((l) => `  vec4 change_${l} = dt_divided * (texelFetch(sum[${l}], here, 0) + ${STAGE.weight} * d[${l}]) + texelFetch(low[${l}], here, 0);`)}
${each((l) =>
  writeTwoSum(GLSL_TWO_SUM, isCompensated, `_${l}`)
    .map((line) => `  ${line}`)
    .join('\n'),
)}
  float age = ${channel('x', packing.ageSlot)};
  float events = ${channel('x', packing.eventSlot)};
  if (events >= 0.0) {
    events = sinceCapture == 0.0 ? 0.0 : 2.0 * events;
    age = min(age + 2.0, ${writeFloat32(MOST_HALF_STEPS)});
${sectionRanges(layout)
  .map((section, k) => watch(system, section, k))
  .join('\n')}
  }
  ${channel('after', packing.ageSlot)} = age;
  ${channel('after', packing.eventSlot)} = events;
}
`;
  const capture = `${precision}
uniform sampler2D state[${packing.layers}];
uniform int firstRow; // of this capture in the recording
out vec4 recorded;

void main() {
  ivec2 here = ivec2(gl_FragCoord.xy) - ivec2(0, firstRow);
${loads}
  recorded = vec4(x_0.x, ${channel('x', packing.eventSlot)}, ${channel('x', packing.ageSlot)}, 0.0);
}
`;
  return { inner, last, capture };
}

/** One triangle that covers the viewport. */
export const VERTEX_SHADER = `#version 300 es
void main() {
  vec2 corner = vec2(gl_VertexID == 1 ? 3.0 : -1.0, gl_VertexID == 2 ? 3.0 : -1.0);
  gl_Position = vec4(corner, 0.0, 1.0);
}
`;

const precision = `#version 300 es
precision highp float;
precision highp int;
precision highp sampler2D;
`;

/** What differs between stages, in one uniform: a step makes as few calls of the driver as it can. */
const STAGE = {
  halfSteps: 'stageConstants.x',
  weight: 'stageConstants.y',
  a_dt: 'stageConstants.z',
  hasSum: 'stageConstants.w',
} as const;

function head(layout: Layout, packing: Packing): string {
  return `${precision}
// ${layout.n} neurons, ${layout.openFractionCount} open fractions
uniform sampler2D state[${packing.layers}]; // at the start of the step
uniform sampler2D stage[${packing.layers}];
uniform sampler2D constants;
uniform sampler2D wiring; // items of the open fractions of synapses, and rows of matrices, ${BITS} bits to a number
uniform sampler2D stimulus; // a window of columns, by column · n + neuron
uniform int column;
uniform vec4 stageConstants; // half-steps since the step's start, weight, a · dt of the next stage, 1 if there is a sum already

// e⁸⁰ fits into float32 with room for products; shaders may assume that no infinity occurs
float finiteExp(float x) {
  return exp(min(x, 80.0));
}

// x / (exp(x) - 1), by its series where the quotient would cancel
float exprelr(float x) {
  float y = x * x;
  float series = ${EXPRELR.series};
  bool isSmall = abs(x) < ${EXPRELR.below};
  float far = isSmall ? 1.0 : x;
  return isSmall ? series : far / (finiteExp(far) - 1.0);
}

float numbered(sampler2D values, int k) {
  int texel = k >> 2;
  return texelFetch(values, ivec2(texel % ${FLAT_WIDTH}, texel / ${FLAT_WIDTH}), 0)[k & 3];
}

ivec2 place(float item) {
  int k = int(item);
  return ivec2(k % ${packing.width}, k / ${packing.width});
}

// of the synapses that are listed by the item of their open fraction
float sumListed(float first, float end) {
  float sum = 0.0;
  for (int k = int(first); k < int(end); k++) {
    sum += texelFetch(stage[0], place(numbered(wiring, k)), 0).x;
  }
  return sum;
}

// of those in a row of a matrix over the open fractions from \`item\` on; no row starts below 0
float sumBits(float row, int words, float item) {
  float sum = 0.0;
  ivec2 at = place(item);
  for (int k = int(row); k < int(row) + words && row >= 0.0; k++) {
    uint bits = uint(numbered(wiring, k));
    for (int b = 0; b < ${BITS}; b++) {
      // Not a product: what is no number must not pass where there is no synapse.
      float O = texelFetch(stage[0], at, 0).x;
      sum += (bits & 1u) == 1u ? O : 0.0;
      bits >>= 1u;
      at.x++;
      if (at.x == ${packing.width}) at = ivec2(0, at.y + 1);
    }
  }
  return sum;
}
`;
}

/** The sums over synapses with weights; where the weight is 0 nothing is added, also when [O] is no number. */
function weightedSums(packing: Packing): string {
  return `// of the synapses that are listed by the item of their open fraction and their weight
float sumListedWeights(float first, float end) {
  float sum = 0.0;
  for (int k = int(first); k < int(end); k += 2) {
    float O = texelFetch(stage[0], place(numbered(wiring, k)), 0).x;
    sum += numbered(wiring, k + 1) * O;
  }
  return sum;
}

// of those in a row of a matrix of weights over the open fractions from \`item\` on; no row starts below 0
float sumWeights(float row, int columns, float item) {
  float sum = 0.0;
  ivec2 at = place(item);
  for (int k = int(row); k < int(row) + columns && row >= 0.0; k++) {
    float weight = numbered(wiring, k);
    float O = texelFetch(stage[0], at, 0).x;
    sum += weight == 0.0 ? 0.0 : weight * O;
    at.x++;
    if (at.x == ${packing.width}) at = ivec2(0, at.y + 1);
  }
  return sum;
}
`;
}

/** 'x_1.z': the channel of a copy of the state that holds a slot. */
function channel(copy: string, slot: number): string {
  return `${copy}_${Math.floor(slot / 4)}.${'xyzw'[slot % 4]!}`;
}

function loadConstants(packing: Packing, section: number): string[] {
  const names = packing.constants[section]!;
  const texels = Math.ceil(names.length / 4);
  return [
    ...Array.from(
      { length: texels },
      (_, k) => `  vec4 c_${k} = texelFetch(constants, here + ivec2(0, ${k * packing.height}), 0);`,
    ),
    ...names.map((name, k) => `  float ${name} = ${channel('c', k)};`),
  ];
}

function writeStatements(statements: readonly Statement[]): string[] {
  return statements.map(({ name, value }) => `  float ${name} = ${writeInfix(value, glsl)};`);
}

function neurons(
  layout: Layout,
  packing: Packing,
  equations: NeuronEquations,
  p: number,
  hasWeights: readonly boolean[],
): string {
  const { population, states, synapses, statements, derivatives } = equations;
  const layers = Array.from({ length: packing.layers }, (_, l) => l);
  const results = layers.map((l) => {
    const channels = [0, 1, 2, 3].map((c) => derivatives[4 * l + c] ?? '0.0');
    return `vec4(${channels.join(', ')})`;
  });
  return [
    `void derive_${population}(ivec2 here, int item, out vec4 d[${packing.layers}]) {`,
    ...layers.map((l) => `  vec4 y_${l} = texelFetch(stage[${l}], here, 0);`),
    ...states.map(({ name }, slot) => `  float ${name} = ${channel('y', slot)};`),
    ...loadConstants(packing, p),
    ...synapses.map((type) => {
      const t = layout.openFractions.findIndex((one) => one.type === type);
      const { first, count } = layout.openFractions[t]!;
      const [inLists, inRow] = hasWeights[t] ? ['sumListedWeights', 'sumWeights'] : ['sumListed', 'sumBits'];
      const listed = `${inLists}(${firstSynapseName(type)}, ${endSynapseName(type)})`;
      const length = rowLength(count, hasWeights[t] ?? false);
      const row = `${inRow}(${bitsName(type)}, ${length}, ${writeFloat32(layout.n + first)})`;
      return `  float ${sumName(type)} = ${listed} + ${row};`;
    }),
    ...(equations.usesStimulus ? [`  float ${I_STIM} = numbered(stimulus, column * ${layout.n} + item);`] : []),
    ...writeStatements(statements),
    ...results.map((result, l) => `  d[${l}] = ${result};`),
    '}',
    '',
  ].join('\n');
}

function openFractions(packing: Packing, equations: OpenFractionEquations, section: number): string {
  const rest = Array.from({ length: packing.layers - 1 }, (_, l) => `  d[${l + 1}] = vec4(0.0);`);
  const pulse = [
    `  float age = texelFetch(state[${Math.floor(packing.ageSlot / 4)}], place(${PRESYNAPTIC}), 0).${'xyzw'[packing.ageSlot % 4]!};`,
    `  float since = age + ${STAGE.halfSteps} - ${PULSE_DELAY};`,
    `  float ${PULSE} = since > 0.0 && since < ${PULSE_LENGTH} ? 1.0 : 0.0;`,
  ];
  return [
    `void derive_${equations.type}(ivec2 here, out vec4 d[${packing.layers}]) {`,
    ...loadConstants(packing, section),
    `  float ${O} = texelFetch(stage[0], here, 0).x;`,
    ...(equations.usesV ? [`  float ${V} = texelFetch(stage[0], place(${PRESYNAPTIC}), 0).x;`] : []),
    ...(equations.usesPulse ? pulse : []),
    ...writeStatements(equations.statements),
    `  d[0] = vec4(${equations.derivative}, 0.0, 0.0, 0.0);`,
    ...rest,
    '}',
    '',
  ].join('\n');
}

/** Items first … first + count - 1 run the same code. */
interface SectionRange {
  readonly name: string;
  readonly first: number;
  readonly count: number;
}

function sectionRanges(layout: Layout): SectionRange[] {
  return [
    ...layout.populations,
    ...layout.openFractions.map(({ type, first, count }) => ({ name: type, first: layout.n + first, count })),
  ];
}

/**
 * Calls each section's code for its own items.
 * A loop that runs once or never, not an `if`: software adapters run both sides of a branch for every item.
 */
function derivative(layout: Layout, system: System): string {
  const packing = packTextures(system, layout);
  const calls = sectionRanges(layout).flatMap(({ name, first, count }, section) => {
    const call = section < system.neurons.length ? `derive_${name}(here, item, d)` : `derive_${name}(here, d)`;
    const range = `bool mine = item >= ${first} && item < ${first + count}; mine; mine = false`;
    return count > 0 ? [`  for (${range}) ${call};`] : [];
  });
  return `vec4[${packing.layers}] derivative(ivec2 here) {
  int item = here.x + here.y * ${packing.width};
  vec4 d[${packing.layers}];
${Array.from({ length: packing.layers }, (_, l) => `  d[${l}] = vec4(0.0);`).join('\n')}
${calls.join('\n')}
  return d;
}
`;
}

function watch(system: System, { name, first, count }: SectionRange, section: number): string {
  if (count === 0) return `    // no ${name}`;
  const equations = system.neurons[section];
  const states = equations?.states ?? [{ name: O, bounds: OPEN_FRACTION_BOUNDS }];
  const checks = states.map(({ bounds }, slot) => {
    const x = channel('after', slot);
    const limits = bounds.map(writeFloat32).join(', ');
    return `      if (events >= 0.0) {
        float code = fault(${writeFloat32(slot)}, ${x}, ${limits});
        if (code < 0.0) { events = code; age = ${x}; }
      }`;
  });
  const threshold = writeFloat32(system.model.membrane.firingThreshold);
  const spike = `      if (x_0.x < ${threshold} && after_0.x >= ${threshold}) {
        events += 1.0;
        age = 2.0;
      }
`;
  return `    for (bool mine = item >= ${first} && item < ${first + count}; mine; mine = false) { // ${name}
${equations === undefined ? '' : spike}${checks.join('\n')}
    }`;
}
