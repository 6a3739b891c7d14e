import type { PopulationRange } from '../model/population.ts';

export type ThemeName = 'light' | 'dark';

/** Everything that charts are painted with; CSS colours, '#rrggbb'. */
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
  /** Canvas fonts: words, the names of populations and neurons, and numbers with tabular figures. */
  readonly font: string;
  readonly nameFont: string;
  readonly numberFont: string;
}

const WORDS = `'Inter Variable', Inter, system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif`;
const NUMBERS = `ui-monospace, 'SF Mono', 'Cascadia Mono', 'Roboto Mono', Menlo, Consolas, 'Noto Sans Mono', monospace`;

const FONTS = { font: `11px ${WORDS}`, nameFont: `600 11px ${WORDS}`, numberFont: `10px ${NUMBERS}` };

/**
 * Blue and orange of the populations follow Okabe and Ito's colour-blind-safe set (Color Universal Design, 2008),
 * darkened on the light theme until text in them reaches WCAG AA. Neurons take cool colours in the first population
 * and warm ones in the second, so that a trace tells its population too.
 */
export const THEMES: Readonly<Record<ThemeName, ChartTheme>> = {
  light: {
    name: 'light',
    background: '#ffffff',
    plot: '#fafbfc',
    grid: '#e8ecf0',
    axis: '#b4bdc8',
    text: '#18212c',
    mutedText: '#5b6675',
    cursor: '#18212c',
    readout: '#ffffff',
    populations: ['#0068ab', '#b34a00', '#00755a', '#9c3d7f'],
    neurons: [
      ['#0068ab', '#00766c', '#6a48c4', '#3d6a85', '#3f55d0', '#2d7432'],
      ['#b34a00', '#b3261e', '#8a5a00', '#a8285f', '#7d5137', '#96480f'],
      ['#00755a', '#4a7009', '#1f6f7a'],
      ['#9c3d7f', '#7c4fa8', '#a23a52'],
    ],
    stimulus: '#157a4a',
    ...FONTS,
  },
  dark: {
    name: 'dark',
    background: '#0d1117',
    plot: '#11161d',
    grid: '#1d242e',
    axis: '#3b4654',
    text: '#dbe2ea',
    mutedText: '#8d99a8',
    cursor: '#f2f5f8',
    readout: '#1a212b',
    populations: ['#56b4e9', '#f09a38', '#3cc9a0', '#e08ac3'],
    neurons: [
      ['#56b4e9', '#3fd0bd', '#b89cff', '#9bb4c8', '#7f95ff', '#8fd694'],
      ['#f09a38', '#ff7a6b', '#e5c747', '#ff85b3', '#cf9d77', '#ffb27a'],
      ['#3cc9a0', '#a3cf5a', '#5cc4d1'],
      ['#e08ac3', '#c29bea', '#f08fa0'],
    ],
    stimulus: '#4cc38a',
    ...FONTS,
  },
};

/** The one colour of population p (index into `populations`) on every chart and panel. */
export function populationColour(theme: ChartTheme, population: number): string {
  return theme.populations[population % theme.populations.length]!;
}

/** The one colour of a neuron on every chart: one of its population's. */
export function neuronColour(theme: ChartTheme, populations: readonly PopulationRange[], neuron: number): string {
  const population = populationOf(populations, neuron);
  const colours = theme.neurons[population % theme.neurons.length]!;
  return colours[(neuron - populations[population]!.first) % colours.length]!;
}

/** 'PN 16': the population's name and the neuron's index in the network (not in the population), as in the files. */
export function neuronName(populations: readonly PopulationRange[], neuron: number): string {
  return `${populations[populationOf(populations, neuron)]!.name} ${neuron}`;
}

/**
 * Index into `populations` of the one that holds the neuron.
 * @throws RangeError when none does.
 */
export function populationOf(populations: readonly PopulationRange[], neuron: number): number {
  const found = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
  if (found < 0) throw new RangeError(`neuron ${neuron} belongs to no population of this network`);
  return found;
}
