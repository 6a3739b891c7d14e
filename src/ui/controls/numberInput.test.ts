import { expect, test } from 'vitest';
import { readNumberInput } from './numberInput.ts';

test.each([
  ['300', 300],
  ['−55', -55],
  ['*0.5', 500],
  ['/ 4', 250],
  ['50%', 500],
  ['*0.0003', 0.3],
  ['', NaN],
  ['1*0.5', NaN],
])('of 1000 ms, %j is %d', (typed, expected) => expect(readNumberInput(typed, 1000, 'ms')).toBe(expected));

test('in a field of per cent a per cent is the value, and without a unit it is refused', () => {
  expect(readNumberInput('30%', 50, '%')).toBe(30);
  expect(readNumberInput('*0.5', 50, '%')).toBe(25);
  expect(readNumberInput('33%', 0.5, '')).toBeNaN();
});
