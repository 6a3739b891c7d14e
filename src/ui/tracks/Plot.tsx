import { useEffect, useMemo, useRef } from 'react';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import { drawEditLines } from '../../charts/editMarks.ts';
import type { TrackName } from '../../store/viewState.ts';
import { useLab } from '../labContext.ts';
import { editMarksOf } from './editMarksOf.ts';
import type { TrackBoard } from './trackBoard.ts';
import type { TrackPicture } from './trackPicture.ts';
import styles from './Tracks.module.css';
import { useDescription } from './useDescription.ts';
import { useMeasuredCanvas } from './useMeasuredCanvas.ts';

/** Where a track hangs. */
export interface TrackHanging {
  readonly theme: ChartTheme;
  readonly board: TrackBoard;
}

/** The same of a track that comes when it is unfolded first. */
export interface LateTrackProps extends TrackHanging {
  /** Its options belong there. */
  readonly head: HTMLElement | null;
}

export interface PlotProps extends TrackHanging {
  readonly name: TrackName;
  readonly picture: TrackPicture;
}

/** The picture of a track, and above it the shared cursor with its values. */
export function Plot({ name, picture, theme, board }: PlotProps) {
  const { lab } = useLab();
  const data = useRef<HTMLCanvasElement>(null);
  const overlay = useRef<HTMLCanvasElement>(null);

  const painter = useMemo(
    () => ({
      depends: () => [lab.view.getState().time, theme, editMarksOf(lab), ...picture.depends()],
      draw: (frame: Parameters<TrackPicture['draw']>[0]) => {
        const { time } = lab.view.getState();
        picture.draw(frame, time);
        drawEditLines(frame, time, theme, editMarksOf(lab));
      },
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
      draw: (frame: Parameters<typeof drawCursor>[0]) => {
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
    <div className={styles.plot} data-track={name}>
      <canvas ref={data} className={styles.canvas} role="img" data-testid={`track-${name}`} />
      <canvas ref={overlay} className={styles.canvas} aria-hidden="true" />
    </div>
  );
}
