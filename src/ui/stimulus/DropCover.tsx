import styles from './DropCover.module.css';
import { useFileDrop } from './useFileDrop.ts';

/** Says what a file that is carried over the page will become. */
export function DropCover() {
  const isOver = useFileDrop();
  if (!isOver) return null;
  return (
    <div className={styles.cover}>
      <p className={styles.text}>
        <b>Drop current.npy to inject it</b>
        neurons × samples or samples × neurons, µA/cm²
      </p>
    </div>
  );
}
