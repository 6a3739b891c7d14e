import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useLab } from '../labContext.ts';
import type { TrackPicture } from './trackPicture.ts';

/** While samples come in, the sentence is renewed once in this many ms: nobody listens faster. */
const RENEWAL = 2000;
/** While the view is dragged or zoomed, once in this many ms. */
const REST = 300;

/** Keeps the sentence that a screen reader says of a canvas in step with the run and the view. */
export function useDescription(canvas: RefObject<HTMLCanvasElement | null>, picture: TrackPicture): void {
  const { lab, frames } = useLab();
  useEffect(() => {
    let told: readonly unknown[] = [];
    let toldAt = -Infinity;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const remove = frames.add({
      depends: () => {
        const { status } = lab.run.getState();
        const { time, chosen, traceLayout } = lab.view.getState();
        const age = status === 'running' ? [Math.floor(performance.now() / RENEWAL)] : picture.depends();
        const now = [status, time, chosen, traceLayout, lab.recording, ...age];
        if (now.length === told.length && now.every((entry, k) => Object.is(entry, told[k]))) return told;
        const wait = toldAt + REST - performance.now();
        if (wait > 0) {
          // Later, when it has come to rest.
          timer ??= setTimeout(() => {
            timer = undefined;
            frames.request();
          }, wait);
          return told;
        }
        toldAt = performance.now();
        told = now;
        return told;
      },
      paint: () => canvas.current?.setAttribute('aria-label', picture.describe(lab.view.getState().time)),
    });
    return () => {
      clearTimeout(timer);
      remove();
    };
  }, [canvas, frames, lab, picture]);
}
