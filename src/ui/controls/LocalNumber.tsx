import { NumberField } from './NumberField.tsx';

export interface LocalNumberProps {
  readonly label: string;
  readonly unit?: string;
  readonly meaning: string;
  readonly value: number;
  readonly range: readonly [least: number, most: number];
  readonly isWhole?: boolean;
  readonly step: number;
  readonly inputMode?: 'text' | 'decimal';
  readonly onChange: (value: number) => void;
}

/** A number that an editor keeps for itself: what is out of its range is refused beside it, with the reason. */
export function LocalNumber({ label, unit = '', range, isWhole = false, onChange, ...rest }: LocalNumberProps) {
  const [least, most] = range;
  return (
    <NumberField
      label={label}
      unit={unit}
      {...rest}
      onCommit={(value, typed) => {
        const kind = isWhole ? 'a whole number' : 'a number';
        if (!Number.isFinite(value) || value < least || value > most || (isWhole && !Number.isInteger(value))) {
          return `${label} is ${typed === '' ? 'empty' : typed}: expected ${kind} from ${least} to ${most}`;
        }
        onChange(value);
        return undefined;
      }}
    />
  );
}
