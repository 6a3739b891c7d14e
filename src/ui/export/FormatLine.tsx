import { Download } from 'lucide-react';
import buttons from '../controls/Button.module.css';
import { ProgressBar } from '../controls/ProgressBar.tsx';
import styles from './Export.module.css';
import { formatBytes } from '../../wording/formatBytes.ts';

/** A file that was handed over. */
export interface HandedOver {
  readonly name: string;
  readonly bytes: number;
  /** What it cannot express, in sentences. */
  readonly notes: readonly string[];
}

export interface FormatLineProps {
  readonly title: string;
  readonly ending: string;
  readonly holds: string;
  /** '≈ 4.8 MB'. */
  readonly size?: string | undefined;
  readonly isDisabled: boolean;
  /** How much of it is made, 0 … 1, while it is. */
  readonly share: number | undefined;
  readonly made: HandedOver | undefined;
  readonly onDownload: () => void;
  readonly onStop: () => void;
}

/** One format: what it holds, how to get it, and what became of it. */
export function FormatLine(props: FormatLineProps) {
  const { title, ending, holds, size, isDisabled, share, made, onDownload, onStop } = props;
  return (
    <li className={styles.format}>
      <div className={styles.what}>
        <b className={styles.title}>{title}</b>
        <code className={styles.ending}>{ending}</code>
        <span className={styles.holds}>{holds}</span>
      </div>
      <span className={styles.size}>{size}</span>
      <button
        type="button"
        className={buttons.dialogButton}
        aria-label={`Download ${title}`}
        disabled={isDisabled}
        onClick={onDownload}
      >
        <Download size={14} aria-hidden="true" /> {share === undefined ? 'Download' : 'Making …'}
      </button>
      {share !== undefined && (
        <div className={styles.below}>
          <ProgressBar label={`Making ${title}`} share={share} />
          <button type="button" className={buttons.button} onClick={onStop}>
            Stop
          </button>
        </div>
      )}
      {made && (
        <div className={styles.notes} role="status" data-testid="export-notes">
          <p>
            <b>{made.name}</b>, {formatBytes(made.bytes)}
          </p>
          <ul>
            {made.notes.map((note) => (
              <li key={note}>{note}</li>
            ))}
          </ul>
        </div>
      )}
    </li>
  );
}
