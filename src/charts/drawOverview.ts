import type { Recording } from '../recording/recording.ts';
import type { SpikeList } from '../recording/spikeList.ts';
import { populationColour } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import type { EditMark } from './editMarks.ts';
import { NARROW } from './frame.ts';
import type { Frame, Size } from './frame.ts';
import { fillVertical, snapped } from './plot.ts';
import { formatFixed } from './ticks.ts';
import type { TimeView } from './timeView.ts';
import { yOfValue } from './valueScale.ts';
import type { ValueScale } from './valueScale.ts';

export interface OverviewOptions {
  /** Length of the whole run, ms. */
  readonly duration: number;
  /** Time of the shared cursor, ms. */
  readonly cursor?: number;
  /** What was edited while it ran. */
  readonly edits?: readonly EditMark[];
  /** What of it is on disk. */
  readonly disk?: DiskSegments | undefined;
}

/** A run in batches that go to disk one by one, and states of it that were kept. */
export interface DiskSegments {
  /** None where the run does not go to disk. */
  readonly batches: number;
  /** How many of them are there. */
  readonly confirmed: number;
  /** ms: where the first batch begins. */
  readonly start: number;
  /** ms: moments whose state was kept on demand. */
  readonly checkpoints: readonly number[];
}

const EDGE = 8;
/** How near to a window edge a press takes hold of it, CSS pixels; wider for fingers. */
const GRIP = 6;
const GRIP_NARROW = 14;
/** Rows of ticks at the bottom, one per population, CSS pixels. */
const TICK_ROW = 4;
/** Edits that lie nearer are one mark, CSS pixels. */
const EDIT_DISTANCE = 3;
/** Batches that would be narrower are drawn as one, CSS pixels. */
const LEAST_BATCH = 4;

/** The whole run in a strip of about 40 px: mean PN voltage, spikes, how far it got, what was dropped. */
export function drawOverview(
  frame: Frame,
  recording: Recording | undefined,
  theme: ChartTheme,
  duration: number,
): void {
  const { ctx, width, height } = frame;
  ctx.fillStyle = theme.background;
  ctx.fillRect(0, 0, width, height);
  ctx.fillStyle = theme.grid;
  ctx.beginPath();
  ctx.roundRect(EDGE, 2, width - 2 * EDGE, height - 4, 3);
  ctx.fill();
  if (!recording || recording.duration === 0) return;
  const start = xAtOverview(frame, duration, recording.startTime);
  const reached = xAtOverview(frame, duration, Math.min(duration, recording.time));
  ctx.fillStyle = theme.plot;
  ctx.fillRect(start, 3, reached - start, height - 6);
  drawEnvelope(frame, recording, theme, duration);
  drawTickRows(frame, recording, theme, duration);
  ctx.fillStyle = theme.text;
  if (recording.time < duration) fillVertical(frame, reached, 2, height - 2);
  drawDroppedPart(frame, recording, theme, duration);
}

/** What lies over the strip and moves without it: edits, the view's window, the cursor. On a canvas of its own, so that scrubbing redraws no data. */
export function drawOverviewWindow(
  frame: Frame,
  view: TimeView,
  theme: ChartTheme,
  { duration, cursor, edits = [], disk }: OverviewOptions,
): void {
  const { ctx, height } = frame;
  drawWindow(frame, view, theme, duration);
  if (disk) drawDisk(frame, disk, theme, duration);
  ctx.fillStyle = theme.text;
  let drawnX = -Infinity;
  for (const { time } of edits) {
    const x = xAtOverview(frame, duration, time);
    if (x - drawnX < EDIT_DISTANCE) continue;
    fillVertical(frame, x, 2, 9);
    drawnX = x;
  }
  if (cursor === undefined || cursor < 0 || cursor > duration) return;
  ctx.fillStyle = theme.cursor;
  ctx.globalAlpha = 0.6;
  fillVertical(frame, xAtOverview(frame, duration, cursor), 0, height);
  ctx.globalAlpha = 1;
}

/** The strip has its own mapping: edge to edge, the whole run. */
export function xAtOverview(size: Size, duration: number, time: number): number {
  return EDGE + (time / duration) * (size.width - 2 * EDGE);
}

/** Inverse of xAtOverview, kept within the run. */
export function timeAtOverview(size: Size, duration: number, x: number): number {
  const time = ((x - EDGE) / (size.width - 2 * EDGE)) * duration;
  return Math.min(duration, Math.max(0, time));
}

/** What a press at x takes hold of: an edge of the window, the window, or the strip beside it. */
export function overviewPartAt(
  size: Size,
  duration: number,
  view: TimeView,
  x: number,
): 'start' | 'end' | 'window' | 'outside' {
  const start = xAtOverview(size, duration, view.start);
  const end = xAtOverview(size, duration, view.end);
  const widest = size.width < NARROW ? GRIP_NARROW : GRIP;
  // A narrow window keeps its middle third for moving it.
  const inside = Math.min(widest, (end - start) / 3);
  if (x >= start - widest && x <= start + inside) return 'start';
  if (x >= end - inside && x <= end + widest) return 'end';
  return x > start && x < end ? 'window' : 'outside';
}

/** One sentence for screen readers. */
export function describeOverview(
  recording: Recording | undefined,
  view: TimeView,
  { duration, disk }: OverviewOptions,
): string {
  const reached = `${formatFixed(recording?.time ?? 0, 0)} of ${formatFixed(duration, 0)} ms simulated`;
  const shown = `charts show ${formatFixed(view.start, 0)} to ${formatFixed(view.end, 0)} ms`;
  const start = recording?.startTime ? `, recorded from ${formatFixed(recording.startTime, 0)} ms on` : '';
  const inFull =
    recording && recording.completeFrom > recording.startTime
      ? `, in full from ${formatFixed(recording.completeFrom, 0)} ms on`
      : '';
  const dropped =
    recording && recording.firstRow > recording.startRow
      ? `, single voltages before ${formatFixed(recording.droppedBefore, 0)} ms dropped`
      : '';
  return `Timeline: ${reached}, ${shown}${start}${inFull}${dropped}${describeDisk(disk)}.`;
}

function describeDisk(disk: DiskSegments | undefined): string {
  if (!disk) return '';
  const { batches, confirmed, checkpoints } = disk;
  const kept = checkpoints.map((time) => formatFixed(time, 1)).join(', ');
  return (
    (batches > 0 ? `, ${confirmed} of ${batches} batches on disk` : '') +
    (kept ? `, ${checkpoints.length > 1 ? 'checkpoints' : 'a checkpoint'} at ${kept} ms` : '')
  );
}

/** Batches as segments along the lower edge, those on disk filled, and flags where states were kept. */
function drawDisk(
  frame: Frame,
  { batches, confirmed, start, checkpoints }: DiskSegments,
  theme: ChartTheme,
  duration: number,
): void {
  const { ctx, height } = frame;
  const borderOf = (batch: number): number =>
    snapped(frame, xAtOverview(frame, duration, start + (batch / batches) * (duration - start)));
  const top = height - 3;
  ctx.fillStyle = theme.axis;
  ctx.globalAlpha = 0.5;
  const from = borderOf(confirmed);
  if (batches > 0) ctx.fillRect(from, top, borderOf(batches) - from, 3);
  ctx.globalAlpha = 1;
  ctx.fillStyle = theme.text;
  if (batches > 0) ctx.fillRect(borderOf(0), top, from - borderOf(0), 3);
  if (batches > 0 && borderOf(1) - borderOf(0) >= LEAST_BATCH) {
    ctx.fillStyle = theme.background;
    for (let batch = 1; batch < batches; batch++) ctx.fillRect(borderOf(batch) - 1, top, 1, 3);
  }
  ctx.fillStyle = theme.text;
  for (const time of checkpoints) {
    const x = snapped(frame, xAtOverview(frame, duration, time));
    ctx.beginPath();
    ctx.moveTo(x, height - 10);
    ctx.lineTo(x + 6, height - 7.5);
    ctx.lineTo(x + 1, height - 5);
    ctx.lineTo(x + 1, height);
    ctx.lineTo(x, height);
    ctx.fill();
  }
}

/** Mean V of the first population between its smallest and largest value in every pixel column. */
function drawEnvelope(frame: Frame, recording: Recording, theme: ChartTheme, duration: number): void {
  const { ctx, width, height } = frame;
  const [low, high] = recording.meanVoltageRange(0);
  if (!(low <= high)) return;
  const middle = (low + high) / 2;
  // At least 10 mV high, so that the noise of a silent network does not fill the strip.
  const half = Math.max(5, (high - low) / 2);
  const ticks = recording.populations.length * TICK_ROW;
  const scale: ValueScale = { min: middle - half, max: middle + half, top: 6, bottom: height - 6 - ticks };
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const columns = Math.floor(width - 2 * EDGE);
  const rowsPerColumn = duration / recording.rowInterval / columns;
  ctx.fillStyle = populationColour(theme, 0);
  ctx.globalAlpha = 0.75;
  for (let column = 0; column < columns; column++) {
    const from = Math.floor(column * rowsPerColumn);
    // A short run has fewer rows than columns: then a column repeats the row it lies in.
    const to = Math.max(from + 1, Math.floor((column + 1) * rowsPerColumn));
    if (from >= recording.endRow) break;
    if (!recording.meanVoltageExtent(0, from, to, extent)) continue;
    if (!(extent.min <= extent.max)) continue;
    const top = yOfValue(scale, extent.max);
    ctx.fillRect(EDGE + column, top - 0.5, 1, yOfValue(scale, extent.min) - top + 1);
  }
  ctx.globalAlpha = 1;
}

/** One row of ticks per population: spikes of the first, −20 mV events of the others, whose potentials often stay below 0. */
function drawTickRows(frame: Frame, recording: Recording, theme: ChartTheme, duration: number): void {
  const { ctx, height } = frame;
  recording.populations.forEach(({ first, count }, population) => {
    const list: SpikeList = population === 0 ? recording.spikes : recording.events;
    const top = height - 4 - (recording.populations.length - population) * TICK_ROW;
    ctx.fillStyle = populationColour(theme, population);
    let drawnX = -1;
    for (let spike = 0; spike < list.count; spike++) {
      const neuron = list.neuron[spike]!;
      if (neuron < first || neuron >= first + count) continue;
      const x = snapped(frame, xAtOverview(frame, duration, list.time[spike]!));
      if (x === drawnX) continue;
      ctx.fillRect(x, top, 1, TICK_ROW - 1);
      drawnX = x;
    }
  });
}

function drawDroppedPart(frame: Frame, recording: Recording, theme: ChartTheme, duration: number): void {
  if (recording.droppedBefore === 0) return;
  const { ctx } = frame;
  const right = xAtOverview(frame, duration, recording.droppedBefore);
  ctx.fillStyle = theme.axis;
  ctx.globalAlpha = 0.45;
  ctx.fillRect(EDGE, 3, right - EDGE, 3);
  ctx.globalAlpha = 1;
}

function drawWindow(frame: Frame, view: TimeView, theme: ChartTheme, duration: number): void {
  const { ctx, width, height } = frame;
  const start = snapped(frame, xAtOverview(frame, duration, view.start));
  const end = snapped(frame, xAtOverview(frame, duration, view.end));
  ctx.fillStyle = theme.background;
  ctx.globalAlpha = 0.62;
  ctx.fillRect(EDGE, 2, Math.max(0, start - EDGE), height - 4);
  ctx.fillRect(end, 2, Math.max(0, width - EDGE - end), height - 4);
  ctx.globalAlpha = 1;
  ctx.strokeStyle = theme.mutedText;
  ctx.lineWidth = 1;
  ctx.beginPath();
  ctx.roundRect(start + 0.5, 1.5, Math.max(2, end - start - 1), height - 3, 3);
  ctx.stroke();
  ctx.fillStyle = theme.text;
  const grip = Math.min(16, height - 12);
  for (const x of [start, end]) {
    ctx.beginPath();
    ctx.roundRect(x - 2, (height - grip) / 2, 4, grip, 2);
    ctx.fill();
  }
}
