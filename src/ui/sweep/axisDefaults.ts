import type { LabDocument } from '../../store/labDocument.ts';
import type { AxisDescription } from '../../store/sweep/sweepPlan.ts';
import type { SweepTarget } from '../../store/sweep/sweepTargets.ts';

/** How many values an axis has at first: eight steps, which leave most ranges round numbers. */
const COUNT = 9;
/** mV on either side of a potential. */
const POTENTIAL_SPAN = 10;

/** An axis about what the document has now: a potential ± 10 mV, another number from nothing to 2.5 times. */
export function axisAround(target: SweepTarget, document: LabDocument): AxisDescription {
  const { key, least, most, unit, isWhole } = target;
  const within = (value: number): number => Math.min(most, Math.max(least, rounded(value, isWhole)));
  const now = target.read(document);
  const [from, to] =
    now === undefined || now === 0
      ? [least, now === undefined ? most : Math.min(most, 1)]
      : unit === 'mV'
        ? [now - POTENTIAL_SPAN, now + POTENTIAL_SPAN]
        : now > 0
          ? [0, 2.5 * now]
          : [2.5 * now, 0];
  return { target: key, from: within(from), to: within(to), count: COUNT, spacing: 'linear' };
}

function rounded(value: number, isWhole: boolean): number {
  return isWhole ? Math.round(value) : Number(value.toPrecision(2));
}
