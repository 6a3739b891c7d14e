import { FIELDS } from '../../store/fields.ts';
import type { Field, FieldName } from '../../store/fields.ts';
import { warningOf } from '../../store/warnings.ts';
import { useLab, useStore } from '../labContext.ts';
import { NumberField } from './NumberField.tsx';

const STEPS: Readonly<Record<FieldName, number>> = {
  n: 4,
  seed: 1,
  startV: 5,
  noise: 0.01,
  duration: 100,
  dt: 0.001,
  recordEvery: 1,
};

/** A field of the document by its name. */
export function DocumentField({ name }: { readonly name: FieldName }) {
  const { lab } = useLab();
  const field: Field = FIELDS[name];
  const value = useStore(lab.document, field.read);
  const warning = useStore(lab.document, (document) => warningOf(name, document));
  return (
    <NumberField
      label={field.label}
      unit={field.unit}
      meaning={field.meaning}
      value={value}
      step={STEPS[name]}
      inputMode={name === 'seed' ? 'decimal' : 'text'}
      warning={warning}
      onCommit={(next, typed) => lab.setField(name, next, typed)}
    />
  );
}
