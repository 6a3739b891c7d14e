import { useEffect, useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawTimeFlag } from '../../charts/drawCursor.ts';
import { drawTimeAxis } from '../../charts/drawTimeAxis.ts';
import { describeEdits, drawEditWedges, readEdit } from '../../charts/editMarks.ts';
import type { Frame } from '../../charts/frame.ts';
import { timeAt } from '../../charts/timeView.ts';
import { formatTime } from '../format.ts';
import { useLab } from '../labContext.ts';
import { editMarksOf } from './editMarksOf.ts';
import styles from './Tracks.module.css';
import { useMeasuredCanvas } from './useMeasuredCanvas.ts';

/** The time axis that all tracks share, with a wedge at each edit of the run. */
export function TimeAxis({ theme }: { readonly theme: ChartTheme }) {
  const { lab, frames } = useLab();
  const axis = useRef<HTMLCanvasElement>(null);
  const flag = useRef<HTMLCanvasElement>(null);
  const axisPainter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, theme, editMarksOf(lab)],
      draw: (frame: Frame) => {
        const { time } = lab.view.getState();
        drawTimeAxis(frame, time, theme);
        drawEditWedges(frame, time, theme, editMarksOf(lab));
      },
    }),
    [lab, theme],
  );
  const flagPainter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, lab.view.getState().cursor, theme, editMarksOf(lab)],
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        if (cursor === undefined) return;
        drawTimeFlag(frame, time, cursor, theme, readEdit(frame, time, editMarksOf(lab), cursor));
      },
    }),
    [lab, theme],
  );
  const size = useMeasuredCanvas(axis, axisPainter);
  useMeasuredCanvas(flag, flagPainter);

  // The pointer reads the axis as it reads a track.
  useEffect(() => {
    const canvas = flag.current;
    if (!canvas) return;
    const listening = new AbortController();
    const { signal } = listening;
    const follow = ({ offsetX }: PointerEvent): void => {
      const { time } = lab.view.getState();
      const at = timeAt(size.current, time, offsetX);
      lab.view.setState({ cursor: at >= time.start && at <= time.end ? at : undefined });
    };
    canvas.addEventListener('pointermove', follow, { signal });
    canvas.addEventListener('pointerdown', follow, { signal });
    canvas.addEventListener(
      'pointerleave',
      ({ pointerType }) => pointerType === 'mouse' && lab.view.setState({ cursor: undefined }),
      { signal },
    );
    return () => listening.abort();
  }, [lab, size]);

  useEffect(
    () =>
      frames.add({
        depends: () => [lab.view.getState().time, editMarksOf(lab)],
        paint: () => {
          const { start, end } = lab.view.getState().time;
          const range = `Time axis, ${formatTime(start, end - start)} to ${formatTime(end, end - start)} ms.`;
          axis.current?.setAttribute('aria-label', `${range} ${describeEdits(editMarksOf(lab))}`.trim());
        },
      }),
    [frames, lab],
  );

  return (
    <div className={styles.axis}>
      <div className={styles.ruler}>
        <canvas ref={axis} className={styles.canvas} role="img" data-testid="time-axis" />
        <canvas ref={flag} className={styles.canvas} aria-hidden="true" />
      </div>
    </div>
  );
}
