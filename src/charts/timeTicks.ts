import { NARROW, plotArea } from './frame.ts';
import type { Size } from './frame.ts';
import { decimalsOf, multiplesBetween, niceStep } from './ticks.ts';
import type { TimeView } from './timeView.ts';

export interface TimeTicks {
  /** ms; the grid lines of every track. */
  readonly times: readonly number[];
  /** ms; short ticks between them, on the time axis only. */
  readonly minor: readonly number[];
  /** Decimals to print `times` with. */
  readonly decimals: number;
}

/** Ticks of the shared time axis: the same for all tracks of one width, far enough apart for their numbers. */
export function timeTicks(size: Size, view: TimeView): TimeTicks {
  const { left, right } = plotArea(size);
  const spacing = size.width < NARROW ? 64 : 88;
  const most = Math.floor((right - left) / spacing);
  const coarse = niceStep(view.end - view.start, most);
  // On a phone a view that begins just behind a multiple may hold a single one.
  const isEnough = multiplesBetween(view.start, view.end, coarse).length >= 2;
  const step = isEnough ? coarse : niceStep(view.end - view.start, 2 * most);
  return {
    times: multiplesBetween(view.start, view.end, step),
    minor: multiplesBetween(view.start, view.end, step / 5),
    decimals: decimalsOf(step),
  };
}
