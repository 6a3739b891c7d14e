import { useState } from 'react';
import { useLab, useStore } from '../labContext.ts';
import styles from './TopBar.module.css';

/** The experiment's name. What is typed counts on Enter or when the field is left; Escape brings the old name back. */
export function TitleField() {
  const { lab } = useLab();
  const title = useStore(lab.document, (document) => document.title);
  const [draft, setDraft] = useState<string>();
  const commit = (): void => {
    setDraft(undefined);
    if (draft === undefined || draft === title) return;
    lab.edit(`Title: ${draft || 'none'}`, (document) => ({ ...document, title: draft }));
  };
  return (
    <input
      className={styles.title}
      aria-label="Title of the experiment"
      value={draft ?? title}
      placeholder="Untitled experiment"
      maxLength={200}
      spellCheck={false}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={commit}
      onKeyDown={(event) => {
        if (event.key === 'Enter') event.currentTarget.blur();
        else if (event.key === 'Escape') setDraft(undefined);
      }}
    />
  );
}
