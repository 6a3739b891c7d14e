const FEWEST_DIGITS = 4;
const MOST_DIGITS = 15;

/** '0.8 → 0 mS/cm²': with as many digits as tell the two numbers apart. */
export function fromTo(from: number, to: number, unit = ''): string {
  let digits = FEWEST_DIGITS;
  while (digits < MOST_DIGITS && shown(from, digits) === shown(to, digits)) digits++;
  return `${shown(from, digits)} → ${withUnit(shown(to, digits), unit)}`;
}

/** '95 … 105'; one number where the least is the greatest. */
export function rangeText([least, greatest]: readonly [number, number]): string {
  const [from, to] = [shown(least, FEWEST_DIGITS), shown(greatest, FEWEST_DIGITS)];
  return from === to ? from : `${from} … ${to}`;
}

/** '0 mS/cm²'; a ratio has the unit '1', which is not written. */
export function withUnit(text: string, unit: string): string {
  return unit === '' || unit === '1' ? text : `${text} ${unit}`;
}

function shown(value: number, digits: number): string {
  return String(Number(value.toPrecision(digits))).replace('-', '−');
}
