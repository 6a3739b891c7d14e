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
  /**
   * Colours of single neurons by population; the neuron's index in its population picks one, cyclically. Seven, a prime:
   * neurons that are chosen at even distances (0, 10, 20, …) differ.
   */
  readonly neurons: readonly (readonly string[])[];
  /** Lines that stand for things beside the network: the engines of a benchmark. */
  readonly series: readonly string[];
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
 * Blue against orange, which all common colour blindnesses tell apart; every colour of a line is also one of text and
 * reaches the contrast of WCAG AA (4.5) on its ground. Neurons take cool colours in the first population and warm ones
 * in the second, so that a trace tells its population too.
 */
export const THEMES: Readonly<Record<ThemeName, ChartTheme>> = {
  light: {
    name: 'light',
    background: '#ffffff',
    plot: '#f9fafb',
    grid: '#e6eaed',
    axis: '#b8c1c8',
    text: '#151b20',
    mutedText: '#5d6973',
    cursor: '#151b20',
    readout: '#ffffff',
    populations: ['#1f62c4', '#b3530a'],
    neurons: [
      ['#1f62c4', '#017e7b', '#5c23ae', '#026231', '#7a62ab', '#6e54f4', '#4e457b'],
      ['#b3530a', '#d71649', '#76712f', '#6a4404', '#994e61', '#a10b09', '#763148'],
    ],
    series: ['#1f62c4', '#b3530a', '#5c23ae', '#026231'],
    stimulus: '#157a4a',
    ...FONTS,
  },
  dark: {
    name: 'dark',
    background: '#0b0f12',
    plot: '#11171b',
    grid: '#1f282e',
    axis: '#45525c',
    text: '#e6ebef',
    mutedText: '#8e9aa4',
    cursor: '#e6ebef',
    readout: '#1a2126',
    populations: ['#77aaf5', '#f0a05a'],
    neurons: [
      ['#77aaf5', '#36bd60', '#bb78e9', '#91ddfa', '#50a689', '#dcb4f5', '#7cf08f'],
      ['#f0a05a', '#f85b90', '#babe25', '#be7a6e', '#fbd17c', '#fb6805', '#a6952e'],
    ],
    series: ['#77aaf5', '#f0a05a', '#bb78e9', '#7cf08f'],
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
function populationOf(populations: readonly PopulationRange[], neuron: number): number {
  const found = populations.findIndex(({ first, count }) => neuron >= first && neuron < first + count);
  if (found < 0) throw new RangeError(`neuron ${neuron} belongs to no population of this network`);
  return found;
}
