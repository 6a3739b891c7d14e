import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import type { Readout } from './readout.ts';
import type { TimeView } from './timeView.ts';

export interface RasterOptions {
  /** Highlighted: their row is tinted and their ticks take the neuron's own colour. */
  readonly chosen?: readonly number[];
  readonly hovered?: number;
  /** Names of populations whose −20 mV events are drawn too, as lighter ticks; ['LN'] by default. */
  readonly eventPopulations?: readonly string[];
}

/** Spikes over time: index 0 on top, populations as bands. Without a recording the axes are drawn. */
export declare function drawRaster(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options?: RasterOptions,
): void;

/** The neuron whose row is at y; undefined between and outside the bands. */
export declare function neuronAtRaster(
  size: Size,
  populations: readonly PopulationRange[],
  y: number,
): number | undefined;

/** Spikes of each population within 5 ms of `time`. */
export declare function readRaster(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  options?: RasterOptions,
): Readout[];

export declare function describeRaster(
  recording: Recording | undefined,
  view: TimeView,
  options?: RasterOptions,
): string;
