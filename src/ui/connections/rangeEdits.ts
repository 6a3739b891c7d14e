import { isSameRange, rangeBetween, rangeName } from '../../model/connectivity/cellRange.ts';
import type { CellRange } from '../../model/connectivity/cellRange.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Lab } from '../../store/lab.ts';
import { applyPatch } from '../../store/edits/matrixEdits.ts';
import { formatNumber } from '../format.ts';

/** 'LN to PN', 'LN 95 to PN 0–11': for the names of edits, where an arrow would stand between two values. */
function nameOf(populations: readonly PopulationRange[], range: CellRange): string {
  return rangeName(populations, range).replace('→', 'to');
}

/**
 * Gives every pair of a range a synapse of this weight, or none.
 * @returns why it was refused, in one sentence
 */
export function setRange(
  lab: Lab,
  type: string,
  populations: readonly PopulationRange[],
  range: CellRange,
  weight: number,
): string | undefined {
  const what = weight === 0 ? 'silenced' : weight === 1 ? 'connected' : `connected, weight ${formatNumber(weight)}`;
  const label = `${type}: ${nameOf(populations, range)} ${what}`;
  return applyPatch(lab, type, { kind: 'block', ...range, weight }, label);
}

/** Connects each pair of a range with the probability, and none of the others. */
export function fillRange(
  lab: Lab,
  type: string,
  populations: readonly PopulationRange[],
  range: CellRange,
  fill: { readonly weight: number; readonly probability: number; readonly seed: number },
): string | undefined {
  const share = `${formatNumber(100 * fill.probability)} %, seed ${fill.seed}`;
  const label = `${type}: ${nameOf(populations, range)} filled, ${share}`;
  return applyPatch(lab, type, { kind: 'block', ...range, ...fill }, label);
}

/** Multiplies the weights of a range. */
export function scaleRange(
  lab: Lab,
  type: string,
  populations: readonly PopulationRange[],
  range: CellRange,
  factor: number,
): string | undefined {
  const label = `${type}: ${nameOf(populations, range)} × ${formatNumber(factor)}`;
  return applyPatch(lab, type, { kind: 'scale', ...range, factor }, label);
}

/** All pairs from one population to another; undefined where one of them has no neurons. */
export function blockOf(populations: readonly PopulationRange[], from: string, to: string): CellRange | undefined {
  const [pre, post] = [from, to].map((name) => populations.find((one) => one.name === name && one.count > 0));
  if (!pre || !post) return undefined;
  return rangeBetween(
    { post: post.first, pre: pre.first },
    { post: post.first + post.count - 1, pre: pre.first + pre.count - 1 },
  );
}

/** The populations of a range that is one block exactly. */
export function blockNamed(
  populations: readonly PopulationRange[],
  range: CellRange | undefined,
): { readonly from: string; readonly to: string } | undefined {
  for (const { name: from } of populations) {
    for (const { name: to } of populations) {
      if (range && isSameRange(blockOf(populations, from, to), range)) return { from, to };
    }
  }
  return undefined;
}
