import { parameterVector, pulseTimes, type Layout } from '../../compiler/layout.ts';
import {
  PRESYNAPTIC,
  PULSE_DELAY,
  PULSE_LENGTH,
  endSynapseName,
  firstSynapseName,
  type Packing,
} from '../../compiler/targets/glsl.ts';
import type { Problem } from '../engine.ts';

/** A state vector (see `Layout`) as the textures of one copy, four slots to a texel. */
export function packState({ n, slots, openFractionCount }: Layout, packing: Packing, x: Float32Array): Float32Array[] {
  const { width, height, layers } = packing;
  const textures = Array.from({ length: layers }, () => new Float32Array(4 * width * height));
  for (let slot = 0; slot < slots; slot++) {
    for (let i = 0; i < n; i++) textures[slot >> 2]![4 * i + (slot & 3)] = x[slot * n + i]!;
  }
  for (let q = 0; q < openFractionCount; q++) textures[0]![4 * (n + q)] = x[slots * n + q]!;
  return textures;
}

/** The reverse of `packState`. */
export function unpackState(
  { n, slots, openFractionCount, stateLength }: Layout,
  textures: readonly Float32Array[],
): Float32Array {
  const x = new Float32Array(stateLength);
  for (let slot = 0; slot < slots; slot++) {
    for (let i = 0; i < n; i++) x[slot * n + i] = textures[slot >> 2]![4 * i + (slot & 3)]!;
  }
  for (let q = 0; q < openFractionCount; q++) x[slots * n + q] = textures[0]![4 * (n + q)]!;
  return x;
}

/** Whole numbers up to here are exact in float32, in which synapses and items are numbered. */
const MOST_EXACT = 2 ** 24;

/**
 * The constants of every item, at the channels that `packTextures` gives them.
 * @throws RangeError when there are more synapses than float32 can number.
 */
export function packConstants({ network, layout, dt }: Problem, packing: Packing): Float32Array {
  const { width, height, constants, constantTexels } = packing;
  const { n, populations, openFractions, parameterRow } = layout;
  const synapses = openFractions.reduce((sum, { ofSynapse }) => sum + ofSynapse.length, 0);
  if (Math.max(synapses, layout.items) > MOST_EXACT) {
    throw new RangeError(`this network has ${synapses} synapses, WebGL takes up to ${MOST_EXACT}: use WebGPU`);
  }
  const values = new Float32Array(4 * width * height * constantTexels);
  const parameters = parameterVector(network, layout);
  const ofNeuron = (name: string, neuron: number): number => parameters[parameterRow.get(name)! * n + neuron]!;
  const fill = (
    section: number,
    firstItem: number,
    count: number,
    valueOf: (name: string, k: number) => number,
  ): void =>
    constants[section]!.forEach((name, c) => {
      for (let k = 0; k < count; k++) {
        values[4 * (firstItem + k + (c >> 2) * width * height) + (c & 3)] = valueOf(name, k);
      }
    });

  const firstSynapse = firstSynapses(layout);
  const rows = new Map<string, (neuron: number) => number>();
  network.synapses.forEach(({ type, rowStart }, t) => {
    rows.set(firstSynapseName(type.name), (neuron) => firstSynapse[t]! + rowStart[neuron]!);
    rows.set(endSynapseName(type.name), (neuron) => firstSynapse[t]! + rowStart[neuron + 1]!);
  });
  populations.forEach(({ first, count }, p) =>
    fill(p, first, count, (name, k) => rows.get(name)?.(first + k) ?? ofNeuron(name, first + k)),
  );

  openFractions.forEach(({ first, count, presynaptic, parameterAddress }, t) => {
    const pulse = pulseTimes(network, layout, t, dt);
    fill(populations.length + t, n + first, count, (name, q) => {
      if (name === PRESYNAPTIC) return presynaptic[q]!;
      if (name === PULSE_DELAY) return pulse!.delay[q]!;
      if (name === PULSE_LENGTH) return pulse!.length[q]!;
      const own = parameterAddress.get(name);
      return own === undefined ? ofNeuron(name, presynaptic[q]!) : parameters[own + q]!;
    });
  });
  return values;
}

/** The item of every synapse's open fraction, types one after the other. */
export function packWiring({ layout }: Problem): Float32Array {
  const firstSynapse = firstSynapses(layout);
  const values = new Float32Array(layout.openFractions.reduce((sum, one) => sum + one.ofSynapse.length, 0));
  layout.openFractions.forEach(({ first, ofSynapse }, t) => {
    ofSynapse.forEach((q, s) => (values[firstSynapse[t]! + s] = layout.n + first + q));
  });
  return values;
}

/** By type: the number of its first synapse among all. */
function firstSynapses({ openFractions }: Layout): number[] {
  let first = 0;
  return openFractions.map(({ ofSynapse }) => {
    first += ofSynapse.length;
    return first - ofSynapse.length;
  });
}
