import { expect, test } from 'vitest';
import { formatMoment } from './moment.ts';

const at = (year: number, month: number, day: number, hour = 14, minute = 5): number =>
  new Date(year, month - 1, day, hour, minute).getTime();

test('a moment is as short as it can be told from others', () => {
  const now = at(2026, 3, 2, 0, 10);
  expect(formatMoment(at(2026, 3, 2, 0, 5), now)).toBe('today 00:05');
  expect(formatMoment(at(2026, 3, 1), now)).toBe('yesterday 14:05');
  expect(formatMoment(at(2026, 2, 28), now)).toBe('28 Feb 14:05');
  expect(formatMoment(at(2025, 12, 31), now)).toBe('31 Dec 2025');
});
