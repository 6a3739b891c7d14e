import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import type { Readout } from './readout.ts';
import type { TimeView } from './timeView.ts';

export interface MeanVoltageOptions {
  /** Names of the populations to draw; ['PN'] by default, the proxy of the local field potential. */
  readonly populations?: readonly string[];
}

/** Mean V of populations in mV, over all of the run (means are never dropped). */
export declare function drawMeanVoltage(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options?: MeanVoltageOptions,
): void;

export declare function readMeanVoltage(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options?: MeanVoltageOptions,
): Readout[];

export declare function describeMeanVoltage(
  recording: Recording | undefined,
  view: TimeView,
  options?: MeanVoltageOptions,
): string;
