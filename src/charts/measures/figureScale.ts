import { decimalsOf, formatFixed, multiplesBetween, niceStep } from '../ticks.ts';
import { powerOfTen } from './formatValue.ts';

/** Values along an axis of a chart. */
export interface FigureScale {
  readonly min: number;
  readonly max: number;
  readonly isLog: boolean;
  /** Where `min` and `max` stand, CSS pixels. */
  readonly from: number;
  readonly to: number;
}

export interface FigureTick {
  readonly value: number;
  readonly text: string;
}

/** Pixels beyond the plot are cut off anyway, and a canvas cannot draw any far: this far outside is enough. */
const FAR = 4000;

/** CSS pixels; NaN where a logarithmic axis has no place for the value. */
export function positionOf({ min, max, isLog, from, to }: FigureScale, value: number): number {
  const share = isLog ? Math.log(value / min) / Math.log(max / min) : (value - min) / (max - min);
  const position = from + share * (to - from);
  const [low, high] = from < to ? [from, to] : [to, from];
  return Math.max(low - FAR, Math.min(high + FAR, position));
}

/** What stands at a pixel. */
export function valueAt({ min, max, isLog, from, to }: FigureScale, position: number): number {
  const share = (position - from) / (to - from);
  return isLog ? min * (max / min) ** share : min + share * (max - min);
}

/** Round numbers at least `spacing` CSS pixels apart; at least two where the axis is linear. */
export function figureTicks(scale: FigureScale, spacing: number): readonly FigureTick[] {
  const { min, max, isLog, from, to } = scale;
  const most = Math.max(2, Math.floor(Math.abs(to - from) / spacing));
  if (isLog) {
    const [low, high] = [Math.log10(min), Math.log10(max)];
    // Within one power of ten there is a round number at 1, 2 and 5 of it.
    if (high - low < 1.3) {
      return [1, 2, 5]
        .flatMap((digit) => multiplesBetween(Math.floor(low), Math.ceil(high), 1).map((power) => digit * 10 ** power))
        .filter((value) => value >= min && value <= max)
        .toSorted((a, b) => a - b)
        .map((value) => ({ value, text: String(Number(value.toPrecision(1))) }));
    }
    const step = Math.ceil((high - low) / most);
    return multiplesBetween(low, high, step).map((exponent) => ({
      value: 10 ** exponent,
      text: powerOfTen(Math.round(exponent)),
    }));
  }
  const step = niceStep(max - min, most);
  return multiplesBetween(min, max, step).map((value) => ({ value, text: formatFixed(value, decimalsOf(step)) }));
}

/** Smallest and largest number of some lists; undefined where there is none, on a logarithmic axis none above 0. */
export function extentOf(lists: readonly ArrayLike<number>[], isLog = false): readonly [number, number] | undefined {
  let [low, high] = [Infinity, -Infinity];
  for (const list of lists) {
    for (let k = 0; k < list.length; k++) {
      const value = list[k]!;
      if (!Number.isFinite(value) || (isLog && value <= 0)) continue;
      low = Math.min(low, value);
      high = Math.max(high, value);
    }
  }
  return low <= high ? [low, high] : undefined;
}

/** With room at both ends where they are data, and not 0, which bars stand on. */
export function withRoom([low, high]: readonly [number, number], isLog: boolean, share = 0.06): [number, number] {
  if (isLog) {
    const factor = low === high ? 2 : (high / low) ** share;
    return [low / factor, high * factor];
  }
  if (low === high) return low === 0 ? [0, 1] : [low - Math.abs(low) / 10, high + Math.abs(high) / 10];
  const room = share * (high - low);
  return [low === 0 ? 0 : low - room, high === 0 ? 0 : high + room];
}
