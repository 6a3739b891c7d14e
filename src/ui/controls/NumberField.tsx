import { useId } from 'react';
import { Hint } from './Hint.tsx';
import styles from './NumberField.module.css';
import { useDraft } from './useDraft.ts';

export interface NumberFieldProps {
  readonly label: string;
  /** A colour that stands for what is counted. */
  readonly mark?: string;
  readonly unit: string;
  readonly meaning: string;
  readonly value: number;
  /** What the arrow keys add or take. */
  readonly step: number;
  /** A legal value that may hurt. */
  readonly warning?: string | undefined;
  /** Takes what was typed and its number (NaN where it is none); returns why it was refused. */
  readonly onCommit: (value: number, typed: string) => string | undefined;
}

/** A number with its unit, for a FieldRow. What is typed counts on Enter or when the field is left; Escape brings the old value back. */
export function NumberField({ label, mark, unit, meaning, value, step, warning, onCommit }: NumberFieldProps) {
  const id = useId();
  const commit = (typed: string): string | undefined => onCommit(typed === '' ? NaN : Number(typed), typed);
  const { problem, input } = useDraft({
    shown: String(value),
    onCommit: commit,
    onNudge: (direction) => commit(String(Number((value + direction * step).toPrecision(12)))),
  });
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
          {problem ? `${problem}; ${value} stays.` : warning}
        </p>
      )}
    </>
  );
}
