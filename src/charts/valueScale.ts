import { multiplesBetween, niceStep } from './ticks.ts';

/** Values on a vertical axis, larger ones higher. */
export interface ValueScale {
  /** Value at `bottom` and at `top`. */
  readonly min: number;
  readonly max: number;
  /** CSS pixels. */
  readonly top: number;
  readonly bottom: number;
}

/** Diverged values stay within what a canvas can draw: this far outside (CSS pixels) they are cut off anyway. */
const FAR = 4000;

/** y in CSS pixels. */
export function yOfValue({ min, max, top, bottom }: ValueScale, value: number): number {
  const y = bottom - ((value - min) / (max - min)) * (bottom - top);
  return y < -FAR ? -FAR : y > FAR ? FAR : y;
}

/** Round numbers on the scale, at least `spacing` CSS pixels apart, or half the height where that is less. */
export function valueTicks({ min, max, top, bottom }: ValueScale, spacing: number): { step: number; values: number[] } {
  return ticksOf(min, max, Math.max(2, Math.floor((bottom - top) / spacing)));
}

/** A line of text and its unit below it: two numbers may stand so close where there would be only one, CSS pixels. */
const CLOSEST = 22;

/**
 * The same for an axis: one number alone tells no scale, so the next smaller step is taken where its numbers have room.
 * @param closest how close two numbers may stand then, CSS pixels
 */
export function axisTicks(scale: ValueScale, spacing: number, closest = CLOSEST): { step: number; values: number[] } {
  const ticks = valueTicks(scale, spacing);
  const { min, max, top, bottom } = scale;
  const room = (bottom - top) / Math.min(spacing, closest);
  for (let most = 2, finer = ticks; most <= room + 1; most++) {
    if (finer.values.length > 1) return finer;
    finer = ticksOf(min, max, most);
    if ((finer.step / (max - min)) * (bottom - top) < closest) break;
  }
  return ticks;
}

function ticksOf(min: number, max: number, most: number): { step: number; values: number[] } {
  const step = niceStep(max - min, most);
  return { step, values: multiplesBetween(min, max, step) };
}

/**
 * `usual` widened to hold `seen`, outwards to multiples of `step`, but nothing beyond `limit`: an axis that grows in
 * steps while a run goes on and stays readable when V diverges. `seen` may be empty ([Infinity, −Infinity]).
 */
export function widenedRange(
  usual: readonly [number, number],
  seen: readonly [number, number],
  step: number,
  limit: readonly [number, number],
): [number, number] {
  const low = Math.max(limit[0], Math.min(usual[0], Math.floor(seen[0] / step) * step));
  const high = Math.min(limit[1], Math.max(usual[1], Math.ceil(seen[1] / step) * step));
  return [low, high];
}
