import { useId, useState } from 'react';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { formatNeurons, parseNeurons } from '../../store/edits/neuronList.ts';
import { setReceivers } from '../../store/edits/stimulusEdits.ts';
import styles from '../controls/NumberField.module.css';
import { useLab } from '../labContext.ts';

export interface NeuronListFieldProps {
  readonly entry: StimulusEntry;
  readonly neurons: readonly number[];
  /** How many neurons the network has. */
  readonly n: number;
}

/**
 * Neurons as text: '10-20, 95'. What is typed counts on Enter or when the field is left; Escape brings the old list back. So does a refusal:
 * the field is right again then, and only the sentence below says what was wrong, until somebody writes.
 */
export function NeuronListField({ entry, neurons, n }: NeuronListFieldProps) {
  const { lab } = useLab();
  const id = useId();
  const [draft, setDraft] = useState<string>();
  const [refusal, setRefusal] = useState<{ readonly why: string; readonly kept: readonly number[] }>();
  const problem = refusal?.kept === neurons ? refusal.why : undefined;
  const isNobody = neurons.length === 0;

  function commit(typed: string): void {
    setDraft(undefined);
    const read = parseNeurons(typed, n);
    const why = 'problem' in read ? read.problem : setReceivers(lab, entry.id, { kind: 'list', neurons: read.neurons });
    setRefusal(why === undefined ? undefined : { why, kept: neurons });
  }

  return (
    <div className={styles.field}>
      <label htmlFor={id} className={styles.label}>
        Receiving neurons
      </label>
      <span className={styles.box}>
        <input
          id={id}
          className={styles.input}
          data-receivers
          autoComplete="off"
          spellCheck={false}
          placeholder="10-20, 95"
          value={draft ?? formatNeurons(neurons)}
          aria-description="Indices and ranges, both ends included: 10-20, 95"
          aria-describedby={problem || isNobody ? `${id}-note` : undefined}
          onFocus={(event) => event.currentTarget.select()}
          onChange={(event) => {
            setDraft(event.target.value);
            setRefusal(undefined);
          }}
          onBlur={() => draft !== undefined && commit(draft)}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit(event.currentTarget.value);
            else if (event.key === 'Escape') {
              setDraft(undefined);
              setRefusal(undefined);
            }
          }}
        />
      </span>
      {problem ? (
        <p id={`${id}-note`} className={styles.problem} role="status">
          {problem}; the neurons stay as they were.
        </p>
      ) : (
        isNobody && (
          <p id={`${id}-note`} className={styles.warning}>
            Nobody receives it yet: choose who.
          </p>
        )
      )}
    </div>
  );
}
