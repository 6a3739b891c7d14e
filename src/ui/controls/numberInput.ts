import { readParameterInput } from '../../store/edits/parameterInput.ts';

/**
 * The number that was typed into a field that holds `value`, or its factor of that ('*0.5', '/2', '50%'); NaN where it is neither.
 * Where the unit is '%', '50%' is 50; where there is no unit it could be a share as well as a factor, and is refused.
 */
export function readNumberInput(typed: string, value: number, unit: string): number {
  const isShare = typed.endsWith('%') && (unit === '%' || unit === '');
  if (isShare && unit === '') return NaN;
  const input = readParameterInput(isShare ? typed.slice(0, -1) : typed);
  if (!input) return NaN;
  return input.kind === 'value' ? input.value : tidy(value * input.factor);
}

/** Without the last digits, which are rounding. */
export function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
