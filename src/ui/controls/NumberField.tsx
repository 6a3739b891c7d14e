import { useId, useState } from 'react';
import type { KeyboardEvent } from 'react';
import { Hint } from './Hint.tsx';
import styles from './NumberField.module.css';

export interface NumberFieldProps {
  readonly label: string;
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
export function NumberField({ label, unit, meaning, value, step, warning, onCommit }: NumberFieldProps) {
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<{ readonly why: string; readonly kept: number }>();
  // Set from elsewhere, the field has forgotten what was refused before.
  const problem = refusal?.kept === value ? refusal.why : undefined;

  function commit(typed: string): void {
    const text = typed.trim();
    const why = onCommit(text === '' ? NaN : Number(text), text);
    setRefusal(why === undefined ? undefined : { why, kept: value });
    setDraft(undefined);
  }

  function handleKey(event: KeyboardEvent<HTMLInputElement>): void {
    if (event.key === 'Enter') {
      commit(event.currentTarget.value);
    } else if (event.key === 'Escape') {
      setDraft(undefined);
      setRefusal(undefined);
    } else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') {
      event.preventDefault();
      const next = value + (event.key === 'ArrowUp' ? step : -step);
      commit(String(Number(next.toPrecision(12))));
    }
  }

  const note = problem ?? warning;
  return (
    <>
      <div className={styles.field}>
        <Hint text={meaning}>
          <label htmlFor={id} className={styles.label}>
            {label}
          </label>
        </Hint>
        <span className={styles.box} data-problem={problem !== undefined || undefined}>
          <input
            id={id}
            className={styles.input}
            inputMode="decimal"
            autoComplete="off"
            spellCheck={false}
            value={draft ?? String(value)}
            aria-description={meaning}
            data-draft={draft !== undefined}
            aria-invalid={problem !== undefined}
            aria-describedby={note ? `${id}-note` : undefined}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => draft !== undefined && commit(draft)}
            onKeyDown={handleKey}
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
