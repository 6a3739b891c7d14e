import { useEffect, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import type { Frame } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';
import type { TrackBoard } from '../tracks/trackBoard.ts';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import { useDescription } from '../tracks/useDescription.ts';
import { useMeasuredCanvas } from '../tracks/useMeasuredCanvas.ts';
import styles from './CompareChart.module.css';

export interface CompareChartProps {
  /** For the pointer and for tests: 'compare-traces', 'compare-traces-A'. */
  readonly name: string;
  readonly picture: TrackPicture;
  readonly theme: ChartTheme;
  readonly board: TrackBoard;
  /** rem. */
  readonly height: number;
  /** Of the run, where charts stand side by side. */
  readonly caption?: ReactNode;
}

/** One chart over the shared time axis, with the shared cursor on top. */
export function CompareChart({ name, picture, theme, board, height, caption }: CompareChartProps) {
  const { lab } = useLab();
  const data = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);
  const painter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, theme, ...picture.depends()],
      draw: (frame: Frame) => picture.draw(frame, lab.view.getState().time),
    }),
    [lab, picture, theme],
  );
  const size = useMeasuredCanvas(data, painter);
  const cursorPainter = useMemo(
    () => ({
      depends: () => {
        const { time, cursor, chosen } = lab.view.getState();
        return [time, cursor, chosen, theme, cursor === undefined ? 0 : lab.recording?.revision];
      },
      draw: (frame: Frame) => {
        const { time, cursor } = lab.view.getState();
        if (cursor !== undefined) drawCursor(frame, time, cursor, theme, picture.read(frame, cursor));
      },
    }),
    [lab, picture, theme],
  );
  useMeasuredCanvas(overlay, cursorPainter);
  useDescription(data, picture);
  useEffect(() => board.hang(name, picture, size), [board, name, picture, size]);
  return (
    <figure className={styles.chart}>
      {caption && <figcaption className={styles.caption}>{caption}</figcaption>}
      <div className={styles.plot} data-track={name} style={{ height: `${height}rem` }}>
        <canvas ref={data} className={styles.canvas} role="img" data-testid={name} />
        <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
      </div>
    </figure>
  );
}
