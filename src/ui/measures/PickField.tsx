import { useId } from 'react';
import styles from './MeasureOptions.module.css';

export interface PickFieldProps {
  readonly label: string;
  readonly value: string;
  readonly groups: readonly {
    readonly title?: string;
    readonly options: readonly { readonly value: string; readonly label: string }[];
  }[];
  readonly onChange: (value: string) => void;
}

/** One of many, in a list that the system shows. */
export function PickField({ label, value, groups, onChange }: PickFieldProps) {
  const id = useId();
  return (
    <span className={styles.pick}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      <select id={id} className={styles.select} value={value} onChange={({ target }) => onChange(target.value)}>
        {groups.map(({ title, options }) => {
          const items = options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ));
          return title === undefined ? (
            items
          ) : (
            <optgroup key={title} label={title}>
              {items}
            </optgroup>
          );
        })}
      </select>
    </span>
  );
}
