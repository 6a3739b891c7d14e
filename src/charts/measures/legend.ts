import type { PopulationRange } from '../../model/population.ts';
import type { ChartTheme } from '../chartTheme.ts';
import type { Frame } from '../frame.ts';
import { fitText } from '../plot.ts';
import { figureColour } from './figureColours.ts';
import type { FigureSeries, MeasureFigure } from './measureFigure.ts';

const SWATCH = 10;
/** Long enough for a pattern to be seen. */
const DASHED = 22;
const GAP = 12;

/**
 * The names of what is drawn, from the right edge leftwards on one line; none where there is only one thing.
 * @returns where the leftmost begins
 */
export function drawLegend(
  frame: Frame,
  figure: MeasureFigure,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  place: { readonly right: number; readonly middle: number; readonly left: number },
): number {
  const { ctx } = frame;
  const drawn = figure.series.filter(({ kind }) => kind !== 'mark' && kind !== 'band');
  const named = [...new Map(drawn.toReversed().map((series) => [shownName(series), series])).values()].toReversed();
  if (named.length < 2) return place.right;
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  let { right } = place;
  for (const series of named.toReversed()) {
    const room = right - place.left - SWATCH - 4;
    const text = fitText(frame, shownName(series), Math.max(0, room));
    if (text === '') break;
    const width = ctx.measureText(text).width;
    ctx.fillStyle = theme.mutedText;
    ctx.fillText(text, right - width, place.middle);
    const start = right - width - SWATCH - 4;
    const swatch = series.kind === 'line' && series.dash ? DASHED : SWATCH;
    ctx.fillStyle = figureColour(theme, populations, series.colour);
    if (series.kind === 'points') {
      ctx.beginPath();
      ctx.arc(start + SWATCH / 2, place.middle, 3, 0, 2 * Math.PI);
      ctx.fill();
    } else if (series.kind === 'line' && series.dash) {
      ctx.strokeStyle = ctx.fillStyle;
      ctx.lineWidth = 1.5;
      ctx.setLineDash([...series.dash]);
      ctx.beginPath();
      ctx.moveTo(start - DASHED + SWATCH, place.middle);
      ctx.lineTo(start + SWATCH, place.middle);
      ctx.stroke();
      ctx.setLineDash([]);
    } else if (series.kind === 'line' && series.isDashed) {
      ctx.fillRect(start, place.middle - 1, 4, 2);
      ctx.fillRect(start + 6, place.middle - 1, 4, 2);
    } else {
      const height = series.kind === 'bars' ? 8 : 2;
      ctx.fillRect(start, place.middle - height / 2, SWATCH, height);
    }
    right = start + SWATCH - swatch - GAP;
  }
  return right;
}

/** A path that is gone again, 'Step (2)', is the same thing. */
function shownName({ kind, name }: FigureSeries): string {
  return kind === 'path' ? name.replace(/ \(\d+\)$/, '') : name;
}
