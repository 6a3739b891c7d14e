import styles from './SkipLinks.module.css';

/** What the first presses of the Tab key offer: a way past the fields of the panels. */
const TARGETS = [
  { id: 'charts', label: 'Skip to the charts' },
  { id: 'run', label: 'Skip to Run' },
] as const;

export function SkipLinks() {
  return (
    <nav className={styles.links} aria-label="Skip">
      {TARGETS.map(({ id, label }) => (
        <a
          key={id}
          href={`#${id}`}
          onClick={(event) => {
            // The address stays as it is: it may name a dialog.
            event.preventDefault();
            document.getElementById(id)?.focus();
          }}
        >
          {label}
        </a>
      ))}
    </nav>
  );
}
