import { GLOSSARY } from './glossary.ts';
import type { GlossaryEntry, TermName } from './glossary.ts';
import styles from './Term.module.css';

/** What the glossary says of a term. */
export function TermMeaning({ name }: { readonly name: TermName }) {
  const { title, meaning, source }: GlossaryEntry = GLOSSARY[name];
  return (
    <>
      <strong>{title}</strong>
      <br />
      {meaning}
      {source && <span className={styles.source}>{source}</span>}
    </>
  );
}
