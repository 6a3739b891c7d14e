import { useMemo } from 'react';
import { lostLately } from '../../store/edits/populationEdits.ts';
import { undo } from '../history/takeBack.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './PopulationSection.module.css';

/** What could not go along with another number of neurons. */
export function LostNotice() {
  const { lab } = useLab();
  const past = useStore(lab.history.state, (history) => history.past);
  const lost = useMemo(() => lostLately(past), [past]);
  if (lost.length === 0) return null;
  return (
    <p className={styles.lost} role="status">
      Made for other neurons and dropped: {lost.join(', ')}.
      <button type="button" onClick={() => undo(lab)}>
        Undo
      </button>
    </p>
  );
}
