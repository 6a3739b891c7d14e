import styles from './ProgressBar.module.css';

export interface ProgressBarProps {
  readonly label: string;
  /** 0 … 1. */
  readonly share: number;
}

/** How much of something is done. */
export function ProgressBar({ label, share }: ProgressBarProps) {
  return (
    <div role="progressbar" className={styles.bar} aria-label={label} aria-valuenow={Math.round(100 * share)}>
      <div style={{ width: `${100 * share}%` }} />
    </div>
  );
}
