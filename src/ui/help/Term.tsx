import type { ReactNode } from 'react';
import { Hint } from '../controls/Hint.tsx';
import { GLOSSARY } from './glossary.ts';
import type { GlossaryEntry, TermName } from './glossary.ts';
import styles from './Term.module.css';

export interface TermProps {
  readonly name: TermName;
  /** As it stands in the sentence; the glossary's title where it is left out. */
  readonly children?: ReactNode;
}

/** A word of the field that explains itself, under the pointer, with the focus or at a tap. */
export function Term({ name, children }: TermProps) {
  const { title, meaning, source }: GlossaryEntry = GLOSSARY[name];
  return (
    <Hint
      opensOnTap
      text={
        <>
          <strong>{title}</strong>
          <br />
          {meaning}
          {source && <span className={styles.source}>{source}</span>}
        </>
      }
    >
      <button type="button" className={styles.term}>
        {children ?? title}
      </button>
    </Hint>
  );
}
