import { useState } from 'react';
import type { NetworkDescription, RecordingPlan } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_EVERY, recordableMeanings, recordableVariables } from '../../model/stateColumns.ts';
import { formatNeurons, parseNeurons } from '../../store/edits/neuronList.ts';
import { setEvery, setNeurons, setVariables } from '../../store/longRun/longRunPlan.ts';
import { Choice } from '../controls/Choice.tsx';
import { DraftField } from '../controls/DraftField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Fieldset } from '../controls/Fieldset.tsx';
import { LocalNumber } from '../controls/LocalNumber.tsx';
import { Symbol } from '../controls/Symbol.tsx';
import { useLab } from '../labContext.ts';
import styles from './LongRun.module.css';

/** What stands for every neuron. */
const ALL = 'all';

const EXTENTS = [
  { value: 'full', label: 'full state' },
  { value: 'chosen', label: 'chosen variables' },
] as const;

export interface RecordFieldsProps {
  readonly record: RecordingPlan;
  readonly network: NetworkDescription;
}

/** Which variables of which neurons go to disk, and how often. */
export function RecordFields({ record, network }: RecordFieldsProps) {
  const { lab } = useLab();
  const { every, variables, neurons } = record;
  const { n, preset } = network;
  const [isEmpty, setEmpty] = useState(false);
  const shown = neurons ? formatNeurons(neurons) : ALL;
  const names = recordableVariables(PRESETS[preset]);
  const meanings = recordableMeanings(PRESETS[preset]);
  const choose = (name: string, isChosen: boolean): void => {
    const next = isChosen ? [...variables!, name] : variables!.filter((one) => one !== name);
    setEmpty(next.length === 0);
    if (next.length > 0) setVariables(lab, next);
  };
  return (
    <Fieldset legend="Recorded to disk" className={styles.record}>
      <Choice
        label="What is recorded to disk"
        value={variables ? 'chosen' : 'full'}
        options={EXTENTS}
        onChange={(extent) => {
          setEmpty(false);
          if (extent === 'full') setVariables(lab, undefined);
          else if (!variables) setVariables(lab, ['V']);
        }}
        isSmall
      />
      {variables && (
        <div className={styles.variables} role="group" aria-label="Variables on disk">
          {names.map((name) => (
            <label key={name} className={styles.variable} title={meanings.get(name)}>
              <input
                type="checkbox"
                checked={variables.includes(name)}
                onChange={({ target }) => choose(name, target.checked)}
              />
              <Symbol name={name} />
            </label>
          ))}
        </div>
      )}
      {isEmpty && (
        <p className={styles.problem} role="status">
          At least one variable has to be recorded; {variables?.join(', ')} stays.
        </p>
      )}
      <FieldRow columns={2}>
        <DraftField
          label="Of neurons"
          unit=""
          meaning="Indices and ranges, both ends included: 10-20, 95; 'all' for every neuron. Of synapses those onto them are kept."
          shown={shown}
          kept={shown}
          onCommit={(typed) => {
            if (typed === '' || typed === ALL) {
              if (neurons) setNeurons(lab, undefined);
              return undefined;
            }
            const read = parseNeurons(typed, n);
            if ('problem' in read) return read.problem;
            if (read.neurons.length === 0) return `Neurons must be indices and ranges like 10-20, 95; got ${typed}`;
            setNeurons(lab, read.neurons);
            return undefined;
          }}
          onNudge={() => undefined}
        />
        <LocalNumber
          label="Every"
          unit={every === 1 ? 'step' : 'steps'}
          meaning="Steps from one row on disk to the next; 1 keeps every step, as NerveFlow does. The charts record on their own, see Record every."
          value={every}
          range={[1, MOST_EVERY]}
          isWhole
          step={1}
          inputMode="decimal"
          onChange={(next) => setEvery(lab, next)}
        />
      </FieldRow>
    </Fieldset>
  );
}
