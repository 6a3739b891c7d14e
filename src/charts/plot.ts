import type { Recording } from '../recording/recording.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { Frame, PlotArea } from './frame.ts';
import { decimalsOf, formatFixed } from './ticks.ts';
import { timeTicks } from './timeTicks.ts';
import type { TimeView } from './timeView.ts';
import { xOfTime } from './timeView.ts';
import { axisTicks, yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** One CSS pixel in whole device pixels. */
export function hairlineWidth({ pixelRatio }: Frame): number {
  return Math.max(1, Math.floor(pixelRatio)) / pixelRatio;
}

/** To the nearest border between device pixels: rectangles that begin there are crisp. */
export function snapped({ pixelRatio }: Frame, position: number): number {
  return Math.round(position * pixelRatio) / pixelRatio;
}

/** A crisp vertical line; the fill style is the caller's. */
export function fillVertical(frame: Frame, x: number, top: number, bottom: number): void {
  const width = hairlineWidth(frame);
  frame.ctx.fillRect(snapped(frame, x - width / 2), top, width, bottom - top);
}

/** A crisp horizontal line; the fill style is the caller's. */
export function fillHorizontal(frame: Frame, y: number, left: number, right: number): void {
  const width = hairlineWidth(frame);
  frame.ctx.fillRect(left, snapped(frame, y - width / 2), right - left, width);
}

/** Ground and time grid: what every track has in common. */
export function drawGround(frame: Frame, area: PlotArea, view: TimeView, theme: ChartTheme): void {
  const { ctx } = frame;
  ctx.fillStyle = theme.plot;
  ctx.fillRect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.fillStyle = theme.grid;
  for (const time of timeTicks(frame, view).times) {
    fillVertical(frame, xOfTime(frame, view, time), area.top, area.bottom);
  }
  ctx.fillStyle = theme.axis;
  fillVertical(frame, area.left, area.top, area.bottom);
}

/** The unit of an axis stands beside its topmost number where there is room for one like this, else on its own line. */
const WIDEST_NUMBER = '−50';
const UNIT_LINE = 11;

/**
 * Horizontal grid and, from the area's top to its bottom, numbers in the gutter; the unit beside the topmost number, or
 * below it where the gutter is too narrow.
 * @param unit '' where it stands elsewhere
 * @param numbersFrom above this height the gutter has no numbers: something else stands there
 */
export function drawValueAxis(
  frame: Frame,
  area: PlotArea,
  theme: ChartTheme,
  scale: ValueScale,
  unit: string,
  spacing = 26,
  numbersFrom = area.top,
): void {
  const { ctx } = frame;
  const right = area.left - 6;
  ctx.font = theme.numberFont;
  const isBeside = ctx.measureText(`${WIDEST_NUMBER} ${unit}`).width <= right;
  const heightOf = (value: number): number => Math.min(Math.max(yOfValue(scale, value), area.top), area.bottom);
  const closest = isBeside ? UNIT_LINE : 2 * UNIT_LINE;
  const { step, values } = axisTicks(scale, isBeside ? spacing : Math.max(spacing, closest), closest);
  for (const value of values) {
    ctx.fillStyle = value === 0 ? theme.axis : theme.grid;
    fillHorizontal(frame, yOfValue(scale, value), area.left, area.right);
  }
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = theme.mutedText;
  const numbered = values.filter((value) => heightOf(value) >= numbersFrom);
  numbered.forEach((value, index) => {
    const isHighest = unit !== '' && index === numbered.length - 1;
    const number = formatFixed(value, decimalsOf(step));
    ctx.fillText(isHighest && isBeside ? `${number} ${unit}` : number, right, heightOf(value));
    if (isHighest && !isBeside) ctx.fillText(unit, right, heightOf(value) + UNIT_LINE);
  });
}

/** Runs `draw` with everything outside the plot area cut off. */
export function clipped({ ctx }: Frame, area: PlotArea, draw: () => void): void {
  ctx.save();
  ctx.beginPath();
  ctx.rect(area.left, area.top, area.right - area.left, area.bottom - area.top);
  ctx.clip();
  draw();
  ctx.restore();
}

/** Into how many columns a CSS pixel is divided to reduce samples. */
export function columnsPerPixel({ pixelRatio }: Frame): number {
  return pixelRatio < 1.5 ? 1 : 2;
}

/**
 * Strokes a line of thousands of points about one CSS pixel wide, in strokes of one device pixel beside each other:
 * browsers without a GPU paint those five to ten times faster than one wide stroke.
 */
export function strokeFine({ ctx, pixelRatio }: Frame, path: Path2D, colour: string): void {
  ctx.strokeStyle = colour;
  ctx.lineWidth = 1 / pixelRatio;
  ctx.lineJoin = 'bevel';
  // Aside on both axes, so that flat and steep parts grow alike.
  const aside = 0.6 / pixelRatio;
  const strokes = Math.max(1, Math.round(pixelRatio));
  for (let stroke = 0; stroke < strokes; stroke++) {
    ctx.stroke(path);
    ctx.translate(aside, aside);
  }
  ctx.translate(-strokes * aside, -strokes * aside);
}

/** Marks the time of which V is not held, and says why where there is room. */
export function drawDropped(
  frame: Frame,
  area: PlotArea,
  view: TimeView,
  theme: ChartTheme,
  recording: Recording,
): void {
  const until = recording.droppedBefore;
  const isStart = recording.firstRow === recording.startRow;
  const isInPart = recording.completeFrom > recording.startTime;
  const unrecorded = isInPart ? 'was not recorded to disk in full' : 'was not recorded here';
  const reason = isStart ? unrecorded : 'was dropped to bound memory';
  hatch(frame, area, view, theme, until, `V before ${formatFixed(until, 0)} ms ${reason}`);
}

/** Marks the time before `from` (ms), where something was not recorded of a run that went on from a checkpoint: it is no silence. */
export function drawUnrecorded(
  frame: Frame,
  area: PlotArea,
  view: TimeView,
  theme: ChartTheme,
  from: number | undefined = 0,
): void {
  hatch(frame, area, view, theme, from);
}

/** Hatches the time before `until` (ms), and says a sentence where there is room. */
function hatch(frame: Frame, area: PlotArea, view: TimeView, theme: ChartTheme, until: number, text?: string): void {
  if (until <= view.start) return;
  const { ctx } = frame;
  const right = Math.min(area.right, xOfTime(frame, view, until));
  clipped(frame, { ...area, right }, () => {
    ctx.fillStyle = theme.plot;
    ctx.fillRect(area.left, area.top, right - area.left, area.bottom - area.top);
    ctx.strokeStyle = theme.grid;
    ctx.lineWidth = 2;
    ctx.beginPath();
    const height = area.bottom - area.top;
    for (let x = area.left - height; x < right; x += 8) {
      ctx.moveTo(x, area.bottom);
      ctx.lineTo(x + height, area.top);
    }
    ctx.stroke();
    ctx.font = theme.font;
    if (text === undefined || ctx.measureText(text).width + 16 > right - area.left || height < 20) return;
    drawNote(frame, area, text, theme);
  });
}

/** Says something at the left of the area, halfway up. */
export function drawNote(frame: Frame, area: PlotArea, text: string, theme: ChartTheme): void {
  const { ctx } = frame;
  const middle = (area.top + area.bottom) / 2;
  ctx.font = theme.font;
  drawPill(frame, theme.plot, area.left + 8, middle, ctx.measureText(text).width);
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.fillText(text, area.left + 8, middle);
}

/** What fits into a width of a text, in the context's font, with '…' where it was cut. */
export function fitText({ ctx }: Frame, text: string, width: number): string {
  if (ctx.measureText(text).width <= width) return text;
  let length = text.length;
  while (length > 0 && ctx.measureText(`${text.slice(0, length)}…`).width > width) length--;
  return length > 0 ? `${text.slice(0, length).trimEnd()}…` : '';
}

/** A ground for text of this width that starts at x, so that lines do not cross it. */
export function drawPill({ ctx }: Frame, colour: string, x: number, middle: number, width: number): void {
  ctx.fillStyle = colour;
  ctx.beginPath();
  ctx.roundRect(x - 4, middle - 8, width + 8, 16, 3);
  ctx.fill();
}
