import { nextEdit } from '../../charts/editMarks.ts';
import type { Size } from '../../charts/frame.ts';
import { panView, timeAt, timePerPixel, zoomView } from '../../charts/timeView.ts';
import type { TimeBounds, TimeView } from '../../charts/timeView.ts';
import type { Lab } from '../../store/lab.ts';
import { editMarksOf } from './editMarksOf.ts';
import { HoldToInject } from '../neurons/holdToInject.ts';
import type { HungTrack, TrackBoard } from './trackBoard.ts';

/** Pixels that a press may move and still be a click. */
const CLICK_SLACK = 4;
/** Zoom per wheel pixel; one notch of a mouse wheel (100 px) is a factor of 1.2. */
const ZOOM_PER_PIXEL = 0.0018;
/** Pixels of a wheel's line, where it counts in lines. */
const LINE = 16;

interface Point {
  readonly x: number;
  readonly y: number;
}

interface Press {
  readonly from: Point;
  readonly view: TimeView;
  readonly track: HungTrack;
  isDrag: boolean;
}

/**
 * Pointer, wheel and keys over the stack of tracks: hover moves the shared cursor, a click picks a neuron, holding one injects, drag pans,
 * wheel and pinch zoom about the pointer, a double click shows the whole run.
 */
export class TimeGestures {
  readonly #lab: Lab;
  readonly #board: TrackBoard;
  readonly #pointers = new Map<number, Point>();
  readonly #hold: HoldToInject;
  #press: Press | undefined;

  constructor(lab: Lab, board: TrackBoard) {
    this.#lab = lab;
    this.#board = board;
    this.#hold = new HoldToInject(lab);
  }

  /** Listens on the element that holds the tracks; returns how to stop. */
  attach(element: HTMLElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    element.addEventListener('pointerdown', (event) => this.#handleDown(event), { signal });
    element.addEventListener('pointermove', (event) => this.#handleMove(event), { signal });
    element.addEventListener('pointerup', (event) => this.#handleUp(event), { signal });
    element.addEventListener('pointercancel', (event) => this.#forget(event), { signal });
    element.addEventListener('pointerleave', (event) => this.#handleLeave(event), { signal });
    element.addEventListener('dblclick', (event) => this.#trackOf(event) && this.showWholeRun(), { signal });
    // Not passive: the wheel zooms instead of scrolling the page.
    element.addEventListener('wheel', (event) => this.#handleWheel(event), { signal, passive: false });
    element.addEventListener('keydown', (event) => this.#handleKey(event), { signal });
    return () => {
      this.#hold.release();
      listening.abort();
    };
  }

  showWholeRun(): void {
    this.#lab.view.setState({ time: this.#bounds, isFollowing: true });
  }

  /** Shows `factor` times as much time about the cursor, or about the middle. */
  zoom(factor: number): void {
    const { time, cursor } = this.#lab.view.getState();
    this.#setView(zoomView(time, factor, cursor ?? (time.start + time.end) / 2, this.#bounds));
  }

  get #bounds(): TimeBounds {
    return { start: 0, end: this.#lab.shown.duration };
  }

  #setView(time: TimeView): void {
    this.#lab.view.setState({ time, isFollowing: false });
  }

  #trackOf(event: Event): { readonly track: HungTrack; readonly element: HTMLElement } | undefined {
    const element = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-track]') : null;
    const track = this.#board.find(element?.dataset.track);
    return element && track ? { track, element } : undefined;
  }

  #handleDown(event: PointerEvent): void {
    const hit = this.#trackOf(event);
    if (!hit || event.button !== 0) return;
    hit.element.setPointerCapture(event.pointerId);
    const from = pointIn(hit.element, event);
    this.#pointers.set(event.pointerId, from);
    // A second finger makes it a pinch, which starts from the view it finds.
    const view = this.#lab.view.getState().time;
    this.#press = { from, view, track: hit.track, isDrag: this.#pointers.size > 1 };
    const neuron = hit.track.picture.neuronAt?.(hit.track.size.current, view, from.x, from.y);
    if (this.#press.isDrag) this.#hold.cancel();
    else if (neuron !== undefined) this.#hold.press(neuron);
    this.#point(hit.track, from);
  }

  #handleMove(event: PointerEvent): void {
    const hit = this.#trackOf(event);
    if (!hit) return;
    const to = pointIn(hit.element, event);
    const before = this.#pointers.get(event.pointerId);
    if (before && this.#pointers.size === 2) {
      this.#pinch(hit.track.size.current, event.pointerId, before, to);
    } else if (before && this.#press) {
      this.#drag(this.#press, to);
    }
    if (before) this.#pointers.set(event.pointerId, to);
    this.#point(hit.track, to);
  }

  #drag(press: Press, to: Point): void {
    const moved = to.x - press.from.x;
    if (!press.isDrag && Math.abs(moved) < CLICK_SLACK) return;
    this.#hold.cancel();
    // Whoever holds a neuron holds the charts still.
    if (this.#hold.isHeld) return;
    press.isDrag = true;
    const shift = -moved * timePerPixel(press.track.size.current, press.view);
    this.#setView(panView(press.view, shift, this.#bounds));
  }

  /** Keeps the time under each finger under it. */
  #pinch(size: Size, pointerId: number, before: Point, to: Point): void {
    const other = [...this.#pointers].find(([id]) => id !== pointerId)?.[1];
    if (!other) return;
    const { time } = this.#lab.view.getState();
    const factor = Math.max(1, Math.abs(before.x - other.x)) / Math.max(1, Math.abs(to.x - other.x));
    this.#setView(zoomView(time, factor, timeAt(size, time, other.x), this.#bounds));
  }

  #handleUp(event: PointerEvent): void {
    const press = this.#press;
    const wasHeld = this.#hold.isHeld;
    this.#forget(event);
    if (wasHeld || !press || press.isDrag || !press.track.picture.isPicker) return;
    const { picture, size } = press.track;
    const neuron = picture.neuronAt?.(size.current, this.#lab.view.getState().time, press.from.x, press.from.y);
    if (neuron !== undefined) this.#lab.toggleNeuron(neuron);
  }

  #forget(event: PointerEvent): void {
    this.#pointers.delete(event.pointerId);
    this.#press = undefined;
    this.#hold.release();
  }

  /** Moves the shared cursor and says which neuron the pointer is on. */
  #point({ picture, size }: HungTrack, { x, y }: Point): void {
    const { time } = this.#lab.view.getState();
    const at = timeAt(size.current, time, x);
    const isInside = at >= time.start && at <= time.end;
    const hovered = picture.neuronAt?.(size.current, time, x, y);
    this.#lab.view.setState({ cursor: isInside ? at : undefined, hovered });
  }

  #handleLeave(event: PointerEvent): void {
    // A finger that was lifted leaves its cursor to be read.
    if (event.pointerType === 'mouse') this.#lab.view.setState({ cursor: undefined, hovered: undefined });
  }

  #handleWheel(event: WheelEvent): void {
    const hit = this.#trackOf(event);
    if (!hit) return;
    event.preventDefault();
    const { size } = hit.track;
    const { time } = this.#lab.view.getState();
    const unit = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? LINE : 1;
    const sideways = event.shiftKey ? event.deltaX || event.deltaY : event.deltaX;
    if (Math.abs(sideways) >= Math.abs(event.deltaY) || event.shiftKey) {
      this.#setView(panView(time, sideways * unit * timePerPixel(size.current, time), this.#bounds));
      return;
    }
    // A pinch on a touch pad arrives as a wheel with the control key and small steps.
    const strength = event.ctrlKey ? 5 : 1;
    const factor = Math.exp(event.deltaY * unit * strength * ZOOM_PER_PIXEL);
    const anchor = timeAt(size.current, time, pointIn(hit.element, event).x);
    this.#setView(zoomView(time, factor, Math.min(Math.max(anchor, time.start), time.end), this.#bounds));
  }

  #handleKey(event: KeyboardEvent): void {
    if (event.target !== event.currentTarget || event.ctrlKey || event.metaKey || event.altKey) return;
    const { time, cursor } = this.#lab.view.getState();
    const span = time.end - time.start;
    const sign = event.key === 'ArrowLeft' ? -1 : 1;
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight':
        if (event.shiftKey) {
          this.#setView(panView(time, (sign * span) / 10, this.#bounds));
        } else {
          const from = cursor ?? (sign > 0 ? time.start : time.end);
          this.#lab.view.setState({ cursor: Math.min(Math.max(from + (sign * span) / 200, time.start), time.end) });
        }
        break;
      case '+':
      case '=':
        this.zoom(1 / 1.5);
        break;
      case '-':
        this.zoom(1.5);
        break;
      case 'e':
      case 'E': {
        const at = cursor ?? (event.shiftKey ? time.end : time.start);
        const edit = nextEdit(editMarksOf(this.#lab), at, event.shiftKey ? -1 : 1);
        if (edit === undefined) break;
        const isInView = edit >= time.start && edit <= time.end;
        if (!isInView) this.#setView(panView(time, edit - (time.start + time.end) / 2, this.#bounds));
        this.#lab.view.setState({ cursor: edit });
        break;
      }
      case 'PageUp':
      case 'PageDown':
        this.#setView(panView(time, event.key === 'PageUp' ? -span : span, this.#bounds));
        break;
      case 'End':
        // To the newest sample, and on with it.
        this.#setView(panView(time, (this.#lab.recording?.time ?? 0) - time.end, this.#bounds));
        this.#lab.view.setState({ isFollowing: true });
        break;
      case '0':
      case 'Home':
        this.showWholeRun();
        break;
      case 'Escape':
        this.#lab.view.setState({ cursor: undefined, hovered: undefined });
        break;
      default:
        return;
    }
    event.preventDefault();
  }
}

function pointIn(element: HTMLElement, event: MouseEvent): Point {
  const { left, top } = element.getBoundingClientRect();
  return { x: event.clientX - left, y: event.clientY - top };
}
