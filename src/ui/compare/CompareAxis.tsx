import { useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawTimeFlag } from '../../charts/drawCursor.ts';
import { drawTimeAxis } from '../../charts/drawTimeAxis.ts';
import type { Frame } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import styles from './CompareCharts.module.css';

/** The time axis of the charts above it, which is that of the page: said there to screen readers. */
export function CompareAxis({ theme }: { readonly theme: ChartTheme }) {
  const { lab } = useLab();
  const axis = useRef<HTMLCanvasElement>(null);
  const painter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, lab.view.getState().cursor, theme],
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        drawTimeAxis(frame, time, theme);
        if (cursor !== undefined) drawTimeFlag(frame, time, cursor, theme);
      },
    }),
    [lab, theme],
  );
  useMeasuredCanvas(axis, painter);
  return (
    <div className={styles.axis}>
      <canvas ref={axis} className={styles.ruler} aria-hidden="true" />
    </div>
  );
}
