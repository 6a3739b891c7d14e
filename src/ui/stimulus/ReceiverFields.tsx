import type { ReactNode } from 'react';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { Receivers } from '../../model/description.ts';
import { PRESETS } from '../../model/presets.ts';
import { drivenByPart } from '../../store/drivenNeurons.ts';
import type { StimulusEntry } from '../../store/labDocument.ts';
import { setReceivers } from '../../store/edits/stimulusEdits.ts';
import { receiversOf } from '../../store/edits/stimulusParts.ts';
import { Choice } from '../controls/Choice.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { formatCount } from '../format.ts';
import { useLab, useStore } from '../labContext.ts';
import { NeuronListField } from './NeuronListField.tsx';
import styles from './PartFields.module.css';

/** Who receives a current: all, a population, some at random, or a list. */
export function ReceiverFields({ entry, children }: { readonly entry: StimulusEntry; readonly children: ReactNode }) {
  const { lab } = useLab();
  const { n, preset, counts } = useStore(lab.document, ({ network }) => network);
  const receivers = receiversOf(entry.part);
  if (!receivers) return null;
  const populations = populationRanges(PRESETS[preset], n, counts);
  const driven = drivenByPart(entry.part, n, populations);
  const population = receivers.kind === 'list' ? undefined : receivers.population;
  const choose = (kind: string): void => {
    setReceivers(lab, entry.id, chosen(kind));
  };
  const chosen = (kind: string): Receivers => {
    if (kind === 'list') return { kind, neurons: [...driven] };
    if (kind === 'share') return { kind, share: 0.33, seed: 1, ...(population !== undefined && { population }) };
    return { kind: 'all', ...(kind !== 'all' && { population: kind }) };
  };
  const groups = [
    { value: 'all', label: 'All', name: 'All neurons' },
    ...populations.map(({ name }) => ({ value: name, label: name, name: `All ${name}` })),
  ];
  return (
    <div className={styles.receivers}>
      <span className={styles.label} id={`${entry.id}-receivers`}>
        Into
      </span>
      <Choice
        label="Who receives it"
        value={receivers.kind === 'all' ? (population ?? 'all') : receivers.kind}
        options={[
          ...groups,
          { value: 'share', label: 'Random', name: 'A random share' },
          { value: 'list', label: 'List', name: 'A list of neurons' },
        ]}
        onChange={choose}
        isSmall
      />
      {receivers.kind === 'share' && (
        <>
          <FieldRow columns={2}>{children}</FieldRow>
          <Choice
            label="Drawn from"
            value={population ?? 'all'}
            options={groups.map(({ value, label }) => ({ value, label: `of ${value === 'all' ? 'all' : label}` }))}
            onChange={(value) => {
              const { share, seed } = receivers;
              const of = value === 'all' ? {} : { population: value };
              setReceivers(lab, entry.id, { kind: 'share', share, seed, ...of });
            }}
            isSmall
          />
        </>
      )}
      {receivers.kind === 'list' && <NeuronListField entry={entry} neurons={receivers.neurons} n={n} />}
      <p className={styles.note} data-testid="receiver-count">
        {formatCount(driven.length)} of {formatCount(n)} neurons
      </p>
    </div>
  );
}
