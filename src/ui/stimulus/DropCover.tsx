import styles from './DropCover.module.css';
import { useFileDrop } from './useFileDrop.ts';

/** Says what a file that is carried over the page will become. */
export function DropCover() {
  const isOver = useFileDrop();
  if (!isOver) return null;
  return (
    <div className={styles.cover}>
      <p className={styles.text}>
        <b>Drop an experiment to open it, or current.npy to inject it</b>
        also a NerveFlow folder, matrices, states and spikes
      </p>
    </div>
  );
}
