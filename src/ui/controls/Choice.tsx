import { ToggleGroup } from 'radix-ui';
import type { ReactNode } from 'react';
import styles from './Choice.module.css';

export interface ChoiceProps<T extends string> {
  readonly label: string;
  readonly value: T | undefined;
  readonly options: readonly { readonly value: T; readonly label: ReactNode; readonly name?: string }[];
  readonly onChange: (value: T) => void;
  readonly isSmall?: boolean;
}

/** One of a few, all visible. */
export function Choice<T extends string>({ label, value, options, onChange, isSmall = false }: ChoiceProps<T>) {
  return (
    <ToggleGroup.Root
      type="single"
      className={styles.choice}
      data-small={isSmall || undefined}
      aria-label={label}
      value={value ?? ''}
      // An empty value is the chosen one pressed again: it stays.
      onValueChange={(next) => next && onChange(next as T)}
    >
      {options.map((option) => (
        <ToggleGroup.Item key={option.value} value={option.value} className={styles.item} aria-label={option.name}>
          {option.label}
        </ToggleGroup.Item>
      ))}
    </ToggleGroup.Root>
  );
}
