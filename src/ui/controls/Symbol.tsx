import styles from './Symbol.module.css';

const GREEK: Readonly<Record<string, string>> = { alpha: 'α', beta: 'β', phi: 'φ', sigma: 'σ', tau: 'τ' };

/** Words under a symbol that the paper writes as a sign. */
const SIGNS: Readonly<Record<string, string>> = { inf: '∞' };

/** A symbol as the paper prints it: g_Na as an italic g with a subscript, alpha_n as αₙ. */
export function Symbol({ name }: { readonly name: string }) {
  const [letter = '', ...subscripts] = name.split('_');
  return (
    <span className={styles.symbol}>
      <span aria-hidden="true">
        <i>{GREEK[letter] ?? letter}</i>
        {subscripts.length > 0 && <sub>{subscripts.map((word) => SIGNS[word] ?? word).join(', ')}</sub>}
      </span>
      <span className="visually-hidden">{name}</span>
    </span>
  );
}
