import type { ChartTheme } from './chartTheme.ts';
import type { Frame } from './frame.ts';
import type { Readout } from './readout.ts';
import type { TimeView } from './timeView.ts';

/**
 * The hairline of the shared cursor and the values of one track beside it. Draw it on a canvas of its own above the
 * track, so that moving the pointer redraws no data.
 */
export declare function drawCursor(
  frame: Frame,
  view: TimeView,
  time: number,
  theme: ChartTheme,
  readouts?: readonly Readout[],
): void;

/** The cursor on the time axis strip: a flag with the time, '172.1 ms'. */
export declare function drawTimeFlag(frame: Frame, view: TimeView, time: number, theme: ChartTheme): void;
