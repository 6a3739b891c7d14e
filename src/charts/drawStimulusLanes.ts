import type { ChartTheme } from './chartTheme.ts';
import { drawCurrent } from './drawStimulus.ts';
import { NARROW, plotArea } from './frame.ts';
import type { Frame, PlotArea, Size } from './frame.ts';
import { clipped, drawGround, fillHorizontal, fillVertical } from './plot.ts';
import type { StimulusPreview } from './stimulusPreview.ts';
import { decimalsOf, formatFixed, niceStep } from './ticks.ts';
import { xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

/** One current on the timeline. */
export interface StimulusLane {
  readonly name: string;
  /** 'all neurons', 'neurons 10-20'. */
  readonly receivers: string;
  readonly isOn: boolean;
  /** Its handles are drawn. */
  readonly isChosen: boolean;
  /** Of this current alone. */
  readonly preview: StimulusPreview;
  /** ms; a file has none. */
  readonly times?: { readonly onset: number; readonly offset: number } | undefined;
  /** µA/cm²: where the handle of the amplitude stands. */
  readonly level?: number | undefined;
}

/** What a press on the timeline takes hold of. */
export interface LaneHit {
  /** Index of the lane. */
  readonly lane: number;
  readonly part: 'onset' | 'offset' | 'level' | 'body' | 'beside';
}

const LANE = 52;
/** Above each lane's plot stands its name. */
const HEAD = 17;
const INSET = 3;
/** How near to an edge or a handle a press takes hold of it, CSS pixels; wider for fingers. */
const GRIP = 6;
const GRIP_NARROW = 12;

/** Height of the whole timeline, CSS pixels. */
export function lanesHeight(count: number): number {
  return Math.max(1, count) * LANE;
}

/** The currents below each other, over the time axis of all charts. */
export function drawStimulusLanes(
  frame: Frame,
  lanes: readonly StimulusLane[],
  view: TimeView,
  theme: ChartTheme,
): void {
  lanes.forEach((lane, index) => drawLane(frame, laneArea(frame, index), lane, view, theme));
}

/** How far the run has come, ms: what is left of it has been injected. */
export function drawPresent(frame: Frame, view: TimeView, theme: ChartTheme, now: number): void {
  if (now <= view.start || now > view.end) return;
  frame.ctx.fillStyle = theme.text;
  fillVertical(frame, xOfTime(frame, view, now), INSET, frame.height - INSET);
}

/** What is at x, y; of the chosen lane first its handles. */
export function laneHitAt(
  size: Size,
  lanes: readonly StimulusLane[],
  view: TimeView,
  x: number,
  y: number,
): LaneHit | undefined {
  const index = Math.floor(y / LANE);
  const lane = lanes[index];
  if (!lane) return undefined;
  const area = laneArea(size, index);
  if (!lane.times) return { lane: index, part: 'beside' };
  const grip = size.width < NARROW ? GRIP_NARROW : GRIP;
  const [left, right] = [lane.times.onset, lane.times.offset].map((time) => xOfTime(size, view, time)) as [
    number,
    number,
  ];
  if (lane.isChosen && lane.level !== undefined) {
    const handle = levelHandle(size, area, lane, view);
    if (handle && Math.hypot(x - handle.x, y - handle.y) <= grip + 2) return { lane: index, part: 'level' };
  }
  // A short current keeps its middle third for moving it.
  const inside = Math.min(grip, (right - left) / 3);
  if (x >= right - inside && x <= right + grip) return { lane: index, part: 'offset' };
  if (x >= left - grip && x <= left + inside) return { lane: index, part: 'onset' };
  return { lane: index, part: x > left && x < right ? 'body' : 'beside' };
}

/** µA/cm² per CSS pixel upwards in a lane. */
export function levelPerPixel(lane: StimulusLane): number {
  const { min, max, top, bottom } = laneScale({ left: 0, right: 1, top: HEAD, bottom: LANE - INSET }, lane);
  return (max - min) / (bottom - top);
}

/** One sentence for screen readers. */
export function describeStimulusLanes(lanes: readonly StimulusLane[], view: TimeView): string {
  const span = `from ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  if (lanes.length === 0) return `Timeline of the stimulus ${span}: no current.`;
  return `Timeline of the stimulus ${span}: ${lanes.map(describeLane).join('; ')}.`;
}

/** 'Step, 100 to 300 ms, into neurons 10-20, chosen'. */
export function describeLane({ name, times, receivers, isOn, isChosen }: StimulusLane): string {
  const parts = [name];
  if (times) parts.push(`${times.onset} to ${times.offset} ms`);
  parts.push(`into ${receivers}`);
  if (!isOn) parts.push('switched off');
  if (isChosen) parts.push('chosen');
  return parts.join(', ');
}

function laneArea(size: Size, index: number): PlotArea {
  const { left, right } = plotArea(size);
  return { left, right, top: index * LANE + HEAD, bottom: (index + 1) * LANE - INSET };
}

function laneScale({ top, bottom }: PlotArea, { preview }: StimulusLane): ValueScale {
  let [min, max] = [0, 0];
  for (const value of preview.min) min = Math.min(min, value);
  for (const value of preview.max) max = Math.max(max, value);
  if (min === max) max = 1;
  const room = (max - min) * 0.12;
  return { min: min < 0 ? min - room : 0, max: max > 0 ? max + room : 0, top, bottom };
}

function levelHandle(
  size: Size,
  area: PlotArea,
  lane: StimulusLane,
  view: TimeView,
): { readonly x: number; readonly y: number } | undefined {
  const { times, level } = lane;
  if (!times || level === undefined) return undefined;
  const from = Math.max(times.onset, view.start);
  const to = Math.min(times.offset, view.end);
  if (to <= from) return undefined;
  return { x: xOfTime(size, view, (from + to) / 2), y: yOfValue(laneScale(area, lane), level) };
}

function drawLane(frame: Frame, area: PlotArea, lane: StimulusLane, view: TimeView, theme: ChartTheme): void {
  const { ctx } = frame;
  const { times, isOn, isChosen, preview } = lane;
  const colour = isOn ? theme.stimulus : theme.mutedText;
  const scale = laneScale(area, lane);
  drawGround(frame, area, view, theme);
  ctx.fillStyle = theme.axis;
  fillHorizontal(frame, yOfValue(scale, 0), area.left, area.right);
  drawRange(frame, area, scale, theme);
  if (isChosen) {
    ctx.fillStyle = theme.stimulus;
    ctx.fillRect(0, area.top - HEAD + INSET, 3, area.bottom - area.top + HEAD - INSET);
  }
  clipped(frame, area, () => {
    if (times) drawBody(frame, area, times, view, colour, isChosen);
    drawCurrent(frame, area, preview, view, { ...theme, stimulus: colour }, scale);
  });
  if (isChosen && times) drawHandles(frame, area, lane, view, theme);
  drawName(frame, area, lane, theme, colour);
}

function drawBody(
  { ctx, ...frame }: Frame,
  area: PlotArea,
  { onset, offset }: { readonly onset: number; readonly offset: number },
  view: TimeView,
  colour: string,
  isChosen: boolean,
): void {
  const left = xOfTime(frame, view, onset);
  const width = Math.max(1, xOfTime(frame, view, offset) - left);
  ctx.fillStyle = colour;
  ctx.globalAlpha = isChosen ? 0.14 : 0.07;
  ctx.fillRect(left, area.top, width, area.bottom - area.top);
  ctx.globalAlpha = 1;
}

function drawHandles(frame: Frame, area: PlotArea, lane: StimulusLane, view: TimeView, theme: ChartTheme): void {
  const { ctx } = frame;
  const middle = (area.top + area.bottom) / 2;
  for (const time of [lane.times!.onset, lane.times!.offset]) {
    const x = xOfTime(frame, view, time);
    if (x < area.left - 1 || x > area.right + 1) continue;
    ctx.fillStyle = theme.stimulus;
    ctx.fillRect(x - 1, area.top, 2, area.bottom - area.top);
    ctx.beginPath();
    ctx.roundRect(x - 3, middle - 8, 6, 16, 2);
    ctx.fill();
  }
  const handle = levelHandle(frame, area, lane, view);
  if (!handle) return;
  ctx.beginPath();
  ctx.arc(handle.x, handle.y, 5, 0, 2 * Math.PI);
  ctx.fillStyle = theme.background;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = theme.stimulus;
  ctx.stroke();
}

/** The largest and the smallest current in the gutter. */
function drawRange({ ctx }: Frame, area: PlotArea, scale: ValueScale, theme: ChartTheme): void {
  ctx.font = theme.numberFont;
  ctx.fillStyle = theme.mutedText;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'middle';
  const step = niceStep(scale.max - scale.min, 2);
  const decimals = decimalsOf(step);
  const values = scale.max <= 0 ? [0, -step] : scale.min < 0 ? [step, 0, -step] : [step, 0];
  for (const value of values) {
    if (value > scale.max || value < scale.min) continue;
    const y = Math.min(Math.max(yOfValue(scale, value), area.top + 4), area.bottom - 4);
    ctx.fillText(formatFixed(value, decimals), area.left - 6, y);
  }
}

function drawName(frame: Frame, area: PlotArea, lane: StimulusLane, theme: ChartTheme, colour: string): void {
  const { ctx } = frame;
  ctx.font = theme.nameFont;
  const nameWidth = ctx.measureText(lane.name).width;
  ctx.font = theme.font;
  const facts = [lane.receivers, ...(lane.times ? [`${lane.times.onset} to ${lane.times.offset} ms`] : [])];
  const text = (lane.isOn ? facts : ['off', ...facts]).join(', ');
  const y = area.top - 8;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  ctx.font = theme.nameFont;
  ctx.fillStyle = colour;
  ctx.fillText(lane.name, area.left, y);
  ctx.font = theme.font;
  if (ctx.measureText(text).width > area.right - area.left - nameWidth - 8) return;
  ctx.fillStyle = theme.mutedText;
  ctx.fillText(text, area.left + nameWidth + 8, y);
}
