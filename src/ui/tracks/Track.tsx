import { ChevronDown } from 'lucide-react';
import { useId } from 'react';
import type { ReactNode } from 'react';
import type { TrackName } from '../../store/viewState.ts';
import { useLab, useStore } from '../labContext.ts';
import { foldTrack } from './foldTrack.ts';
import { TRACK_TITLES } from './trackTitles.ts';
import styles from './Tracks.module.css';

export interface TrackProps {
  readonly name: TrackName;
  /** Unit and reading aid. */
  readonly note: ReactNode;
  readonly options?: ReactNode;
  /** The plot, and what lies over it and lets the pointer through. */
  readonly children: ReactNode;
}

/** One track: a heading that folds it away, and its picture with the shared cursor on top; nothing while it is folded. */
export function Track({ name, note, options, children }: TrackProps) {
  const { lab } = useLab();
  const isOpen = useStore(lab.view, ({ openTracks }) => openTracks[name]);
  const id = useId();
  if (!isOpen) return null;
  return (
    <div className={styles.track} data-kind={name} role="group" aria-labelledby={id}>
      <div className={styles.head}>
        <h2 className={styles.heading}>
          <button
            type="button"
            id={id}
            className={styles.fold}
            data-fold={name}
            aria-expanded={true}
            onClick={() => foldTrack(lab, name, false)}
          >
            <ChevronDown size={14} aria-hidden="true" />
            {TRACK_TITLES[name]}
          </button>
        </h2>
        <span className={styles.note}>{note}</span>
        {options}
      </div>
      <div className={styles.plotArea}>{children}</div>
    </div>
  );
}
