import { Plus } from 'lucide-react';
import { TRACK_NAMES } from '../../store/viewState.ts';
import { useLab, useStore } from '../labContext.ts';
import { foldTrack } from './foldTrack.ts';
import { TRACK_TITLES } from './trackTitles.ts';
import styles from './Tracks.module.css';

/** The tracks that are folded away, in one row: a press unfolds one at its place. */
export function FoldedTracks() {
  const { lab } = useLab();
  const openTracks = useStore(lab.view, (view) => view.openTracks);
  const folded = TRACK_NAMES.filter((name) => !openTracks[name]);
  if (folded.length === 0) return null;
  return (
    <div className={styles.folded} role="group" aria-label="More charts">
      {folded.map((name) => (
        <button
          key={name}
          type="button"
          className={styles.chip}
          data-fold={name}
          aria-expanded={false}
          onClick={() => foldTrack(lab, name, true)}
        >
          <Plus size={12} aria-hidden="true" />
          {TRACK_TITLES[name]}
        </button>
      ))}
    </div>
  );
}
