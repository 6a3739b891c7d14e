import type { ChartTheme } from './chartTheme.ts';
import { mapColour } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import type { Frame, PlotArea } from './frame.ts';
import { formatFixed } from './ticks.ts';

/** Above a map stands its colour bar, CSS pixels. */
export const BAR_ROW = 18;

const STEPS = 60;

/** The colours of a map with the values at their ends, above the right end of the plot area. */
export function drawColourBar(frame: Frame, area: PlotArea, theme: ChartTheme, range: ColourRange, unit: string): void {
  const { ctx } = frame;
  const [low, high] = range;
  const width = Math.min(120, (area.right - area.left) / 3);
  ctx.font = theme.numberFont;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'right';
  ctx.fillStyle = theme.mutedText;
  const highText = `${formatFixed(high, 0)} ${unit}`;
  ctx.fillText(highText, area.right, 8);
  const barRight = area.right - ctx.measureText(highText).width - 6;
  const barLeft = barRight - width;
  ctx.fillText(formatFixed(low, 0), barLeft - 6, 8);
  for (let step = 0; step < STEPS; step++) {
    ctx.fillStyle = mapColour(low + ((step + 0.5) / STEPS) * (high - low), range);
    ctx.fillRect(barLeft + (step / STEPS) * width, 4, width / STEPS + 0.5, 8);
  }
}
