import { useId } from 'react';
import styles from './SelectField.module.css';

export interface SelectGroup<T extends string> {
  /** Stands above its options in the list; without one they stand by themselves. */
  readonly title?: string;
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

export interface SelectFieldProps<T extends string> {
  /** The name, for screen readers, and where `isLabelShown` for everyone. */
  readonly label: string;
  /** Above the field, as with number fields. */
  readonly isLabelShown?: boolean;
  /** What there is to say of what is picked, where the field may be too narrow for it. */
  readonly title?: string | undefined;
  /** It picks what a whole pane shows. */
  readonly isHeading?: boolean;
  readonly value: T;
  readonly groups: readonly SelectGroup<T>[];
  readonly onChange: (value: T) => void;
}

/** One of many, in a list that the system shows. */
export function SelectField<T extends string>(props: SelectFieldProps<T>) {
  const { label, isLabelShown = false, title: hint, isHeading = false, value, groups, onChange } = props;
  const id = useId();
  const select = (
    <select
      id={id}
      className={isHeading ? styles.heading : styles.select}
      aria-label={isLabelShown ? undefined : label}
      title={hint}
      value={value}
      onChange={({ target }) => {
        const picked = groups.flatMap(({ options }) => options).find((option) => option.value === target.value);
        if (picked) onChange(picked.value);
      }}
    >
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
  );
  if (!isLabelShown) return select;
  return (
    <span className={styles.labelled}>
      <label htmlFor={id} className={styles.label}>
        {label}
      </label>
      {select}
    </span>
  );
}
