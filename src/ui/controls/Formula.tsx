import { Fragment } from 'react';
import type { ReactNode } from 'react';
import { Symbol } from './Symbol.tsx';
import styles from './Symbol.module.css';

/** Identifiers, powers, and everything else one character at a time. */
const TOKEN = /[A-Za-z]\w*|\^\d+|\S/g;

/** An equation of the model as the paper prints it: 'g_Na * m^3 * h' with italics, exponents and no stars. */
export function Formula({ text }: { readonly text: string }) {
  return (
    <span className={styles.symbol}>
      <span aria-hidden="true">
        {[...text.matchAll(TOKEN)].map(([token], i) => (
          <Fragment key={i}>{typeset(token)}</Fragment>
        ))}
      </span>
      <span className="visually-hidden">{text}</span>
    </span>
  );
}

function typeset(token: string): ReactNode {
  if (token === '*') return ' ';
  if (token === '-') return ' − ';
  if (token === '+') return ' + ';
  if (token.startsWith('^')) return <sup>{token.slice(1)}</sup>;
  if (token === 'sum_O') return <>Σ[O]</>;
  if (/^[A-Za-z]/.test(token)) return <Symbol name={token} />;
  return token;
}
