import type { Integrator } from '../integrator.ts';
import type { Layout } from '../layout.ts';

/**
 * exprelr in float32: x / (exp(x) - 1) loses as many digits as exp(x) - 1 cancels, so near 0 its series is taken instead:
 * 1 - x/2 + x²/12 - x⁴/720 + x⁶/30240 - x⁸/1209600 (Bernoulli numbers over factorials; Abramowitz & Stegun 23.1.1).
 * Below 0.5 the first term left out is 2·10⁻¹¹.
 */
const SERIES = { below: 0.5, constant: 1, linear: -1 / 2, even: [1 / 12, -1 / 720, 1 / 30240, -1 / 1209600] } as const;

/** A value as a float32 and what that leaves: together about 48 bits. */
export function splitFloat32(values: Float64Array): {
  high: Float32Array<ArrayBuffer>;
  low: Float32Array<ArrayBuffer>;
} {
  const high = Float32Array.from(values);
  return { high, low: Float32Array.from(values, (value, k) => value - high[k]!) };
}

/** A literal that WGSL and GLSL read as exactly the float32 nearest to the value. */
export function writeFloat32(value: number): string {
  const rounded = Math.fround(value);
  if (!Number.isFinite(rounded)) throw new RangeError(`${value} cannot be written as a float32`);
  // The shortest decimal that still rounds to the same float32.
  for (let digits = 1; digits <= 9; digits++) {
    const text = String(Number(value.toPrecision(digits)));
    if (Math.fround(Number(text)) === rounded) return /[.e]/.test(text) ? text : `${text}.0`;
  }
  throw new RangeError(`${value} needs more than nine digits`);
}

/** The series as text over x and y = x², and the |x| below which it is taken. */
export const EXPRELR = {
  below: writeFloat32(SERIES.below),
  series: [
    writeFloat32(SERIES.constant),
    `${writeFloat32(SERIES.linear)} * x`,
    `y * (${SERIES.even.map(writeFloat32).reduceRight((inner, c) => `${c} + y * (${inner})`)})`,
  ].join(' + '),
} as const;

/** Where the copies of the state lie in a GPU's state buffer; address 0 is the state at the start of the step. */
export interface GpuRegions {
  /** The state that stage s reads: the step's own, then two taking turns. */
  readonly stages: readonly number[];
  /** The weighted sum of the derivatives so far. */
  readonly sum: number;
  /** What float32 could not hold of the state at the start of the step: the low part of its high and low pair. */
  readonly low: number;
  readonly length: number;
  readonly divisor: number;
  /** Whether the low part is in use; it stays 0 otherwise. */
  readonly isCompensated: boolean;
  /** Faults are told by step · faultSlots + slot + 1. */
  readonly faultSlots: number;
}

/** @throws RangeError for an integrator of one stage: its first stage would write what other neurons still read. */
export function gpuRegions(layout: Layout, integrator: Integrator): GpuRegions {
  if (integrator.stages.length < 2) {
    throw new RangeError(`${integrator.name} has one stage: the GPU engines take integrators of two or more`);
  }
  const { stateLength: length } = layout;
  return {
    stages: integrator.stages.map((_, s) => (s === 0 ? 0 : length * (1 + ((s - 1) % 2)))),
    sum: 3 * length,
    low: 4 * length,
    length: 5 * length,
    divisor: integrator.divisor,
    isCompensated: integrator.isCompensated ?? true,
    faultSlots: 2 ** Math.ceil(Math.log2(layout.slots)),
  };
}
