import type { Integrator } from '../integrator.ts';
import type { Layout } from '../layout.ts';

/**
 * exprelr in float32: x / (exp(x) - 1) loses as many digits as exp(x) - 1 cancels, so near 0 its series is taken instead:
 * 1 - x/2 + x²/12 - x⁴/720 + x⁶/30240 - x⁸/1209600 (Bernoulli numbers over factorials; Abramowitz & Stegun 23.1.1).
 * Below 0.5 the first term left out is 2·10⁻¹¹.
 */
export const EXPRELR_SERIES = {
  below: 0.5,
  /** Constant, linear, then those of x², x⁴, x⁶, x⁸. */
  coefficients: [1, -1 / 2, 1 / 12, -1 / 720, 1 / 30240, -1 / 1209600],
} as const;

/** A literal that WGSL and GLSL read as exactly the float32 nearest to the value. */
export function writeFloat32(value: number): string {
  const rounded = Math.fround(value);
  // The shortest decimal that still rounds to the same float32.
  for (let digits = 1; digits <= 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === rounded) return /[.e]/.test(text) ? text : `${text}.0`;
  }
  throw new RangeError(`${value} cannot be written as a float32`);
}

/** Where the copies of the state lie in a GPU's state buffer; address 0 is the state at the start of the step. */
export interface GpuRegions {
  /** The state that stage s reads: the step's own, then two taking turns. */
  readonly stages: readonly number[];
  /** The weighted sum of the derivatives so far. */
  readonly sum: number;
  readonly length: number;
  readonly divisor: number;
  /** Faults are told by step · faultSlots + slot + 1. */
  readonly faultSlots: number;
}

export function gpuRegions(layout: Layout, integrator: Integrator): GpuRegions {
  const { stateLength: length } = layout;
  return {
    stages: integrator.stages.map((_, s) => (s === 0 ? 0 : length * (1 + ((s - 1) % 2)))),
    sum: 3 * length,
    length: 4 * length,
    divisor: integrator.divisor,
    faultSlots: 2 ** Math.ceil(Math.log2(layout.slots)),
  };
}
