import { useMemo } from 'react';
import { drawEditLines } from '../../charts/editMarks.ts';
import type { TrackName } from '../../store/viewState.ts';
import { useLab } from '../labContext.ts';
import { editMarksOf } from './editMarksOf.ts';
import { TimeChart } from './TimeChart.tsx';
import type { TrackHanging } from './TimeChart.tsx';
import type { TrackPicture } from './trackPicture.ts';
import styles from './Tracks.module.css';

/** The same of a track that comes when it is unfolded first. */
export interface LateTrackProps extends TrackHanging {
  /** Its options belong there. */
  readonly head: HTMLElement | null;
}

export interface PlotProps extends TrackHanging {
  readonly name: TrackName;
  readonly picture: TrackPicture;
}

/** The picture of a track, with lines where the run was edited. */
export function Plot({ name, picture, theme, board }: PlotProps) {
  const { lab } = useLab();
  const marked = useMemo(
    (): TrackPicture => ({
      ...picture,
      depends: () => [editMarksOf(lab), ...picture.depends()],
      draw: (frame, time) => {
        picture.draw(frame, time);
        drawEditLines(frame, time, theme, editMarksOf(lab));
      },
    }),
    [lab, picture, theme],
  );
  return (
    <div className={styles.plot} data-track={name}>
      <TimeChart name={name} testId={`track-${name}`} picture={marked} theme={theme} board={board} />
    </div>
  );
}
