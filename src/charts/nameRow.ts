import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea } from './frame.ts';
import { drawPill } from './plot.ts';

/** What a line is called, in its colour. */
export interface LineName {
  readonly name: string;
  readonly colour: string;
}

/** The names of overlaid lines in a row at the top of the area, as many as fit. */
export function drawNameRow(frame: Frame, area: PlotArea, theme: ChartTheme, names: readonly LineName[]): void {
  const { ctx } = frame;
  ctx.font = theme.nameFont;
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let x = area.left + 8;
  for (const [index, { name, colour }] of names.entries()) {
    const width = ctx.measureText(name).width;
    const isLast = index === names.length - 1;
    if (x + width + (isLast ? 0 : 36) > area.right - 4) {
      ctx.fillStyle = theme.mutedText;
      ctx.fillText(`+${names.length - index}`, x, area.top + 10);
      return;
    }
    drawPill(frame, theme.plot, x, area.top + 10, width);
    ctx.fillStyle = colour;
    ctx.fillText(name, x, area.top + 10);
    x += width + 14;
  }
}
