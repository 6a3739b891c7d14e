import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import type { Readout } from './readout.ts';
import type { TimeView } from './timeView.ts';

export interface TraceOptions {
  /** Which neurons, in the order of their lanes. */
  readonly neurons: readonly number[];
  readonly layout: 'overlaid' | 'lanes';
  /** Drawn stronger, the others fainter. */
  readonly hovered?: number;
}

/** Voltage traces of chosen neurons. Without a recording the axes are drawn. */
export declare function drawTraces(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: TraceOptions,
): void;

/** The chosen neuron whose trace (overlaid) or lane is nearest to the pointer; undefined beyond 12 px or outside all lanes. */
export declare function nearestTrace(
  size: Size,
  recording: Recording | undefined,
  view: TimeView,
  options: TraceOptions,
  x: number,
  y: number,
): number | undefined;

/** V of every chosen neuron at `time`, for drawCursor. */
export declare function readTraces(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options: TraceOptions,
): Readout[];

/** One sentence for screen readers. */
export declare function describeTraces(recording: Recording | undefined, view: TimeView, options: TraceOptions): string;
