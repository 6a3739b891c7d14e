/** Something that is painted outside React: a canvas, or a text that changes with every frame. */
export interface Painter {
  /** What the picture depends on; `paint` is called when an entry is no longer the same. */
  depends(): readonly unknown[];
  paint(): void;
}

/**
 * One animation frame for everything that moves. A frame is asked for only when something may have changed; in it the
 * scheduled callbacks run first (batches enter the recording), then each painter whose picture has aged.
 */
export class FrameLoop {
  readonly #painters = new Map<Painter, readonly unknown[] | undefined>();
  #scheduled: (() => void)[] = [];
  #isRequested = false;

  constructor() {
    // No frames come while the page is hidden: what waits for one would wait until it is seen again.
    document.addEventListener('visibilitychange', () => {
      if (document.hidden) this.#runScheduled();
    });
  }

  /** Calls back at the next frame, or soon while the page is hidden. */
  schedule(callback: () => void): void {
    this.#scheduled.push(callback);
    if (document.hidden) queueMicrotask(() => this.#runScheduled());
    else this.request();
  }

  /** Something may have changed: look at the next frame. */
  request(): void {
    if (this.#isRequested) return;
    this.#isRequested = true;
    requestAnimationFrame(() => this.#tick());
  }

  /** Adds a painter, which is painted at the next frame; returns how to take it away. */
  add(painter: Painter): () => void {
    this.#painters.set(painter, undefined);
    this.request();
    return () => this.#painters.delete(painter);
  }

  /** Paints everything at the next frame, whatever it depends on. */
  repaint(): void {
    for (const painter of this.#painters.keys()) this.#painters.set(painter, undefined);
    this.request();
  }

  #runScheduled(): void {
    const scheduled = this.#scheduled;
    this.#scheduled = [];
    for (const callback of scheduled) callback();
  }

  #tick(): void {
    this.#isRequested = false;
    this.#runScheduled();
    for (const [painter, before] of this.#painters) {
      const now = painter.depends();
      if (before && now.every((entry, i) => Object.is(entry, before[i]))) continue;
      this.#painters.set(painter, now);
      painter.paint();
    }
  }
}
