import type { ReactNode } from 'react';
import { Hint } from '../controls/Hint.tsx';
import { lazyPart } from '../controls/lazyPart.tsx';
import type { TermName } from './glossary.ts';
import styles from './Term.module.css';

const TermMeaning = lazyPart('The glossary', () => import('./TermMeaning.tsx').then((one) => one.TermMeaning));

export interface TermProps {
  readonly name: TermName;
  /** As it stands in the sentence. */
  readonly children: ReactNode;
}

/** A word of the field that explains itself, under the pointer, with the focus or at a tap. */
export function Term({ name, children }: TermProps) {
  return (
    <Hint opensOnTap text={<TermMeaning name={name} />}>
      <button type="button" className={styles.term}>
        {children}
      </button>
    </Hint>
  );
}
