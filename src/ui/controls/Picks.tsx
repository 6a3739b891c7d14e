import { Fieldset } from './Fieldset.tsx';
import styles from './Picks.module.css';

export interface PicksProps<T extends string | number> {
  readonly legend: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
  readonly picked: ReadonlySet<T>;
  readonly isDisabled: boolean;
  readonly onChange: (picked: ReadonlySet<T>) => void;
}

/** Any of a few, all visible. */
export function Picks<T extends string | number>({ legend, options, picked, isDisabled, onChange }: PicksProps<T>) {
  return (
    <Fieldset legend={legend} className={styles.picks} isDisabled={isDisabled}>
      {options.map(({ value, label }) => (
        <label key={value} className={styles.pick}>
          <input
            type="checkbox"
            checked={picked.has(value)}
            onChange={({ target }) => {
              const others = [...picked].filter((other) => other !== value);
              onChange(new Set(target.checked ? [...others, value] : others));
            }}
          />
          {label}
        </label>
      ))}
    </Fieldset>
  );
}
