import type { EngineRequest } from './engineInfo.ts';
import type { Problem } from './engine.ts';

/**
 * The self-test of compensated summation. A device's compiler may calculate with floats as if they were real numbers, and then the
 * low part of the state (see `writeTwoSum`) is always 0: float32 alone, in which spikes move. So every device takes some steps
 * of x' = slope with the same text before it is trusted, and both parts are compared with the right ones.
 */
export interface CompensationTest {
  /** The state at the start, its constant derivative and its low part, a number per case. */
  readonly x: Float32Array<ArrayBuffer>;
  readonly slope: Float32Array<ArrayBuffer>;
  readonly low: Float32Array<ArrayBuffer>;
  /** What the derivative is multiplied by in every step: a power of two, so that the product is exact, fused or not. */
  readonly scale: number;
  readonly steps: number;
}

/** In both shading languages a test is a program over this many cases. */
export const COMPENSATION_CASES = 64;

export function compensationTest(): CompensationTest {
  const cases = Array.from({ length: COMPENSATION_CASES }, (_, k) => k);
  // Like V (up to 80 mV), gates and open fractions (up to 1), with slopes of both signs over four decades.
  const x = Float32Array.from(cases, (k) => (k % 3 === 0 ? 80 : 1) * Math.sin(k + 1));
  const slope = Float32Array.from(cases, (k) => 10 ** ((k % 5) - 2) * Math.cos(7 * k + 1));
  const low = Float32Array.from(cases, (k) => x[k]! * 2 ** -26 * Math.sin(3 * k + 2));
  return { x, slope, low, scale: 2 ** -9, steps: 16 };
}

/** Both parts of the state after the steps, in correctly rounded float32. */
export function takeCompensatedSteps({ x, slope, low, scale, steps }: CompensationTest): {
  after: Float32Array;
  rest: Float32Array;
} {
  const { fround } = Math;
  const [after, rest] = [x.slice(), low.slice()];
  for (let k = 0; k < x.length; k++) {
    for (let step = 0; step < steps; step++) {
      const before = after[k]!;
      const change = fround(fround(scale * slope[k]!) + rest[k]!);
      const sum = fround(before + change);
      const kept = fround(sum - before);
      rest[k] = fround(fround(before - fround(sum - kept)) + fround(change - kept));
      after[k] = sum;
    }
  }
  return { after, rest };
}

/** Whether a device found both parts as they should be, to the last bit. */
export function isCompensationKept(test: CompensationTest, after: Float32Array, rest: Float32Array): boolean {
  const right = takeCompensatedSteps(test);
  return after.every((value, k) => value === right.after[k]) && rest.every((value, k) => value === right.rest[k]);
}

/** Whether a run on a device is to be compensated: where the device can, unless the request leaves it away. */
export function wantsCompensation({ isCompensated }: EngineRequest, canCompensate: boolean): boolean {
  return canCompensate && (isCompensated ?? true);
}

/** The problem with or without compensation. */
export function withCompensation(problem: Problem, isCompensated: boolean): Problem {
  return { ...problem, integrator: { ...problem.integrator, isCompensated } };
}
