import type { PresetName } from '../../model/description.ts';
import { withNetwork } from '../../store/labDocument.ts';
import { Choice } from '../controls/Choice.tsx';
import { DocumentField } from '../controls/DocumentField.tsx';
import { FieldRow } from '../controls/FieldRow.tsx';
import { Section } from '../controls/Section.tsx';
import { useLab, useStore } from '../labContext.ts';
import { PopulationSummary } from './PopulationSummary.tsx';

const PRESET_OPTIONS: readonly { readonly value: PresetName; readonly label: string }[] = [
  { value: 'nerveflow', label: 'NerveFlow' },
  { value: 'psst', label: 'PSST' },
];

/** Sizes of the tutorial. */
const SIZES = ['12', '24', '48', '96', '120', '192', '384'] as const;

/** Which neurons there are, and how they start. */
export function PopulationSection() {
  const { lab } = useLab();
  const { preset, n } = useStore(lab.document, ({ network }) => network);
  return (
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
  );
}
