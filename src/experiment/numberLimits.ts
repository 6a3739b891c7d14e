/** What a number that the user can type means, and what it may be. */
export interface NumberLimits {
  readonly label: string;
  readonly unit: string;
  readonly least: number;
  readonly most: number;
  readonly isWhole: boolean;
  readonly meaning: string;
}

/** Why `value` is not accepted, in one sentence that quotes what was `typed`; undefined where it is. */
export function checkLimits(limits: NumberLimits, value: number, typed = String(value)): string | undefined {
  const { label, unit, least, most, isWhole } = limits;
  const isRight = Number.isFinite(value) && value >= least && value <= most && (!isWhole || Number.isInteger(value));
  if (isRight) return undefined;
  const kind = isWhole ? 'a whole number' : 'a number';
  return `${label} must be ${kind} from ${least} to ${most}${unit && ` ${unit}`}, got ${typed || 'nothing'}`;
}
