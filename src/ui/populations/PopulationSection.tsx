import { CIRCUITS } from '../../model/circuits.ts';
import type { PresetName } from '../../model/description.ts';
import { withNetwork } from '../../store/labDocument.ts';
import { chooseCircuit, chooseSize, circuitOf } from '../../store/edits/populationEdits.ts';
import { Choice } from '../controls/Choice.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { InitialState } from './InitialState.tsx';
import { LostNotice } from './LostNotice.tsx';
import { PopulationCounts } from './PopulationCounts.tsx';
import styles from './PopulationSection.module.css';

const PRESET_OPTIONS: readonly { readonly value: PresetName; readonly label: string }[] = [
  { value: 'nerveflow', label: 'NerveFlow' },
  { value: 'psst', label: 'PSST' },
];

/** Sizes of the tutorial. */
const SIZES = ['12', '24', '48', '96', '120', '192', '384'] as const;

/** Which neurons there are, and how they start. */
export function PopulationSection() {
  const { lab } = useLab();
  // Not the whole network: a stroke in a matrix makes a new one in every frame.
  const preset = useStore(lab.document, ({ network }) => network.preset);
  const n = useStore(lab.document, ({ network }) => network.n);
  const counts = useStore(lab.document, ({ network }) => network.counts);
  const circuit = useStore(lab.document, circuitOf);
  return (
    <>
      <Section
        title="Network"
        control={
          <Choice
            label="Preset"
            value={preset}
            options={PRESET_OPTIONS}
            onChange={(value) => lab.edit(`Preset: ${value}`, (document) => withNetwork(document, { preset: value }))}
            isSmall
          />
        }
      >
        <PopulationCounts />
        <Choice
          label="Usual sizes"
          value={counts === undefined ? SIZES.find((size) => size === String(n)) : undefined}
          options={SIZES.map((size) => ({ value: size, label: size }))}
          onChange={(size) => chooseSize(lab, Number(size))}
          isSmall
        />
        <Choice
          label="Small circuits"
          value={circuit?.name}
          options={CIRCUITS.map(({ name }) => ({ value: name, name, label: name.replace('One ', '') }))}
          onChange={(name) =>
            chooseCircuit(
              lab,
              CIRCUITS.find((one) => one.name === name)!,
            )
          }
          isSmall
        />
        {circuit && <p className={styles.meaning}>{circuit.meaning}</p>}
        <LostNotice />
      </Section>
      <InitialState />
    </>
  );
}
