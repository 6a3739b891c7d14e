import { ChevronDown } from 'lucide-react';
import { useEffect, useId, useMemo, useRef } from 'react';
import type { ReactNode } from 'react';
import { flushSync } from 'react-dom';
import type { ChartTheme } from '../../charts/chartTheme.ts';
import { drawCursor } from '../../charts/drawCursor.ts';
import { drawEditLines } from '../../charts/editMarks.ts';
import type { TrackName } from '../../store/viewState.ts';
import { useLab, useStore } from '../labContext.ts';
import { editMarksOf } from './editMarksOf.ts';
import type { TrackBoard } from './trackBoard.ts';
import type { TrackPicture } from './trackPicture.ts';
import styles from './Tracks.module.css';
import { useDescription } from './useDescription.ts';
import { useMeasuredCanvas } from './useMeasuredCanvas.ts';

export interface TrackProps {
  readonly name: TrackName;
  readonly title: string;
  /** Unit and reading aid. */
  readonly note: ReactNode;
  readonly options?: ReactNode;
  /** Lies over the picture and lets the pointer through. */
  readonly cover?: ReactNode;
  readonly picture: TrackPicture;
  readonly theme: ChartTheme;
  readonly board: TrackBoard;
}

/** One track: a heading that folds it away, and its picture with the shared cursor on top. */
export function Track({ name, title, note, options, cover, picture, theme, board }: TrackProps) {
  const { lab } = useLab();
  const isOpen = useStore(lab.view, ({ openTracks }) => openTracks[name]);
  const id = useId();
  const track = useRef<HTMLDivElement>(null);
  const toggle = (): void => {
    flushSync(() =>
      lab.view.setState(({ openTracks }) => ({ openTracks: { ...openTracks, [name]: !openTracks[name] } })),
    );
    // A track that was unfolded below the edge would seem to have done nothing.
    track.current?.scrollIntoView({ block: 'nearest' });
  };
  return (
    <div
      ref={track}
      className={styles.track}
      data-kind={name}
      data-open={isOpen || undefined}
      role="group"
      aria-labelledby={id}
    >
      <div className={styles.head}>
        <h2 className={styles.heading}>
          <button type="button" id={id} className={styles.fold} aria-expanded={isOpen} onClick={toggle}>
            <ChevronDown size={14} aria-hidden="true" />
            {title}
          </button>
        </h2>
        <span className={styles.note}>{note}</span>
        {isOpen && options}
      </div>
      {isOpen && (
        <div className={styles.plotArea}>
          <Plot name={name} picture={picture} theme={theme} board={board} />
          {cover}
        </div>
      )}
    </div>
  );
}

type PlotProps = Pick<TrackProps, 'name' | 'picture' | 'theme' | 'board'>;

function Plot({ name, picture, theme, board }: PlotProps) {
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
