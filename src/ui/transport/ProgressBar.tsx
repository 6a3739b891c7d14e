import { useLab, useStore } from '../labContext.ts';
import styles from './Transport.module.css';

export function ProgressBar() {
  const { lab } = useLab();
  const share = useStore(lab.run, ({ progress, run }) =>
    progress && run ? Math.min(1, progress.time / run.duration) : 0,
  );
  const status = useStore(lab.run, (run) => run.status);
  return (
    <div
      className={styles.progress}
      data-status={status}
      role="progressbar"
      aria-label="Progress of the run"
      aria-valuemin={0}
      aria-valuemax={100}
      aria-valuenow={Math.round(100 * share)}
    >
      <div style={{ transform: `scaleX(${share})` }} />
    </div>
  );
}
