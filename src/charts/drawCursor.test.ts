import { expect, test } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { drawCursor, drawTimeFlag, spreadApart } from './drawCursor.ts';
import { drawTimeAxis } from './drawTimeAxis.ts';
import { fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { xOfTime } from './timeView.ts';

const THEME = THEMES.light;
const VIEW = { start: 0, end: 1000 };
const readout = (index: number, y: number) => ({ label: `PN ${index}`, text: '−63.2 mV', colour: '#1f62c4', y });

test('positions are pushed apart in order, within their limits, and left alone where they fit', () => {
  expect(spreadApart([20, 60, 100], 17, 10, 150)).toEqual([20, 60, 100]);
  expect(spreadApart([50, 50, 50], 17, 10, 150)).toEqual([50, 67, 84]);
  expect(spreadApart([140, 145, 150], 17, 10, 150)).toEqual([116, 133, 150]);
  expect(spreadApart([-40, 0, 5], 17, 10, 150)).toEqual([10, 27, 44]);
});

test.each([1, 3, 8, 20])('%d values beside the cursor never cover each other or leave the track', (count) => {
  for (const width of [1280, 390]) {
    for (const height of [44, 60, 180, 400]) {
      for (const time of [0, 480, 1000]) {
        const { frame, drawn } = fakeFrame(width, height);
        drawCursor(
          frame,
          VIEW,
          time,
          THEME,
          Array.from({ length: count }, (_, index) => readout(index, 30 + (index % 3))),
        );
        expect(overlaps(drawn.texts)).toEqual([]);
        const named = drawn.texts.filter(({ text }) => text.startsWith('PN')).length;
        const rest = drawn.texts.find(({ text }) => text.startsWith('+'));
        expect(named + (rest ? parseInt(rest.text.slice(1), 10) : 0)).toBe(count);
        for (const { left, right, top, bottom } of drawn.texts) {
          expect(left >= 0 && right <= width && top >= 0 && bottom <= height, `${width} × ${height}`).toBe(true);
        }
      }
    }
  }
});

test('the hairline stands at its time, and nowhere when that is not in view', () => {
  const { frame, drawn } = fakeFrame(1280, 100);
  drawCursor(frame, VIEW, 400, THEME);
  const middle = drawn.rects[0]!.x + drawn.rects[0]!.width / 2;
  expect(Math.abs(middle - xOfTime(frame, VIEW, 400))).toBeLessThanOrEqual(0.5);
  drawCursor(frame, { start: 0, end: 300 }, 400, THEME);
  expect(drawn.rects).toHaveLength(1);
});

test('the flag on the axis says the time, finer when zoomed in', () => {
  const flag = (view: { start: number; end: number }) => {
    const { frame, drawn } = fakeFrame(1280, 28);
    drawTimeFlag(frame, view, 172.08, THEME);
    return drawn.texts.map(({ text }) => text);
  };
  expect(flag(VIEW)).toEqual(['172.1 ms']);
  expect(flag({ start: 170, end: 180 })).toEqual(['172.08 ms']);
  expect(flag({ start: 0, end: 100 })).toEqual([]);
});

test('numbers of the time axis never cover each other or the unit, at any width and zoom', () => {
  for (const width of [320, 390, 700, 1280]) {
    for (const [start, span] of [
      [0, 1000],
      [0, 3],
      [99_990.3, 7],
      [12_345, 54_321],
      [0, 100_000],
    ] as const) {
      const { frame, drawn } = fakeFrame(width, 24);
      drawTimeAxis(frame, { start, end: start + span }, THEME);
      expect(overlaps(drawn.texts), `${width} px, ${start} + ${span} ms`).toEqual([]);
      expect(drawn.texts.map(({ text }) => text)).toContain('ms');
      expect(drawn.texts.length).toBeGreaterThan(2);
      for (const { left, right } of drawn.texts) expect(left >= 0 && right <= width).toBe(true);
    }
  }
});
