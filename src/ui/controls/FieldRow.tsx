import type { ReactNode } from 'react';
import styles from './NumberField.module.css';

export interface FieldRowProps {
  readonly columns: 2 | 3;
  /** Which of three gets more room. */
  readonly wide?: 'middle' | 'last';
  readonly children: ReactNode;
}

/** Fields side by side; what there is to say of one of them stands under the row. */
export function FieldRow({ columns, wide, children }: FieldRowProps) {
  return (
    <div className={styles.row} data-columns={columns} data-wide={wide}>
      {children}
    </div>
  );
}
