import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { formatFixed, MOST_DIGITS } from './formatFixed.ts';

function fixed(value: number): string {
  const into = new Uint8Array(MOST_DIGITS + 3);
  return new TextDecoder().decode(into.subarray(3, formatFixed(value, into, 3)));
}

test('numbers that are hard to round become the text that NumPy writes', () => {
  const file = new URL('./fixtures/savetxt.json', import.meta.url);
  const { bits, text } = JSON.parse(readFileSync(file, 'utf8')) as { bits: string[]; text: string };
  const words = BigUint64Array.from(bits, (digits) => BigInt(`0x${digits}`));
  const values = new Float64Array(words.buffer);
  const expected = text.trim().split(/, |\n/);
  expect(expected).toHaveLength(values.length);
  expect(values.length).toBeGreaterThan(1500);
  expect(Array.from(values, fixed)).toEqual(expected);
});

test('what is rounded the fast way is what exact arithmetic gives', () => {
  // Thousandths and their halves, a few units in the last place off.
  const view = new Float64Array(1);
  const bits = new BigInt64Array(view.buffer);
  let checked = 0;
  for (let k = 1; k < 60_000; k += 7) {
    for (let off = -2n; off <= 2n; off++) {
      view[0] = (k * 977) / 2000;
      bits[0]! += off;
      const value = view[0]!;
      // value = mantissa · 2^-60, so that thousandths are a division of whole numbers.
      const mantissa = BigInt(value * 2 ** 60);
      const double = 2000n * mantissa;
      let thousandths = (double + (1n << 60n)) >> 61n;
      const isHalf = double === (2n * thousandths - 1n) << 60n;
      if (isHalf && thousandths % 2n === 1n) thousandths--;
      const text = thousandths.toString().padStart(4, '0');
      expect(fixed(value)).toBe(`${text.slice(0, -3)}.${text.slice(-3)}`);
      checked++;
    }
  }
  expect(checked).toBeGreaterThan(40_000);
});

test('the longest number fits', () => {
  expect(fixed(-Number.MAX_VALUE)).toHaveLength(MOST_DIGITS);
});
