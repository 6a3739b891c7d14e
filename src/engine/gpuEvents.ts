import { variableAt } from '../compiler/layout.ts';
import { gpuRegions } from '../compiler/targets/float32.ts';
import { DivergenceError, type Problem } from './engine.ts';

/** Spikes out of bits: word (step / 32) · n + neuron, bit step % 32. Ordered by step, then by neuron. */
export function decodeSpikeBits(
  words: Uint32Array,
  n: number,
  firstStep: number,
  steps: number,
): { spikeNeuron: Int32Array<ArrayBuffer>; spikeStep: Float64Array<ArrayBuffer> } {
  const found: { neuron: number; step: number }[] = [];
  for (let w = 0; w < Math.ceil(steps / 32); w++) {
    for (let neuron = 0; neuron < n; neuron++) {
      for (let bits = words[w * n + neuron]!; bits !== 0; bits &= bits - 1) {
        found.push({ neuron, step: firstStep + 32 * w + (31 - Math.clz32(bits & -bits)) });
      }
    }
  }
  found.sort((a, b) => a.step - b.step || a.neuron - b.neuron);
  return {
    spikeNeuron: Int32Array.from(found, ({ neuron }) => neuron),
    spikeStep: Float64Array.from(found, ({ step }) => step),
  };
}

/**
 * The first fault that a batch met, if any.
 * @param faults by item: 0, or step · faultSlots + slot + 1 with the step counted from the batch's first; then by item the float32 value's bits.
 */
export function findFault(problem: Problem, firstStep: number, faults: Uint32Array): DivergenceError | undefined {
  const { layout, integrator } = problem;
  const { faultSlots } = gpuRegions(layout, integrator);
  const codes = faults.subarray(0, layout.items);
  const stepOf = (code: number): number => Math.floor((code - 1) / faultSlots);
  let first = -1;
  codes.forEach((code, item) => {
    if (code !== 0 && (first < 0 || stepOf(code) < stepOf(codes[first]!))) first = item;
  });
  if (first < 0) return undefined;
  const code = codes[first]!;
  const slot = (code - 1) % faultSlots;
  const value = new Float32Array(faults.buffer, faults.byteOffset + 4 * (layout.items + first), 1)[0]!;
  return faultError(problem, first, slot, value, firstStep + stepOf(code));
}

/** The error for variable `slot` of an item (neuron or open fraction) that left its bounds. */
export function faultError(problem: Problem, item: number, slot: number, value: number, step: number): DivergenceError {
  const { system, layout } = problem;
  const { n, slots } = layout;
  const address = item < n ? slot * n + item : slots * n + item - n;
  const { neuron, variable } = variableAt(system, layout, address);
  return new DivergenceError(neuron, variable, value, step);
}
