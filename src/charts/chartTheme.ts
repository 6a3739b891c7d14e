import type { PopulationRange } from '../model/population.ts';

export type ThemeName = 'light' | 'dark';

/** Everything that charts are painted with; CSS colours. */
export interface ChartTheme {
  readonly name: ThemeName;
  readonly background: string;
  /** Ground of the plot area: a shade off the background. */
  readonly plot: string;
  readonly grid: string;
  /** Axis lines, the 0 mV hairline. */
  readonly axis: string;
  readonly text: string;
  readonly mutedText: string;
  readonly cursor: string;
  /** Ground of a readout beside the cursor. */
  readonly readout: string;
  /** One colour per population by its place in `populations`: PN blue, LN orange. */
  readonly populations: readonly string[];
  /** Colours of single neurons by population; the neuron's index in its population picks one, cyclically. */
  readonly neurons: readonly (readonly string[])[];
  /** Stimulus. */
  readonly stimulus: string;
  /** Canvas fonts: words, and numbers with tabular figures. */
  readonly font: string;
  readonly numberFont: string;
}

export declare const THEMES: Readonly<Record<ThemeName, ChartTheme>>;

/** The one colour of population p (index into `populations`) on every chart and panel. */
export declare function populationColour(theme: ChartTheme, population: number): string;

/** The one colour of a neuron on every chart: a shade of its population's. */
export declare function neuronColour(
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  neuron: number,
): string;

/** 'PN 16': the population's name and the neuron's index in the network (not in the population), as in the files. */
export declare function neuronName(populations: readonly PopulationRange[], neuron: number): string;
