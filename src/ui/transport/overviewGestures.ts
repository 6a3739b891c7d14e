import type { RefObject } from 'react';
import { overviewPartAt, timeAtOverview } from '../../charts/drawOverview.ts';
import type { Size } from '../../charts/frame.ts';
import { SHORTEST_VIEW, clampView, panView } from '../../charts/timeView.ts';
import type { TimeView } from '../../charts/timeView.ts';
import type { Lab } from '../../store/lab.ts';

type Part = ReturnType<typeof overviewPartAt>;

const CURSORS: Readonly<Record<Part, string>> = {
  start: 'ew-resize',
  end: 'ew-resize',
  window: 'grab',
  outside: 'pointer',
};

/** Drags the view's window over the whole run, or one of its edges; a press beside it brings it there. */
export class OverviewGestures {
  readonly #lab: Lab;
  readonly #size: RefObject<Size>;
  #grip: { readonly part: Part; readonly time: number; readonly view: TimeView } | undefined;

  constructor(lab: Lab, size: RefObject<Size>) {
    this.#lab = lab;
    this.#size = size;
  }

  /** Listens on the strip's canvas; returns how to stop. */
  attach(canvas: HTMLCanvasElement): () => void {
    const listening = new AbortController();
    const { signal } = listening;
    canvas.addEventListener('pointerdown', (event) => this.#handleDown(canvas, event), { signal });
    canvas.addEventListener('pointermove', (event) => this.#handleMove(canvas, event), { signal });
    canvas.addEventListener('pointerup', () => (this.#grip = undefined), { signal });
    canvas.addEventListener('pointercancel', () => (this.#grip = undefined), { signal });
    canvas.addEventListener(
      'dblclick',
      () => this.#lab.view.setState({ time: { start: 0, end: this.#duration }, isFollowing: true }),
      { signal },
    );
    return () => listening.abort();
  }

  get #duration(): number {
    return this.#lab.shown.duration;
  }

  #timeUnder(event: PointerEvent): number {
    return timeAtOverview(this.#size.current, this.#duration, event.offsetX);
  }

  #partUnder(event: PointerEvent): Part {
    return overviewPartAt(this.#size.current, this.#duration, this.#lab.view.getState().time, event.offsetX);
  }

  #handleDown(canvas: HTMLCanvasElement, event: PointerEvent): void {
    if (event.button !== 0) return;
    canvas.setPointerCapture(event.pointerId);
    const time = this.#timeUnder(event);
    const part = this.#partUnder(event);
    if (part === 'outside') {
      const { start, end } = this.#lab.view.getState().time;
      this.#setView(panView({ start, end }, time - (start + end) / 2, { start: 0, end: this.#duration }));
    }
    this.#grip = { part: part === 'outside' ? 'window' : part, time, view: this.#lab.view.getState().time };
  }

  #handleMove(canvas: HTMLCanvasElement, event: PointerEvent): void {
    const grip = this.#grip;
    if (!grip) {
      canvas.style.cursor = CURSORS[this.#partUnder(event)];
      return;
    }
    const bounds = { start: 0, end: this.#duration };
    const shift = this.#timeUnder(event) - grip.time;
    const { start, end } = grip.view;
    if (grip.part === 'window') this.#setView(panView(grip.view, shift, bounds));
    else if (grip.part === 'start')
      this.#setView(clampView({ start: Math.min(start + shift, end - SHORTEST_VIEW), end }, bounds));
    else this.#setView(clampView({ start, end: Math.max(end + shift, start + SHORTEST_VIEW) }, bounds));
  }

  #setView(time: TimeView): void {
    this.#lab.view.setState({ time, isFollowing: false });
  }
}
