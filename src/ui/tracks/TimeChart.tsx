import { useEffect, useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import type { Frame } from '../../charts/frame.ts';
import { useLab } from '../labContext.ts';
import styles from './TimeChart.module.css';
import type { TrackBoard } from './trackBoard.ts';
import type { TrackPicture } from './trackPicture.ts';
import { useDescription } from './useDescription.ts';
import { useMeasuredCanvas } from './useMeasuredCanvas.ts';

/** Where a chart hangs. */
export interface TrackHanging {
  readonly theme: ChartTheme;
  readonly board: TrackBoard;
}

export interface TimeChartProps extends TrackHanging {
  /** What the board calls it. */
  readonly name: string;
  readonly testId: string;
  readonly picture: TrackPicture;
}

/** A picture over the shared time axis, as large as what it stands in, and above it the shared cursor with its values. */
export function TimeChart({ name, testId, picture, theme, board }: TimeChartProps) {
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
        const { time, cursor, chosen, hovered } = lab.view.getState();
        return [time, cursor, chosen, hovered, theme, cursor === undefined ? 0 : lab.recording?.revision];
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
    <>
      <canvas ref={data} className={styles.canvas} role="img" data-testid={testId} />
      <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
    </>
  );
}
