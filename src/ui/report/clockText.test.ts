import { expect, test } from 'vitest';
import { clockText } from './clockText.ts';

test.each([
  ['Europe/Berlin', '21 November 2026, 20:30 (Europe/Berlin, UTC+1)'],
  ['America/New_York', '21 November 2026, 14:30 (America/New_York, UTC−5)'],
  ['Asia/Kolkata', '22 November 2026, 01:00 (Asia/Kolkata, UTC+5:30)'],
  ['UTC', '21 November 2026, 19:30 UTC'],
])('in %s the clock shows its own time and how far it is from UTC', (zone, text) => {
  expect(clockText(new Date('2026-11-21T19:30:00Z'), zone)).toBe(text);
});

test('summer time is told as it is', () => {
  expect(clockText(new Date('2026-07-01T10:00:00Z'), 'Europe/Berlin')).toBe(
    '1 July 2026, 12:00 (Europe/Berlin, UTC+2)',
  );
});
