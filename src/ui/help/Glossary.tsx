import { Search } from 'lucide-react';
import { useState } from 'react';
import { searchGlossary } from './glossary.ts';
import styles from './Help.module.css';

/** All terms, and a search through them. */
export function Glossary() {
  const [query, setQuery] = useState('');
  const found = searchGlossary(query);
  return (
    <>
      <label className={styles.search}>
        <Search size={15} aria-hidden="true" />
        <span className="visually-hidden">Search the glossary</span>
        <input
          type="search"
          value={query}
          placeholder="Word or symbol"
          spellCheck={false}
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <p className="visually-hidden" role="status">
        {found.length} {found.length === 1 ? 'term' : 'terms'}
      </p>
      <dl className={styles.terms}>
        {found.map(({ name, title, alias, meaning, source }) => (
          <div key={name}>
            <dt>
              {title}
              {alias && <span> {alias}</span>}
            </dt>
            <dd>
              {meaning}
              {source && <span className={styles.reference}> {source}.</span>}
            </dd>
          </div>
        ))}
      </dl>
      {found.length === 0 && <p className={styles.none}>No term has these words. Try a shorter one.</p>}
    </>
  );
}
