import { useId } from 'react';
import { Hint } from './Hint.tsx';
import styles from './NumberField.module.css';
import { useDraft } from './useDraft.ts';
import type { DraftOptions } from './useDraft.ts';

export interface DraftFieldProps extends DraftOptions {
  readonly label: string;
  /** A colour that stands for what is counted. */
  readonly mark?: string | undefined;
  readonly unit: string;
  readonly meaning: string;
  /** What stays where something was refused. */
  readonly kept: string;
  /** A legal value that may hurt. */
  readonly warning?: string | undefined;
}

/** A text field for numbers with its unit, for a FieldRow; what is refused, and why, stands below. */
export function DraftField({ label, mark, unit, meaning, kept, warning, ...options }: DraftFieldProps) {
  const id = useId();
  const { problem, input } = useDraft(options);
  const note = problem ?? warning;
  return (
    <>
      <div className={styles.field}>
        <Hint text={meaning}>
          <label htmlFor={id} className={styles.label}>
            {mark && <span className={styles.mark} style={{ background: mark }} aria-hidden="true" />}
            {label}
          </label>
        </Hint>
        <span className={styles.box} data-problem={problem !== undefined || undefined}>
          <input
            id={id}
            className={styles.input}
            {...input}
            aria-description={meaning}
            aria-describedby={note ? `${id}-note` : undefined}
          />
          {unit && <span className={styles.unit}>{unit}</span>}
        </span>
      </div>
      {note && (
        <p id={`${id}-note`} className={problem ? styles.problem : styles.warning} role="status">
          {problem ? `${problem}; ${kept} stays.` : warning}
        </p>
      )}
    </>
  );
}
