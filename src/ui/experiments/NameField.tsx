import { useRef, useState } from 'react';
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
  // What is still to be taken when the field is left: nothing after Escape, although the field may be left by it.
  const typed = useRef<string>(undefined);
  const type = (name: string | undefined): void => {
    typed.current = name;
    setDraft(name);
  };
  const end = (name: string | undefined): void => {
    type(undefined);
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
      data-takes-escape={draft !== undefined || onEnd !== undefined || undefined}
      onChange={(event) => type(event.target.value)}
      onBlur={() => end(typed.current)}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        if (event.key === 'Escape') end(undefined);
      }}
    />
  );
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.select();
}
