import { expect, test } from 'vitest';
import { partInView } from './partInView.ts';

test('the part that is looked at is the last whose top has passed the header', () => {
  expect(partInView([39, 400, 900], 38, false)).toBe(0);
  expect(partInView([-330, 39, 540], 38, false)).toBe(1);
  expect(partInView([-300, 69, 570], 38, false)).toBe(0);
  expect(partInView([120, 400, 900], 38, false)).toBe(0);
});

test("at the panel's end it is the last part, though its top is far below the header", () => {
  expect(partInView([-800, -400, 300], 38, true)).toBe(2);
});
