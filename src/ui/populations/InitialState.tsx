import { Dices, FileUp, Flag, X } from 'lucide-react';
import { useId, useRef, useState } from 'react';
import { loadInitialState, removeInitialState, startFromHere, whyNotFromHere } from '../../store/edits/initialState.ts';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Hint } from '../controls/Hint.tsx';
import { IconButton } from '../controls/IconButton.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { Term } from '../help/Term.tsx';
import styles from './InitialState.module.css';

/** One more than the largest seed. */
const SEEDS = 2 ** 32;

/** Where runs start: drawn around rest, the state of a run, or a file. */
export function InitialState() {
  const { lab } = useLab();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string>();
  const name = useStore(lab.document, ({ network }) => network.initialState && (network.initialStateName ?? 'a file'));
  // What is asked depends on both.
  useStore(lab.run, ({ status }) => status);
  const refusal = useStore(lab.document, () => whyNotFromHere(lab));
  return (
    <Section
      title={<Term name="initialState">Initial state</Term>}
      control={
        <div className={styles.actions}>
          <Hint text={refusal ?? 'The next run starts from the state of this one'}>
            <button
              type="button"
              className={styles.action}
              // Not disabled: the reason would be out of reach.
              aria-disabled={refusal !== undefined}
              onClick={async () => setProblem(refusal ?? (await startFromHere(lab)))}
            >
              <Flag size={13} aria-hidden="true" />
              From here
            </button>
          </Hint>
          <IconButton
            label="Upload initial_state.npy"
            icon={<FileUp size={15} aria-hidden="true" />}
            onClick={() => input.current?.click()}
          />
          <input
            ref={input}
            type="file"
            accept=".npy"
            hidden
            aria-label="Choose an initial_state.npy"
            onChange={async (event) => {
              const [file] = event.target.files ?? [];
              event.target.value = ''; // The same file again is a change too.
              if (file) setProblem(await loadInitialState(lab, file));
            }}
          />
        </div>
      }
    >
      {name !== undefined && (
        <p className={styles.source} data-testid="initial-state">
          <span>
            From <b>{name}</b>
          </span>
          <button
            type="button"
            className={styles.remove}
            aria-label="Draw the start again"
            onClick={() => removeInitialState(lab)}
          >
            <X size={13} aria-hidden="true" />
          </button>
        </p>
      )}
      <div className={styles.row}>
        <FieldRow columns={3} {...(name === undefined && { wide: 'middle' })}>
          <DocumentField name="seed" />
          {name === undefined && (
            <>
              <DocumentField name="startV" />
              <DocumentField name="noise" />
            </>
          )}
        </FieldRow>
        <IconButton
          label="Draw another seed"
          icon={<Dices size={16} aria-hidden="true" />}
          onClick={() => lab.setField('seed', Math.floor(Math.random() * SEEDS))}
        />
      </div>
      {problem && (
        <p id={id} className={styles.problem} role="alert">
          {problem.replace(/\.$/, '')}.{' '}
          <button type="button" onClick={() => setProblem(undefined)}>
            Dismiss
          </button>
        </p>
      )}
    </Section>
  );
}
