import type { PopulationRange } from '../../model/population.ts';
import { neuronColour, populationColour } from '../chartTheme.ts';
import type { ChartTheme } from '../chartTheme.ts';
import { voltageColour } from '../colourMap.ts';
import type { FigureColour } from './measureFigure.ts';

/** @param populations of the network that the figure is of: a neuron's colour is one of its population's */
export function figureColour(theme: ChartTheme, populations: readonly PopulationRange[], colour: FigureColour): string {
  switch (colour.of) {
    case 'population':
      return populationColour(theme, colour.index);
    case 'neuron':
      return neuronColour(theme, populations, colour.index);
    case 'series':
      return theme.series[colour.index % theme.series.length]!;
    case 'stimulus':
      return theme.stimulus;
    case 'reference':
      return theme.mutedText;
    case 'text':
      return theme.text;
  }
}

/** The part of the colour map that stands out from the ground, light or dark. */
const VISIBLE = { light: [0, 0.78], dark: [0.28, 1] } as const;

/** Colour of the way from 0 to 1 along a path: even to the eye, also to the colour-blind. */
export function pathColour({ name }: ChartTheme, share: number): string {
  const [first, last] = VISIBLE[name];
  return voltageColour(first + share * (last - first), [0, 1]);
}
