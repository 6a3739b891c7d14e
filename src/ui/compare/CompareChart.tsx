import type { ReactNode } from 'react';
import { TimeChart } from '../tracks/TimeChart.tsx';
import type { TrackHanging } from '../tracks/TimeChart.tsx';
import type { TrackPicture } from '../tracks/trackPicture.ts';
import styles from './CompareChart.module.css';

export interface CompareChartProps extends TrackHanging {
  /** For the pointer and for tests: 'compare-traces', 'compare-traces-A'. */
  readonly name: string;
  readonly picture: TrackPicture;
  /** rem. */
  readonly height: number;
  /** Of the run, where charts stand side by side. */
  readonly caption?: ReactNode;
}

/** One chart over the shared time axis, with the shared cursor on top. */
export function CompareChart({ name, picture, theme, board, height, caption }: CompareChartProps) {
  return (
    <figure className={styles.chart}>
      {caption && <figcaption className={styles.caption}>{caption}</figcaption>}
      <div className={styles.plot} data-track={name} style={{ height: `${height}rem` }}>
        <TimeChart name={name} testId={name} picture={picture} theme={theme} board={board} />
      </div>
    </figure>
  );
}
