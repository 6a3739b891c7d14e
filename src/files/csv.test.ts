import fc from 'fast-check';
import { expect, test } from 'vitest';
import { formatTime, spikeLine } from './csv.ts';

test('a time is the decimal number that is meant, with the decimals of the grid', () => {
  expect(String(14995 * 0.01)).toBe('149.95000000000002'); // what the product alone would print
  expect(formatTime(14995, 0.01)).toBe('149.95');
  expect(formatTime(23580, 0.01)).toBe('235.80');
  expect(formatTime(0, 0.01)).toBe('0.00');
  expect(formatTime(100, 0.0025)).toBe('0.2500');
  expect(formatTime(17, 1)).toBe('17');
  expect(formatTime(1, 1e-7)).toBe('0.0000001');
  expect(formatTime(1, 1 / 3)).toBe('0.333333333');
  expect(spikeLine(7, 17169, 0.01)).toBe('7,171.69\n');
});

test('every step of a grid has a time of its own that reads back to the step', () => {
  fc.assert(
    fc.property(fc.nat(100_000_000), fc.constantFrom(0.01, 0.005, 0.0125, 0.02, 0.001, 1 / 128), (step, dt) => {
      expect(Math.round(Number(formatTime(step, dt)) / dt)).toBe(step);
    }),
  );
});
