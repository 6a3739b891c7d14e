import type { ReactNode } from 'react';
import styles from './Fieldset.module.css';

export interface FieldsetProps {
  readonly legend: string;
  /** How what is in it stands. */
  readonly className: string | undefined;
  readonly isDisabled?: boolean;
  readonly children: ReactNode;
}

/** Fields that belong together, under one name. */
export function Fieldset({ legend, className = '', isDisabled = false, children }: FieldsetProps) {
  return (
    <fieldset className={`${styles.fieldset} ${className}`} disabled={isDisabled}>
      <legend className={styles.legend}>{legend}</legend>
      {children}
    </fieldset>
  );
}
