import { useId } from 'react';
import type { ReactNode } from 'react';
import styles from './Section.module.css';

export interface SectionProps {
  readonly title: ReactNode;
  /** A remark, in small type. */
  readonly note?: ReactNode;
  /** A control that chooses what the section shows. */
  readonly control?: ReactNode;
  readonly children: ReactNode;
}

/** A part of a side panel: a heading, and a fine line to the part before. */
export function Section({ title, note, control, children }: SectionProps) {
  const id = useId();
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id} className={styles.title}>
          {title}
        </h2>
        {note && <span className={styles.note}>{note}</span>}
        {control}
      </div>
      {children}
    </section>
  );
}
