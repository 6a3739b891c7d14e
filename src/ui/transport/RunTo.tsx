import { CornerDownLeft } from 'lucide-react';
import { useId, useState } from 'react';
import { runTo } from '../../store/transport.ts';
import { useLab, useStore } from '../labContext.ts';
import styles from './RunTo.module.css';

/** A time to go to; Enter runs there and pauses. */
export function RunTo() {
  const { lab } = useLab();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [problem, setProblem] = useState<string>();
  const until = useStore(lab.run, (run) => run.until);

  function go(): void {
    const text = typed.trim();
    setProblem(runTo(lab, text === '' ? NaN : Number(text), text));
  }

  return (
    <form className={styles.form} action={go} data-active={until !== undefined || undefined}>
      <label htmlFor={id} className={styles.label}>
        Run to
      </label>
      <input
        id={id}
        className={styles.input}
        inputMode="decimal"
        autoComplete="off"
        spellCheck={false}
        value={typed}
        aria-invalid={problem !== undefined}
        aria-describedby={problem === undefined ? undefined : `${id}-problem`}
        onChange={(event) => {
          setTyped(event.target.value);
          setProblem(undefined);
        }}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={() => setProblem(undefined)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return;
          setTyped('');
          setProblem(undefined);
        }}
      />
      <span className={styles.unit}>ms</span>
      <button type="submit" className={styles.go} aria-label="Go to that time">
        <CornerDownLeft size={13} aria-hidden="true" />
      </button>
      {problem && (
        <p id={`${id}-problem`} className={styles.problem} role="alert">
          {problem}.
        </p>
      )}
    </form>
  );
}
