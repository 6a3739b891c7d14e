import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame } from './frame.ts';
import { fillHorizontal, fillVertical } from './plot.ts';
import { formatFixed } from './ticks.ts';
import { timeTicks } from './timeTicks.ts';
import { xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

/** The shared time axis, a strip of its own of about 24 px: ticks, numbers, 'ms'. Its ticks are the grid of all tracks. */
export function drawTimeAxis(frame: Frame, view: TimeView, theme: ChartTheme): void {
  const { ctx } = frame;
  const { left, right } = plotArea(frame);
  const { times, minor, decimals } = timeTicks(frame, view);
  ctx.fillStyle = theme.axis;
  fillHorizontal(frame, 0.5, left, right);
  for (const time of minor) fillVertical(frame, xOfTime(frame, view, time), 0, 3);
  for (const time of times) fillVertical(frame, xOfTime(frame, view, time), 0, 6);
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  ctx.font = theme.font;
  ctx.textAlign = 'left';
  ctx.fillText('ms', 6, 14);
  const unitEnd = 6 + ctx.measureText('ms').width;
  ctx.font = theme.numberFont;
  ctx.textAlign = 'center';
  let end = unitEnd + 4;
  for (const time of times) {
    const text = formatFixed(time, decimals);
    const half = ctx.measureText(text).width / 2;
    const x = Math.min(xOfTime(frame, view, time), frame.width - 2 - half);
    if (x - half < end) continue;
    ctx.fillText(text, x, 14);
    end = x + half + 6;
  }
}
