import type { ChartTheme } from './chartTheme.ts';
import { plotArea } from './frame.ts';
import type { Frame } from './frame.ts';
import { fillVertical, fitText } from './plot.ts';
import type { Readout } from './readout.ts';
import { formatFixed } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

const LINE = 16;
const PADDING = 6;
/** From the hairline to the values, CSS pixels. */
const DISTANCE = 8;

/**
 * The hairline of the shared cursor and the values of one track beside it. Draw it on a canvas of its own above the
 * track, so that moving the pointer redraws no data.
 */
export function drawCursor(
  frame: Frame,
  view: TimeView,
  time: number,
  theme: ChartTheme,
  readouts: readonly Readout[] = [],
): void {
  if (time < view.start || time > view.end) return;
  const { ctx } = frame;
  const x = xOfTime(frame, view, time);
  ctx.fillStyle = theme.cursor;
  ctx.globalAlpha = 0.55;
  fillVertical(frame, x, 0, frame.height);
  ctx.globalAlpha = 1;
  if (readouts.length > 0) drawReadouts(frame, x, theme, readouts);
}

/** The cursor on the time axis strip: a flag with the time, '172.1 ms', and what happened there. */
export function drawTimeFlag(frame: Frame, view: TimeView, time: number, theme: ChartTheme, remark?: string): void {
  if (time < view.start || time > view.end) return;
  const { ctx } = frame;
  const { left, right } = plotArea(frame);
  const room = { left: left - 20, right: right + 8 };
  // As many decimals as a pixel tells apart, at least the tenth of a millisecond that is recorded.
  const decimals = timePerPixel(frame, view) < 0.05 ? 2 : 1;
  const text = `${formatFixed(time, decimals)} ms`;
  ctx.font = theme.numberFont;
  const timeWidth = ctx.measureText(text).width + 2 * PADDING;
  ctx.font = theme.font;
  const fitting = remark && fitText(frame, remark, room.right - room.left - timeWidth - PADDING);
  const width = timeWidth + (fitting ? ctx.measureText(fitting).width + PADDING : 0);
  const x = xOfTime(frame, view, time);
  const flagLeft = Math.min(Math.max(x - width / 2, room.left), room.right - width);
  ctx.fillStyle = theme.cursor;
  ctx.beginPath();
  ctx.roundRect(flagLeft, 4, width, 17, 3);
  ctx.fill();
  fillVertical(frame, x, 0, 5);
  ctx.fillStyle = theme.background;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  if (fitting) ctx.fillText(fitting, flagLeft + timeWidth, 13);
  ctx.font = theme.numberFont;
  ctx.fillText(text, flagLeft + PADDING, 13);
}

/** At the height of their lines, pushed apart where they would overlap, on the side of the hairline that has room. */
function drawReadouts(frame: Frame, x: number, theme: ChartTheme, readouts: readonly Readout[]): void {
  const { ctx } = frame;
  const area = plotArea(frame);
  const fitting = Math.max(1, Math.floor((frame.height - 4) / (LINE + 1)));
  const shown = readouts.length > fitting ? readouts.slice(0, Math.max(1, fitting - 1)) : readouts;
  const left = readouts.length - shown.length;
  const rows = shown.map(({ label, text, colour, y }) => ({ label, text, colour, y }));
  rows.sort((a, b) => a.y - b.y);
  if (left > 0) rows.push({ label: '', text: `+${left} more`, colour: theme.mutedText, y: frame.height });
  const middles = spreadApart(
    rows.map(({ y }) => y),
    LINE + 1,
    2 + LINE / 2,
    frame.height - 2 - LINE / 2,
  );
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  const widths = rows.map(({ label, text }) => {
    ctx.font = theme.nameFont;
    const labelWidth = label === '' ? 0 : ctx.measureText(label).width + 6;
    ctx.font = theme.numberFont;
    return { labelWidth, width: labelWidth + ctx.measureText(text).width + 2 * PADDING };
  });
  const widest = Math.max(...widths.map(({ width }) => width));
  const isRight = x + DISTANCE + widest <= area.right;
  rows.forEach(({ label, text, colour }, index) => {
    const { labelWidth, width } = widths[index]!;
    const boxLeft = isRight ? x + DISTANCE : Math.max(2, x - DISTANCE - width);
    const middle = middles[index]!;
    ctx.fillStyle = theme.readout;
    ctx.globalAlpha = 0.92;
    ctx.beginPath();
    ctx.roundRect(boxLeft, middle - LINE / 2, width, LINE, 3);
    ctx.fill();
    ctx.globalAlpha = 1;
    ctx.strokeStyle = theme.grid;
    ctx.lineWidth = 1;
    ctx.stroke();
    ctx.font = theme.nameFont;
    ctx.fillStyle = colour;
    ctx.fillText(label, boxLeft + PADDING, middle + 0.5);
    ctx.font = theme.numberFont;
    ctx.fillStyle = theme.text;
    ctx.fillText(text, boxLeft + PADDING + labelWidth, middle + 0.5);
  });
}

/** Ascending positions moved as little as a sweep down and a sweep up can, so that neighbours lie `pitch` apart. */
export function spreadApart(positions: readonly number[], pitch: number, low: number, high: number): number[] {
  const moved: number[] = [];
  for (const position of positions) {
    moved.push(Math.max(position, low, moved.length > 0 ? moved.at(-1)! + pitch : -Infinity));
  }
  let ceiling = high;
  for (let index = moved.length - 1; index >= 0; index--) {
    moved[index] = Math.min(moved[index]!, ceiling);
    ceiling = moved[index]! - pitch;
  }
  return moved;
}
