import { plotArea } from './frame.ts';
import type { Size } from './frame.ts';

/** The stretch of time that every track shows, ms. */
export interface TimeView {
  readonly start: number;
  readonly end: number;
}

/** What a view may show at most: the whole run, 0 … duration. */
export type TimeBounds = TimeView;

/** No view is shorter, ms: twenty samples of 0.1 ms. */
export const SHORTEST_VIEW = 2;

/** The same span, moved and if need be cut so that it lies inside the bounds. */
export function clampView(view: TimeView, bounds: TimeBounds): TimeView {
  const longest = bounds.end - bounds.start;
  const span = Math.min(Math.max(view.end - view.start, Math.min(SHORTEST_VIEW, longest)), longest);
  const start = Math.min(Math.max(view.start, bounds.start), bounds.end - span);
  return { start, end: start + span };
}

/** Moved by `shift` ms, within the bounds. */
export function panView(view: TimeView, shift: number, bounds: TimeBounds): TimeView {
  return clampView({ start: view.start + shift, end: view.end + shift }, bounds);
}

/** Shows `factor` times as much time (0.5 zooms in, 2 zooms out); the time `anchor` keeps its pixel where the bounds allow. */
export function zoomView(view: TimeView, factor: number, anchor: number, bounds: TimeBounds): TimeView {
  const longest = bounds.end - bounds.start;
  const span = (view.end - view.start) * factor;
  const allowed = Math.min(Math.max(span, Math.min(SHORTEST_VIEW, longest)), longest);
  const share = (anchor - view.start) / (view.end - view.start);
  const start = anchor - share * allowed;
  return clampView({ start, end: start + allowed }, bounds);
}

/** Scrolls a running view so that `time` stays in its first nine tenths; the span does not change. */
export function followView(view: TimeView, time: number, bounds: TimeBounds): TimeView {
  const span = view.end - view.start;
  if (time >= view.start && time <= view.start + 0.9 * span) return clampView(view, bounds);
  return clampView({ start: time - 0.9 * span, end: time + 0.1 * span }, bounds);
}

/** x in CSS pixels of a time in ms, on any track of this width. */
export function xOfTime(size: Size, view: TimeView, time: number): number {
  const { left, right } = plotArea(size);
  return left + ((time - view.start) / (view.end - view.start)) * (right - left);
}

/** Inverse of xOfTime: the time in ms under x; may lie outside the view when x lies outside the plot. */
export function timeAt(size: Size, view: TimeView, x: number): number {
  const { left, right } = plotArea(size);
  return view.start + ((x - left) / (right - left)) * (view.end - view.start);
}

/** ms per CSS pixel: what a drag by one pixel pans. */
export function timePerPixel(size: Size, view: TimeView): number {
  const { left, right } = plotArea(size);
  return (view.end - view.start) / (right - left);
}
