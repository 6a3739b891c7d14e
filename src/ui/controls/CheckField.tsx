import type { ReactNode } from 'react';
import styles from './CheckField.module.css';

export interface CheckFieldProps {
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
  /** What it does, while the pointer rests on it. */
  readonly title?: string;
  /** Its label. */
  readonly children: ReactNode;
}

/** Something that is so or not. */
export function CheckField({ isChecked, onChange, title, children }: CheckFieldProps) {
  return (
    <label className={styles.check} title={title}>
      <input type="checkbox" checked={isChecked} onChange={({ target }) => onChange(target.checked)} />
      {children}
    </label>
  );
}
