import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame } from '../frame.ts';
import { drawPolarFigure } from './drawPolarFigure.ts';
import { drawSpaceFigure } from './drawSpaceFigure.ts';
import type { SpaceTurn } from './drawSpaceFigure.ts';
import { drawXyFigure } from './drawXyFigure.ts';
import type { MeasureFigure } from './measureFigure.ts';

/** @param populations of the network that the figure is of */
export function drawFigure(
  frame: Frame,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  turn: SpaceTurn,
): void {
  switch (figure.kind) {
    case 'xy':
      return drawXyFigure(frame, figure, theme, populations);
    case 'polar':
      return drawPolarFigure(frame, figure, theme, populations);
    case 'space':
      return drawSpaceFigure(frame, figure, theme, populations, turn);
  }
}
