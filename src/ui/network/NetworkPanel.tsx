import { PRESETS } from '../../model/presets.ts';
import type { PresetName } from '../../model/description.ts';
import { Choice } from '../controls/Choice.tsx';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { StimulusCard } from '../stimulus/StimulusCard.tsx';
import { ParameterTable } from './ParameterTable.tsx';
import { PopulationSummary } from './PopulationSummary.tsx';
import styles from './NetworkPanel.module.css';

const PRESET_OPTIONS: readonly { readonly value: PresetName; readonly label: string }[] = [
  { value: 'nerveflow', label: 'NerveFlow' },
  { value: 'psst', label: 'PSST' },
];

/** Sizes of the tutorial. */
const SIZES = ['12', '24', '48', '96', '120', '192', '384'] as const;

/** What is simulated, in the order a person thinks of it: the network, its stimulus, the run, its parameters. */
export function NetworkPanel() {
  const { lab } = useLab();
  const preset = useStore(lab.document, (document) => document.preset);
  const n = useStore(lab.document, (document) => document.n);
  return (
    <div className={styles.panel}>
      <Section
        title="Network"
        control={
          <Choice
            label="Preset"
            value={preset}
            options={PRESET_OPTIONS}
            onChange={(value) => lab.document.setState({ preset: value })}
            isSmall
          />
        }
      >
        <PopulationSummary />
        <FieldRow columns={2}>
          <DocumentField name="n" />
          <DocumentField name="seed" />
        </FieldRow>
        <Choice
          label="Usual sizes"
          value={SIZES.find((size) => size === String(n))}
          options={SIZES.map((size) => ({ value: size, label: size }))}
          onChange={(size) => lab.setField('n', Number(size))}
          isSmall
        />
      </Section>
      <StimulusCard />
      <Section title="Run">
        <FieldRow columns={3}>
          <DocumentField name="duration" />
          <DocumentField name="dt" />
          <DocumentField name="recordEvery" />
        </FieldRow>
      </Section>
      <ParameterTable model={PRESETS[preset]} />
    </div>
  );
}
