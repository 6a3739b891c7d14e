import { expect, test } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { drawTimeFlag } from './drawCursor.ts';
import { clusterEdits, describeEdits, drawEditLines, nextEdit, readEdit } from './editMarks.ts';
import { fakeFrame } from './testing/fakeCanvas.ts';
import { xOfTime } from './timeView.ts';

const VIEW = { start: 0, end: 1000 };
const SIZE = { width: 1080, height: 100 };
const MARKS = [
  { time: 100, label: 'g_Na: 100 → 50 mS/cm²' },
  { time: 102, label: 'Undo: g_Na: 100 → 50 mS/cm²' },
  { time: 500, label: 'Paint GABA' },
];

test('edits that would touch are one mark where the first of them is, and part when one zooms in', () => {
  expect(clusterEdits(SIZE, VIEW, MARKS).map(({ time, labels }) => [time, labels.length])).toEqual([
    [100, 2],
    [500, 1],
  ]);
  expect(clusterEdits(SIZE, { start: 90, end: 110 }, MARKS).map(({ time }) => time)).toEqual([100, 102]);
});

test('however many edits there are, their marks never touch', () => {
  const many = Array.from({ length: 2000 }, (_, k) => ({ time: k / 2, label: String(k) }));
  const clusters = clusterEdits(SIZE, VIEW, many);
  expect(clusters.reduce((count, { labels }) => count + labels.length, 0)).toBe(2000);
  const places = clusters.map(({ time }) => xOfTime(SIZE, VIEW, time));
  for (const [k, x] of places.slice(1).entries()) expect(x - places[k]!).toBeGreaterThanOrEqual(9);
});

test('a line stands at each mark in view, within the track', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawEditLines(frame, { start: 0, end: 300 }, THEMES.light, MARKS);
  const x = xOfTime(frame, { start: 0, end: 300 }, 100);
  expect(drawn.rects.length).toBeGreaterThan(5);
  for (const rect of drawn.rects) {
    expect(Math.abs(rect.x - x)).toBeLessThan(9);
    expect(rect.y + rect.height).toBeLessThanOrEqual(SIZE.height);
  }
});

test('the cursor reads the edits that it is on, and nothing beside them', () => {
  expect(readEdit(SIZE, VIEW, MARKS, 101)).toBe('g_Na: 100 → 50 mS/cm²; Undo: g_Na: 100 → 50 mS/cm²');
  expect(readEdit(SIZE, VIEW, MARKS, 495)).toBe('Paint GABA');
  expect(readEdit(SIZE, VIEW, MARKS, 300)).toBeUndefined();
  const many = ['a', 'b', 'c', 'd'].map((label) => ({ time: 7, label }));
  expect(readEdit(SIZE, VIEW, many, 7)).toBe('a; b; 2 more');
});

test('the flag says what was edited as far as there is room, on a phone too', () => {
  for (const width of [1280, 390]) {
    for (const time of [0, 480, 1000]) {
      const { frame, drawn } = fakeFrame(width, 28);
      drawTimeFlag(frame, VIEW, time, THEMES.dark, 'g_Na of PN: 100 → 50 mS/cm²; '.repeat(9));
      expect(drawn.texts).toHaveLength(2);
      for (const { left, right } of drawn.texts) expect(left >= 0 && right <= width, `${width}, ${time} ms`).toBe(true);
    }
  }
});

test('keys go from edit to edit, and stay at the last', () => {
  expect(nextEdit(MARKS, 0, 1)).toBe(100);
  expect(nextEdit(MARKS, 100, 1)).toBe(102);
  expect(nextEdit(MARKS, 500, 1)).toBeUndefined();
  expect(nextEdit(MARKS, 500, -1)).toBe(102);
  expect(nextEdit(MARKS, 100, -1)).toBeUndefined();
});

test('a screen reader hears how many edits there were, and the last six', () => {
  expect(describeEdits([])).toBe('');
  expect(describeEdits(MARKS.slice(2))).toBe('1 edit while it ran, at 500.0 ms Paint GABA.');
  const nine = Array.from({ length: 9 }, (_, k) => ({ time: k, label: `edit ${k}` }));
  expect(describeEdits(nine)).toMatch(/^9 edits while it ran, the last at 3\.0 ms edit 3; .*at 8\.0 ms edit 8\.$/);
});
