import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { describeStimulus, drawStimulus, readStimulus } from './drawStimulus.ts';
import type { StimulusPreview } from './stimulusPreview.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { timeAt } from './timeView.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const VIEW = { start: 0, end: 100 };
const SIZE = { width: 1280, height: 60 };
/** 50 ms in bins of 0.5 ms: 0, from 25 ms on 8 on average between 4 and 10 µA/cm²; one bin of −2 at 10 ms. */
const STIMULUS: StimulusPreview = {
  interval: 0.5,
  min: Float32Array.from({ length: 100 }, (_, bin) => (bin === 20 ? -2 : bin < 50 ? 0 : 4)),
  max: Float32Array.from({ length: 100 }, (_, bin) => (bin < 50 ? 0 : 10)),
  mean: Float32Array.from({ length: 100 }, (_, bin) => (bin === 20 ? -1 : bin < 50 ? 0 : 8)),
  driven: 4,
  n: 12,
};

test('the cursor reads mean and range of the neurons that receive a current; after the end the last current holds', () => {
  const read = (time: number) => readStimulus(SIZE, STIMULUS, time, THEME).map(({ text }) => text);
  expect(read(24.9)).toEqual(['0.00 µA/cm²']);
  expect(read(25.1)).toEqual(['8.00 µA/cm² (4.00 … 10.00)']);
  expect(read(10.2)).toEqual(['−1.00 µA/cm² (−2.00 … 0.00)']);
  expect(read(90)).toEqual(['8.00 µA/cm² (4.00 … 10.00)']);
  expect(readStimulus(SIZE, undefined, 5, THEME)).toEqual([]);
});

test('the line rises where the current does and goes on to the end of the view', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawStimulus(frame, STIMULUS, VIEW, THEME);
  const points = drawn.lines[0]!.points.map(([x, y]) => [timeAt(SIZE, VIEW, x), y] as const);
  const [low, high] = [points.find(([time]) => time > 20)![1], points.find(([time]) => time > 30)![1]];
  expect(low).toBeGreaterThan(high + 20);
  const step = points.findIndex(([time, y]) => time > 20 && y < (low + high) / 2);
  expect(Math.abs(points[step]![0] - 25)).toBeLessThan(0.2);
  expect(points.at(-1)![0]).toBeGreaterThanOrEqual(100);
  expect(points.at(-1)![1]).toBe(high);
});

test('a number other than 0 stands on the axis, whatever the range', () => {
  for (const [low, high] of [
    [-4, 37],
    [0, 3],
    [-22, 8],
    [0, 61],
    [-3, 101],
  ] as const) {
    for (const height of [40, 58, 84]) {
      const { frame, drawn } = fakeFrame(900, height);
      const range = { min: new Float32Array(100).fill(low), max: new Float32Array(100).fill(high) };
      drawStimulus(frame, { ...STIMULUS, ...range }, VIEW, THEME);
      const numbers = drawn.texts.map(({ text }) => parseFloat(text.replace('−', '-'))).filter(Number.isFinite);
      expect(
        numbers.some((value) => value !== 0),
        `${low} to ${high}, ${height} px`,
      ).toBe(true);
    }
  }
});

test('the sentence for screen readers says who is driven and how strongly', () => {
  expect(describeStimulus(STIMULUS, { start: 30, end: 100 })).toBe(
    'Stimulus from 30 to 100 ms: 4 of 12 neurons driven, 4.00 to 10.00 µA/cm², mean 8.00 µA/cm² over those that receive a current at the time.',
  );
  expect(describeStimulus(STIMULUS, { start: 0, end: 10_000 })).toContain('−2.00 to 10.00 µA/cm²');
  expect(describeStimulus(undefined, VIEW)).toBe('Stimulus: none.');
});

test('no text covers another at 1280 and 390 px', () => {
  for (const width of [1280, 390]) {
    for (const height of [40, 58, 84, 150]) {
      for (const stimulus of [STIMULUS, undefined]) {
        const { frame, drawn } = fakeFrame(width, height);
        drawStimulus(frame, stimulus, VIEW, THEME);
        expect(overlaps(drawn.texts), `${width} × ${height}`).toEqual([]);
      }
    }
  }
});
