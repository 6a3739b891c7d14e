import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { ColourRange } from './colourMap.ts';
import type { Frame, Size } from './frame.ts';
import type { Readout } from './readout.ts';
import type { TimeView } from './timeView.ts';

/** Columns already painted; make one per canvas and hand it in at every draw. Holds nothing but pixels. */
export declare class HeatMapCache {}

export interface HeatMapOptions {
  readonly cache: HeatMapCache;
  /** mV at the ends of the colour bar; VOLTAGE_COLOURS by default. */
  readonly range?: ColourRange;
  readonly chosen?: readonly number[];
  readonly hovered?: number;
}

/** V of all neurons over time in colour; a pixel shows the LARGEST V of what it covers, so that spikes stay visible. */
export declare function drawHeatMap(
  frame: Frame,
  recording: Recording | undefined,
  view: TimeView,
  theme: ChartTheme,
  options: HeatMapOptions,
): void;

/** The neuron whose row is at y; undefined between and outside the bands. */
export declare function neuronAtHeatMap(
  size: Size,
  populations: readonly PopulationRange[],
  y: number,
): number | undefined;

/** V of the hovered neuron at `time`. */
export declare function readHeatMap(
  size: Size,
  recording: Recording | undefined,
  time: number,
  theme: ChartTheme,
  hovered: number | undefined,
): Readout[];

export declare function describeHeatMap(recording: Recording | undefined, view: TimeView): string;
