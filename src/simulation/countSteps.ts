import type { RunDescription } from '../model/description.ts';

/** Step counts are whole numbers that shaders hold in 32 bits. */
const MOST_RECORD_EVERY = 1_000_000;

/** How many steps a run takes. @throws RangeError with a sentence where dt, duration or recordEvery cannot be right. */
export function countSteps({ dt, duration, recordEvery }: RunDescription): number {
  requirePositive('dt', dt);
  requirePositive('the duration', duration);
  if (!Number.isInteger(recordEvery) || recordEvery < 1 || recordEvery > MOST_RECORD_EVERY) {
    const expected = `a whole number from 1 to ${MOST_RECORD_EVERY}`;
    throw new RangeError(`recording every ${recordEvery} steps: expected ${expected}`);
  }
  const steps = Math.round(duration / dt);
  if (steps < 1) throw new RangeError(`the duration is ${duration} ms: expected at least one step of dt = ${dt} ms`);
  return steps;
}

function requirePositive(what: string, value: number): void {
  if (!(value > 0 && Number.isFinite(value)))
    throw new RangeError(`${what} is ${value} ms: expected a positive number`);
}
