import { useMemo, useRef } from 'react';
import { PRESETS } from '../../model/presets.ts';
import { ConnectionSection } from '../connections/ConnectionSection.tsx';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { ParameterTable } from '../parameters/ParameterTable.tsx';
import { PopulationSection } from '../populations/PopulationSection.tsx';
import { StimulusCard } from '../stimulus/StimulusCard.tsx';
import { PanelNav } from './PanelNav.tsx';
import type { PanelPart } from './PanelNav.tsx';
import styles from './NetworkPanel.module.css';

/** What is simulated, in the order a person thinks of it: neurons, synapses, stimulus, the run, parameters. */
export function NetworkPanel() {
  const { lab } = useLab();
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const network = useRef<HTMLDivElement>(null);
  const connections = useRef<HTMLDivElement>(null);
  const stimulus = useRef<HTMLDivElement>(null);
  const parameters = useRef<HTMLDivElement>(null);
  const parts = useMemo<PanelPart[]>(
    () => [
      { name: 'Neurons', place: network },
      { name: 'Connections', place: connections },
      { name: 'Stimulus', place: stimulus },
      { name: 'Parameters', place: parameters },
    ],
    [],
  );
  return (
    <div className={styles.panel}>
      <PanelNav parts={parts} />
      <div ref={network} className={styles.part} tabIndex={-1}>
        <PopulationSection />
      </div>
      <div ref={connections} className={styles.part} tabIndex={-1}>
        <ConnectionSection />
      </div>
      <div ref={stimulus} className={styles.part} tabIndex={-1}>
        <StimulusCard />
        <Section title="Run">
          <FieldRow columns={3}>
            <DocumentField name="duration" />
            <DocumentField name="dt" />
            <DocumentField name="recordEvery" />
          </FieldRow>
        </Section>
      </div>
      <div ref={parameters} className={styles.part} tabIndex={-1}>
        <ParameterTable model={PRESETS[preset]} />
      </div>
    </div>
  );
}
