import type { PopulationRange } from '../model/population.ts';
import { neuronColour, populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea } from './frame.ts';
import { rowHeightOf, rowTop } from './neuronRows.ts';
import type { Band } from './neuronRows.ts';
import { snapped } from './plot.ts';

/** Which rows stand out. */
interface MarkedRows {
  readonly chosen?: readonly number[];
  readonly hovered?: number;
}

/** The gutter of a chart with one row per neuron: the populations' names and the indices of their first and last neuron, or of the only one. */
export function drawBandAxis(
  frame: Frame,
  area: PlotArea,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  bands: readonly Band[],
): void {
  const { ctx } = frame;
  ctx.textBaseline = 'middle';
  bands.forEach((band, index) => {
    const { top, bottom, first, count } = band;
    const above = bands[index - 1];
    if (above) {
      ctx.fillStyle = theme.background;
      const gap = snapped(frame, above.bottom);
      ctx.fillRect(area.left, gap, area.right - area.left, snapped(frame, top) - gap);
    }
    ctx.fillStyle = populationColour(theme, band.population);
    ctx.fillRect(snapped(frame, area.left - 3), top, 2, bottom - top);
    ctx.font = theme.nameFont;
    ctx.textAlign = 'left';
    ctx.fillText(populations[band.population]!.name, 6, (top + bottom) / 2);
    if (bottom - top < 26) return;
    ctx.font = theme.numberFont;
    ctx.textAlign = 'right';
    ctx.fillStyle = theme.mutedText;
    if (count === 1) {
      ctx.fillText(String(first), area.left - 8, (top + bottom) / 2);
      return;
    }
    ctx.fillText(String(first), area.left - 8, top + 6);
    ctx.fillText(String(first + count - 1), area.left - 8, bottom - 6);
  });
}

/** Tints the rows of chosen and hovered neurons and marks them in the gutter. */
export function drawRowMarks(
  frame: Frame,
  area: PlotArea,
  theme: ChartTheme,
  populations: readonly PopulationRange[],
  bands: readonly Band[],
  { chosen = [], hovered }: MarkedRows,
): void {
  const { ctx } = frame;
  const marked = hovered === undefined || chosen.includes(hovered) ? chosen : [...chosen, hovered];
  for (const neuron of marked) {
    const top = rowTop(bands, neuron);
    if (Number.isNaN(top)) continue;
    const rowHeight = rowHeightOf(bands[0]!);
    const height = Math.max(3, rowHeight);
    const y = top + (rowHeight - height) / 2;
    const colour = neuronColour(theme, populations, neuron);
    ctx.globalAlpha = neuron === hovered ? 0.28 : 0.13;
    ctx.fillStyle = colour;
    ctx.fillRect(area.left + 1, y, area.right - area.left - 1, height);
    ctx.globalAlpha = 1;
    ctx.fillRect(area.left - 5, y, 5, height);
  }
}
