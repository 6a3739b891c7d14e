/** As many bytes as a number takes at most: a sign, 309 digits, the point and three decimals. */
export const MOST_DIGITS = 314;

/** Below it, 1000 times a number is told from the middle between two whole numbers by more than rounding makes of it. */
const FAST_BELOW = 1e6;
const SURELY = 1e-6;
/** From here on every number is whole, and `toFixed` answers with an exponent. */
const NO_FIXED = 1e21;

/**
 * Writes a number as '%.3f' of C and Python does: the exact binary value rounded to three decimals, halves to even, '-0.000', 'nan', 'inf'.
 * @param into with room for `MOST_DIGITS` from `at` on
 * @returns where what comes next begins.
 */
export function formatFixed(value: number, into: Uint8Array, at: number): number {
  const magnitude = Math.abs(value);
  if (!(magnitude < FAST_BELOW)) return writeText(slowText(value), into, at);
  const scaled = magnitude * 1000;
  const floor = Math.floor(scaled);
  const rest = scaled - floor;
  if (Math.abs(rest - 0.5) < SURELY) return writeText(slowText(value), into, at);
  let thousandths = rest > 0.5 ? floor + 1 : floor;
  // '-0.000' for what is rounded to zero from below, and for -0 itself.
  if (value < 0 || Object.is(value, -0)) into[at++] = MINUS;
  let whole = Math.trunc(thousandths / 1000);
  thousandths -= 1000 * whole;
  let digits = 1;
  for (let power = 10; power <= whole; power *= 10) digits++;
  for (let k = digits - 1; k >= 0; k--) {
    const next = Math.trunc(whole / 10);
    into[at + k] = ZERO + whole - 10 * next;
    whole = next;
  }
  at += digits;
  const hundreds = Math.trunc(thousandths / 100);
  const tens = Math.trunc((thousandths - 100 * hundreds) / 10);
  into[at] = POINT;
  into[at + 1] = ZERO + hundreds;
  into[at + 2] = ZERO + tens;
  into[at + 3] = ZERO + thousandths - 100 * hundreds - 10 * tens;
  return at + 4;
}

const ZERO = 0x30;
const MINUS = 0x2d;
const POINT = 0x2e;

function slowText(value: number): string {
  if (Number.isNaN(value)) return 'nan';
  if (!Number.isFinite(value)) return value < 0 ? '-inf' : 'inf';
  const magnitude = Math.abs(value);
  const sign = value < 0 ? '-' : '';
  if (magnitude >= NO_FIXED) return `${sign}${BigInt(magnitude)}.000`;
  const text = sign + magnitude.toFixed(3);
  // toFixed is exact, but takes halves up. Only odd sixteenths lie in the middle between two thousandths: 0.0625, 0.1875 …
  const isHalf = Math.abs((magnitude * 16) % 2) === 1;
  if (!isHalf || Number(text.at(-1)) % 2 === 0) return text;
  // The last digit is odd, so that it takes nothing from the others to make it even.
  return `${text.slice(0, -1)}${Number(text.at(-1)) - 1}`;
}

function writeText(text: string, into: Uint8Array, at: number): number {
  for (let k = 0; k < text.length; k++) into[at + k] = text.charCodeAt(k);
  return at + text.length;
}
