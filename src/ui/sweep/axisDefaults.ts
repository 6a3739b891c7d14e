import type { LabDocument } from '../../store/labDocument.ts';
import type { AxisDescription } from '../../store/sweep/sweepPlan.ts';
import type { SweepTarget } from '../../store/sweep/sweepTargets.ts';

/** How many values an axis has at first: eight steps, which leave most ranges round numbers. */
const COUNT = 9;
/** mV on either side of a potential. */
const POTENTIAL_SPAN = 10;
/** How many times what the network has now. */
const FACTOR = 2.5;

/**
 * An axis about what the document has now: a potential ± 10 mV, another number from nothing to 2.5 times. Where neurons differ in it, it
 * encloses all that they have; in even factors, so that the small ones are resolved too.
 */
export function axisAround(target: SweepTarget, document: LabDocument): AxisDescription {
  const { key, least, most, unit, isWhole } = target;
  const within = (value: number): number => Math.min(most, Math.max(least, rounded(value, isWhole)));
  const now = target.read(document);
  const [low, high] = now === undefined ? (target.extent?.(document) ?? [least, most]) : [now, now];
  if (now === undefined && unit !== 'mV' && low > 0) {
    return { target: key, from: within(low / FACTOR), to: within(FACTOR * high), count: COUNT, spacing: 'log' };
  }
  const [from, to] = spanAbout(now, [low, high], unit === 'mV', target);
  return { target: key, from: within(from), to: within(to), count: COUNT, spacing: 'linear' };
}

function spanAbout(
  now: number | undefined,
  [low, high]: readonly [number, number],
  isPotential: boolean,
  { least, most }: SweepTarget,
): readonly [number, number] {
  if (isPotential) return [low - POTENTIAL_SPAN, high + POTENTIAL_SPAN];
  // A number that is 0 throughout says nothing of what would be much.
  if (low === 0 && high === 0) return [least, Math.min(most, 1)];
  return now === undefined && low === least && high === most
    ? [least, most]
    : [Math.min(0, FACTOR * low), Math.max(0, FACTOR * high)];
}

function rounded(value: number, isWhole: boolean): number {
  return isWhole ? Math.round(value) : Number(value.toPrecision(2));
}
