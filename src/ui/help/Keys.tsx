import { KEYS_BY_PLACE, SHORTCUTS } from '../shortcuts.ts';
import styles from './Help.module.css';

interface Group {
  readonly title: string;
  readonly keys: readonly { readonly label: string; readonly does: string }[];
}

const TOPICS = [...new Set(SHORTCUTS.map(({ topic }) => topic))];
const GROUPS: readonly Group[] = [
  ...TOPICS.map((title) => ({ title, keys: SHORTCUTS.filter(({ topic }) => topic === title) })),
  ...KEYS_BY_PLACE.map(({ place, keys }) => ({ title: place, keys })),
];

/** All keys: those that work everywhere first, then those of what has the focus. */
export function Keys() {
  return (
    <div className={styles.groups}>
      {GROUPS.map(({ title, keys }) => (
        <section key={title} aria-label={title}>
          <h3>{title}</h3>
          <dl className={styles.keys}>
            {keys.map(({ label, does }) => (
              <div key={label}>
                <dt>
                  {label.split(' ').map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  );
}
