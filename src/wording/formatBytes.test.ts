import { expect, test } from 'vitest';
import { formatBytes } from './formatBytes.ts';

test('bytes stand in the unit that leaves at most three digits', () => {
  expect([0, 999, 1000, 32_168, 999_600, 1.5e9, 2 ** 31].map(formatBytes)).toEqual([
    '0 B',
    '999 B',
    '1 kB',
    '32.2 kB',
    '1 MB',
    '1.5 GB',
    '2.15 GB',
  ]);
});
