import { DraftField } from './DraftField.tsx';
import { readNumberInput, tidy } from './numberInput.ts';

export interface NumberFieldProps {
  readonly label: string;
  /** A colour that stands for what is counted. */
  readonly mark?: string;
  readonly unit: string;
  readonly meaning: string;
  readonly value: number;
  /** What the arrow keys add or take. */
  readonly step: number;
  /** A legal value that may hurt. */
  readonly warning?: string | undefined;
  readonly inputMode?: 'text' | 'decimal';
  /** Takes what was typed and its number (NaN where it is none); returns why it was refused. */
  readonly onCommit: (value: number, typed: string) => string | undefined;
}

/** A number with its unit, for a FieldRow; '*2' and '50%' are factors of what stands there. What is typed counts on Enter or when the field is left; Escape brings the old value back. */
export function NumberField({ value, step, onCommit, ...field }: NumberFieldProps) {
  const commit = (typed: string): string | undefined => onCommit(readNumberInput(typed, value, field.unit), typed);
  return (
    <DraftField
      {...field}
      shown={String(value)}
      kept={String(value)}
      onCommit={commit}
      onNudge={(direction) => commit(String(tidy(value + direction * step)))}
    />
  );
}
