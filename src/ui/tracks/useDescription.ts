import { useEffect } from 'react';
import type { RefObject } from 'react';
import { useLab } from '../labContext.ts';
import type { TrackPicture } from './trackPicture.ts';

/** While samples come in, the sentence is renewed once in this many ms: nobody listens faster. */
const RENEWAL = 2000;

/** Keeps the sentence that a screen reader says of a canvas in step with the run and the view. */
export function useDescription(canvas: RefObject<HTMLCanvasElement | null>, picture: TrackPicture): void {
  const { lab, frames } = useLab();
  useEffect(
    () =>
      frames.add({
        depends: () => {
          const { status } = lab.run.getState();
          const { time, chosen, traceLayout } = lab.view.getState();
          const age = status === 'running' ? [Math.floor(performance.now() / RENEWAL)] : picture.depends();
          return [status, time, chosen, traceLayout, lab.recording, ...age];
        },
        paint: () => canvas.current?.setAttribute('aria-label', picture.describe(lab.view.getState().time)),
      }),
    [canvas, frames, lab, picture],
  );
}
