import { PRESETS } from '../../model/presets.ts';
import { ConnectionSection } from '../connections/ConnectionSection.tsx';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { ParameterTable } from '../parameters/ParameterTable.tsx';
import { PopulationSection } from '../populations/PopulationSection.tsx';
import { StimulusCard } from '../stimulus/StimulusCard.tsx';
import styles from './NetworkPanel.module.css';

/** What is simulated, in the order a person thinks of it: neurons, synapses, stimulus, the run, parameters. */
export function NetworkPanel() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  return (
    <div className={styles.panel}>
      <PopulationSection />
      <ConnectionSection />
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
