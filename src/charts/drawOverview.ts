import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import type { TimeView } from './timeView.ts';

export interface OverviewOptions {
  /** Length of the whole run, ms. */
  readonly duration: number;
  /** Time of the shared cursor, ms. */
  readonly cursor?: number;
}

/** The whole run in a strip of about 40 px: mean PN voltage, spikes, how far it got, what was dropped, the view's window. */
export declare function drawOverview(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: OverviewOptions,
): void;

/** The strip has its own mapping: edge to edge, the whole run. */
export declare function xAtOverview(size: Size, duration: number, time: number): number;
export declare function timeAtOverview(size: Size, duration: number, x: number): number;

/** What a press at x takes hold of: an edge of the window, the window, or the strip beside it. */
export declare function overviewPartAt(
  size: Size,
  duration: number,
  view: TimeView,
  x: number,
): 'start' | 'end' | 'window' | 'outside';

export declare function describeOverview(
  recording: Recording | undefined,
  view: TimeView,
  options: OverviewOptions,
): string;
