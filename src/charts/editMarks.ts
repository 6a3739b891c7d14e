import type { ChartTheme } from './chartTheme.ts';
import type { Frame, Size } from './frame.ts';
import { fillVertical } from './plot.ts';
import { formatFixed } from './ticks.ts';
import { timePerPixel, xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

/** An edit that a run took while it went on. */
export interface EditMark {
  /** ms. */
  readonly time: number;
  readonly label: string;
}

/** Edits that stand too near to each other to be told apart. */
export interface EditCluster {
  /** Of the first of them, ms: where the mark is drawn. */
  readonly time: number;
  readonly labels: readonly string[];
}

/** Two marks need so many CSS pixels between them. */
const DISTANCE = 9;
/** How near to a mark the cursor has to be to read it, CSS pixels. */
const REACH = 6;
/** Dashes of the line in a track, and their gaps, CSS pixels. */
const DASH = 3;
const GAP = 4;
/** How many labels are written out where there are several. */
const MOST_LABELS = 2;
/** How many edits the text for screen readers names. */
const MOST_TOLD = 6;

/** The edits in view, those that would touch as one; `marks` in the order of time. */
export function clusterEdits(size: Size, view: TimeView, marks: readonly EditMark[]): readonly EditCluster[] {
  const clusters: { time: number; labels: string[] }[] = [];
  let end = -Infinity;
  for (const { time, label } of marks) {
    if (time < view.start || time > view.end) continue;
    const x = xOfTime(size, view, time);
    if (x - end >= DISTANCE) {
      clusters.push({ time, labels: [label] });
      end = x;
    } else {
      clusters.at(-1)!.labels.push(label);
    }
  }
  return clusters;
}

/** A dashed hairline at each edit, from the top of the track to its bottom. */
export function drawEditLines(frame: Frame, view: TimeView, theme: ChartTheme, marks: readonly EditMark[]): void {
  frame.ctx.fillStyle = theme.mutedText;
  for (const { time } of clusterEdits(frame, view, marks)) {
    const x = xOfTime(frame, view, time);
    for (let y = 0; y < frame.height; y += DASH + GAP) fillVertical(frame, x, y, Math.min(y + DASH, frame.height));
  }
}

/** A wedge at each edit on the time axis, pointing up at the tracks. */
export function drawEditWedges(frame: Frame, view: TimeView, theme: ChartTheme, marks: readonly EditMark[]): void {
  const { ctx } = frame;
  ctx.fillStyle = theme.text;
  for (const { time } of clusterEdits(frame, view, marks)) {
    const x = xOfTime(frame, view, time);
    ctx.beginPath();
    ctx.moveTo(x, 0);
    ctx.lineTo(x + 4, 6);
    ctx.lineTo(x - 4, 6);
    ctx.closePath();
    ctx.fill();
  }
}

/** What was edited near a time of the shared cursor: 'g_Na: 100 → 50 mS/cm²'; undefined where nothing was. */
export function readEdit(size: Size, view: TimeView, marks: readonly EditMark[], time: number): string | undefined {
  const reach = REACH * timePerPixel(size, view);
  const clusters = clusterEdits(size, view, marks);
  const nearest = clusters.toSorted((a, b) => Math.abs(a.time - time) - Math.abs(b.time - time))[0];
  if (!nearest || Math.abs(nearest.time - time) > reach) return undefined;
  const { labels } = nearest;
  const left = labels.length - MOST_LABELS;
  return `${labels.slice(0, MOST_LABELS).join('; ')}${left > 0 ? `; ${left} more` : ''}`;
}

/** The time of the next edit after a time, or of the one before it; undefined where there is none. */
export function nextEdit(marks: readonly EditMark[], time: number, direction: 1 | -1): number | undefined {
  // A cursor that stands on an edit is a rounding error off.
  const isBeyond = (mark: EditMark): boolean => direction * (mark.time - time) > 1e-6;
  return (direction > 0 ? marks.find(isBeyond) : marks.findLast(isBeyond))?.time;
}

/** A sentence for screen readers; '' without edits. */
export function describeEdits(marks: readonly EditMark[]): string {
  if (marks.length === 0) return '';
  const told = marks.slice(-MOST_TOLD).map(({ time, label }) => `at ${formatFixed(time, 1)} ms ${label}`);
  const count = `${marks.length} ${marks.length === 1 ? 'edit' : 'edits'} while it ran`;
  return `${count}, ${marks.length > told.length ? 'the last ' : ''}${told.join('; ')}.`;
}
