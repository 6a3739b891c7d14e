import { useState } from 'react';
import styles from './Experiments.module.css';

export interface NameFieldProps {
  readonly label: string;
  readonly value: string;
  readonly placeholder?: string;
  readonly hasFocus?: boolean;
  readonly onCommit: (name: string) => void;
  /** It was left, whether something was typed or not. */
  readonly onEnd?: () => void;
}

/** What is typed counts on Enter and when the field is left; Escape brings the old name back, and leaves the dialog open. */
export function NameField({ label, value, placeholder, hasFocus = false, onCommit, onEnd }: NameFieldProps) {
  const [draft, setDraft] = useState<string>();
  const end = (name: string | undefined): void => {
    setDraft(undefined);
    if (name !== undefined && name.trim() !== value) onCommit(name.trim());
    onEnd?.();
  };
  return (
    <input
      className={styles.name}
      aria-label={label}
      value={draft ?? value}
      placeholder={placeholder}
      maxLength={100}
      spellCheck={false}
      ref={hasFocus ? focusOnce : undefined}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={() => end(draft)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key !== 'Escape' || (draft === undefined && !onEnd)) return;
        event.stopPropagation();
        end(undefined);
      }}
    />
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.select();
}
