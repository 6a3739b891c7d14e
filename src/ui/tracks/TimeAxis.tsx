import { useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawTimeFlag } from '../../charts/drawCursor.ts';
import { drawTimeAxis } from '../../charts/drawTimeAxis.ts';
import type { Frame } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';
import styles from './Tracks.module.css';
import { useMeasuredCanvas } from './useMeasuredCanvas.ts';

/** The time axis that all tracks share. */
export function TimeAxis({ theme }: { readonly theme: ChartTheme }) {
  const { lab } = useLab();
  const axis = useRef<HTMLCanvasElement>(null);
  const flag = useRef<HTMLCanvasElement>(null);
  const axisPainter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, theme],
      draw: (frame: Frame) => drawTimeAxis(frame, lab.view.getState().time, theme),
    }),
    [lab, theme],
  );
  const flagPainter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, lab.view.getState().cursor, theme],
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        if (cursor !== undefined) drawTimeFlag(frame, time, cursor, theme);
      },
    }),
    [lab, theme],
  );
  useMeasuredCanvas(axis, axisPainter);
  useMeasuredCanvas(flag, flagPainter);
  return (
    <div className={styles.axis}>
      <canvas ref={axis} className={styles.canvas} role="img" aria-label="Time axis, ms" data-testid="time-axis" />
      <canvas ref={flag} className={styles.canvas} aria-hidden="true" />
    </div>
  );
}
