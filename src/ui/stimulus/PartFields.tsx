import type { StimulusEntry } from '../../store/labDocument.ts';
import { setPart } from '../../store/edits/stimulusEdits.ts';
import { PART_FIELDS, fieldsOf } from '../../store/edits/stimulusFields.ts';
import type { PartField, PartFieldName } from '../../store/edits/stimulusFields.ts';
import { nameOf } from '../../store/edits/stimulusParts.ts';
import { FieldRow } from '../controls/FieldRow.tsx';
import { NumberField } from '../controls/NumberField.tsx';
import { useLab } from '../labContext.ts';
import { ReceiverFields } from './ReceiverFields.tsx';
import styles from './PartFields.module.css';

/** Shown with who receives the current. */
const OF_RECEIVERS: readonly PartFieldName[] = ['share', 'odourSeed', 'receiverSeed'];

/** The numbers of one current, and who receives it. */
export function PartFields({ entry }: { readonly entry: StimulusEntry }) {
  const { part } = entry;
  const names = fieldsOf(part).filter((name) => !OF_RECEIVERS.includes(name));
  const isTime = (name: PartFieldName): boolean => PART_FIELDS[name].unit !== 'µA/cm²';
  return (
    <div
      className={styles.fields}
      role="group"
      aria-label={nameOf(entry)}
      data-testid="part-fields"
      data-part={entry.id}
    >
      <FieldRow columns={2}>
        {names
          .filter((name) => !isTime(name))
          .map((name) => (
            <PartNumber key={name} entry={entry} name={name} />
          ))}
      </FieldRow>
      <FieldRow columns={2}>
        {names.filter(isTime).map((name) => (
          <PartNumber key={name} entry={entry} name={name} />
        ))}
      </FieldRow>
      {part.kind !== 'array' && (
        <ReceiverFields entry={entry}>
          {fieldsOf(part)
            .filter((name) => OF_RECEIVERS.includes(name))
            .map((name) => (
              <PartNumber key={name} entry={entry} name={name} />
            ))}
        </ReceiverFields>
      )}
    </div>
  );
}

function PartNumber({ entry, name }: { readonly entry: StimulusEntry; readonly name: PartFieldName }) {
  const { lab } = useLab();
  const field: PartField = PART_FIELDS[name];
  return (
    <NumberField
      label={field.label}
      unit={field.unit}
      meaning={field.meaning}
      value={field.read(entry.part) ?? NaN}
      step={field.step}
      onCommit={(value, typed) => setPart(lab, entry.id, name, value, typed)}
    />
  );
}
