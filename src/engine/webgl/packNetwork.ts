import { parameterVector, pulseTimes, type Layout } from '../../compiler/layout.ts';
import {
  BITS,
  PRESYNAPTIC,
  PULSE_DELAY,
  PULSE_LENGTH,
  bitsName,
  endSynapseName,
  firstSynapseName,
  rowLength,
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
): Float32Array<ArrayBuffer> {
  const x = new Float32Array(stateLength);
  for (let slot = 0; slot < slots; slot++) {
    for (let i = 0; i < n; i++) x[slot * n + i] = textures[slot >> 2]![4 * i + (slot & 3)]!;
  }
  for (let q = 0; q < openFractionCount; q++) x[slots * n + q] = textures[0]![4 * (n + q)]!;
  return x;
}

/** Whole numbers up to here are exact in float32, in which items and numbers of the wiring are addressed. */
const MOST_EXACT = 2 ** 24;

/**
 * From this share of ones on a matrix is read as bits: one fetch for each of its columns, where a listed synapse takes two that
 * do not lie side by side.
 */
const DENSE = 1 / 4;
/** With weights a column takes two fetches, and a listed synapse three. */
const DENSE_WEIGHTS = 1 / 2;

/** 2ᵏ by k: to raise to a power for each of 2·10⁵ synapses takes 20 ms, which an edit would have to wait for. */
const POWERS = Array.from({ length: BITS }, (_, k) => 2 ** k);

/** Who is connected to whom, as numbers of a texture. */
export interface PackedWiring {
  readonly values: Float32Array;
  /** By type and neuron: first and end of its listed synapses, and where its row of bits or weights starts, or -1. */
  readonly rows: readonly { readonly first: Int32Array; readonly end: Int32Array; readonly bits: Int32Array }[];
}

/**
 * For every population and synapse type the form that is faster: the item of each synapse's open fraction, or rows of bits over
 * the type's open fractions. With weights: item and weight of each synapse, or rows of weights.
 * @param hasWeights by type; none has where it is left out.
 * @throws RangeError with the need and the limit when there are more numbers than float32 can address.
 */
export function packWiring({ network, layout }: Problem, hasWeights: readonly boolean[] = []): PackedWiring {
  const { n, populations, openFractions } = layout;
  let length = 0;
  const rows = openFractions.map(({ count }, t) => {
    const { rowStart } = network.synapses[t]!;
    const [first, end, bits] = [new Int32Array(n), new Int32Array(n), new Int32Array(n).fill(-1)];
    const isWeighted = hasWeights[t] ?? false;
    const inRow = rowLength(count, isWeighted);
    const inList = isWeighted ? 2 : 1;
    const dense = isWeighted ? DENSE_WEIGHTS : DENSE;
    for (const population of populations) {
      const last = population.first + population.count;
      const isDense = count > 0 && rowStart[last]! - rowStart[population.first]! >= dense * population.count * count;
      for (let i = population.first; i < last; i++) {
        const listed = inList * (rowStart[i + 1]! - rowStart[i]!);
        if (isDense) bits[i] = length;
        else [first[i], end[i]] = [length, length + listed];
        length += isDense ? inRow : listed;
      }
    }
    return { first, end, bits };
  });
  if (Math.max(length, layout.items) > MOST_EXACT) {
    const need = Math.max(length, layout.items);
    throw new RangeError(`this network needs ${need} numbers of wiring, WebGL takes up to ${MOST_EXACT}: use WebGPU`);
  }
  const values = new Float32Array(length);
  openFractions.forEach(({ first: firstOpenFraction, ofSynapse }, t) => {
    const { rowStart, weights } = network.synapses[t]!;
    const { first, bits } = rows[t]!;
    for (let i = 0; i < n; i++) {
      for (let s = rowStart[i]!; s < rowStart[i + 1]!; s++) {
        const q = ofSynapse[s]!;
        const item = n + firstOpenFraction + q;
        if (hasWeights[t]) {
          const weight = weights?.[s] ?? 1;
          if (bits[i]! < 0) {
            const at = first[i]! + 2 * (s - rowStart[i]!);
            values[at] = item;
            values[at + 1] = weight;
          } else values[bits[i]! + q] = weight;
        } else if (bits[i]! < 0) values[first[i]! + s - rowStart[i]!] = item;
        else values[bits[i]! + Math.floor(q / BITS)]! += POWERS[q % BITS]!;
      }
    }
  });
  return { values, rows };
}

/** The constants of every item, at the channels that `packTextures` gives them. */
export function packConstants({ network, layout, dt }: Problem, packing: Packing, wiring: PackedWiring): Float32Array {
  const { width, height, constants, constantTexels } = packing;
  const { n, populations, openFractions, parameterRow } = layout;
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

  const rows = new Map<string, Int32Array>();
  wiring.rows.forEach(({ first, end, bits }, t) => {
    const { type } = openFractions[t]!;
    rows.set(firstSynapseName(type), first).set(endSynapseName(type), end).set(bitsName(type), bits);
  });
  populations.forEach(({ first, count }, p) =>
    fill(p, first, count, (name, k) => rows.get(name)?.[first + k] ?? ofNeuron(name, first + k)),
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
