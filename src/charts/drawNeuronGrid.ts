import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { ColourRange } from './colourMap.ts';
import type { Frame, Size } from './frame.ts';

export interface NeuronGridOptions {
  /** ms; the newest row by default. */
  readonly time?: number;
  /** A cell shows the largest V of this many ms up to `time`, so that a spike is seen; 2 by default. */
  readonly hold?: number;
  readonly range?: ColourRange;
  readonly chosen?: readonly number[];
  readonly hovered?: number;
}

/** Every neuron as a cell coloured by V, one block per population: a live picture of the network to pick neurons from. */
export declare function drawNeuronGrid(
  frame: Frame,
  recording: Recording | undefined,
  populations: readonly PopulationRange[],
  theme: ChartTheme,
  options?: NeuronGridOptions,
): void;

/** The neuron whose cell is at x, y. */
export declare function neuronAtGrid(
  size: Size,
  populations: readonly PopulationRange[],
  x: number,
  y: number,
): number | undefined;

export declare function describeNeuronGrid(
  recording: Recording | undefined,
  populations: readonly PopulationRange[],
  options?: NeuronGridOptions,
): string;
