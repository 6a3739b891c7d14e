import type { ChartTheme } from './chartTheme.ts';
import type { Frame } from './frame.ts';
import type { TimeView } from './timeView.ts';

/** The shared time axis, a strip of its own of about 24 px: ticks, numbers, 'ms'. Its ticks are the grid of all tracks. */
export declare function drawTimeAxis(frame: Frame, view: TimeView, theme: ChartTheme): void;
