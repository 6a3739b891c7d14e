import { ChevronDown } from 'lucide-react';
import { useId, useState } from 'react';
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
  /** The plot, and what lies over it and lets the pointer through. A plot that comes later hangs its own options into the `head`. */
  readonly children: ReactNode | ((head: HTMLElement | null) => ReactNode);
}

/** One track: a heading that folds it away, and its picture with the shared cursor on top; nothing while it is folded. */
export function Track({ name, note, options, children }: TrackProps) {
  const { lab } = useLab();
  const isOpen = useStore(lab.view, ({ openTracks }) => openTracks[name]);
  const [head, setHead] = useState<HTMLElement | null>(null);
  const id = useId();
  if (!isOpen) return null;
  return (
    <div className={styles.track} data-kind={name} role="group" aria-labelledby={id}>
      <div className={styles.head} ref={setHead}>
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
      <div className={styles.plotArea}>{typeof children === 'function' ? children(head) : children}</div>
    </div>
  );
}
