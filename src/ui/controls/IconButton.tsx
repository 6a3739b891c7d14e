import type { ComponentProps, ReactNode } from 'react';
import { Hint } from './Hint.tsx';
import styles from './IconButton.module.css';

export interface IconButtonProps extends ComponentProps<'button'> {
  /** The button's name, for screen readers and as its hint. */
  readonly label: string;
  readonly icon: ReactNode;
  /** What the hint says instead of the name. */
  readonly hint?: ReactNode;
}

/** A button that shows a picture only. */
export function IconButton({ label, icon, hint = label, ...rest }: IconButtonProps) {
  return (
    <Hint text={hint}>
      <button type="button" className={styles.button} aria-label={label} {...rest}>
        {icon}
      </button>
    </Hint>
  );
}
