import { expect, test } from 'vitest';
import { populationColour, THEMES } from './chartTheme.ts';
import {
  describeOverview,
  drawOverview,
  drawOverviewWindow,
  overviewPartAt,
  timeAtOverview,
  xAtOverview,
} from './drawOverview.ts';
import { fakeFrame } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';

const THEME = THEMES.dark;
const SIZE = { width: 1000, height: 40 };
const VIEW = { start: 200, end: 500 };

test('pixel and time of the strip are each other’s inverse, and its ends are those of the run', () => {
  for (const time of [0, 1, 333.3, 1000])
    expect(timeAtOverview(SIZE, 1000, xAtOverview(SIZE, 1000, time))).toBeCloseTo(time, 9);
  expect(timeAtOverview(SIZE, 1000, -50)).toBe(0);
  expect(timeAtOverview(SIZE, 1000, 5000)).toBe(1000);
});

test('a press takes hold of the window’s edges, the window or the strip beside it', () => {
  const at = (time: number, shift = 0) => overviewPartAt(SIZE, 1000, VIEW, xAtOverview(SIZE, 1000, time) + shift);
  expect([at(200), at(200, -5), at(200, 5)]).toEqual(['start', 'start', 'start']);
  expect([at(500), at(500, -5), at(500, 5)]).toEqual(['end', 'end', 'end']);
  expect(at(350)).toBe('window');
  expect([at(100), at(700)]).toEqual(['outside', 'outside']);
});

test('even a window of a few pixels can be moved by its middle and stretched at its edges', () => {
  const narrow = { start: 500, end: 509 };
  const at = (time: number, shift = 0) => overviewPartAt(SIZE, 1000, narrow, xAtOverview(SIZE, 1000, time) + shift);
  expect([at(500), at(504.5), at(509)]).toEqual(['start', 'window', 'end']);
});

test('a finger has more room for the edges than a mouse', () => {
  const phone = { width: 390, height: 44 };
  const x = xAtOverview(phone, 1000, 200);
  expect(overviewPartAt(phone, 1000, VIEW, x - 12)).toBe('start');
  expect(overviewPartAt(SIZE, 1000, VIEW, xAtOverview(SIZE, 1000, 200) - 12)).toBe('outside');
});

test('a spike and a change of the mean anywhere in a long run are on the strip', () => {
  const recording = makeRecording({
    PN: 2,
    LN: 1,
    rows: 50_000,
    V: (row, neuron) => (row === 31_234 && neuron < 2 ? 30 : -65),
    spikes: [[1, 312_340]],
  });
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawOverview(frame, recording, THEME, 5000);
  const blue = drawn.rects.filter(({ colour }) => colour === populationColour(THEME, 0));
  const tick = blue.find(({ alpha }) => alpha === 1);
  expect(tick!.x).toBeCloseTo(xAtOverview(SIZE, 5000, 3123.4), 0);
  const tall = blue.filter(({ alpha, height }) => alpha < 1 && height > 10);
  expect(tall).toHaveLength(1);
  expect(Math.abs(tall[0]!.x - xAtOverview(SIZE, 5000, 3123.4))).toBeLessThanOrEqual(1);
});

test('the sentence says how far the run got, what is shown and what was dropped', () => {
  const recording = makeRecording({ PN: 2, LN: 1, rows: 6000, capacityRows: 1000 });
  expect(describeOverview(recording, VIEW, { duration: 1000 })).toBe(
    'Timeline: 600 of 1000 ms simulated, charts show 200 to 500 ms, single voltages before 500 ms dropped.',
  );
  expect(describeOverview(undefined, VIEW, { duration: 1000 })).toBe(
    'Timeline: 0 of 1000 ms simulated, charts show 200 to 500 ms.',
  );
});

test('without a recording the strip and its window are drawn', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawOverview(frame, undefined, THEME, 1000);
  expect(drawn.rects).toHaveLength(1);
  drawOverviewWindow(frame, VIEW, THEME, { duration: 1000 });
  expect(drawn.rects.length).toBeGreaterThan(1);
});

test('batches that are on disk, those still to come and kept states stand along the lower edge, and in the sentence', () => {
  const disk = { batches: 4, confirmed: 1, start: 0, checkpoints: [600] };
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawOverviewWindow(frame, VIEW, THEME, { duration: 1000, disk });
  const segments = drawn.rects.filter(({ y, height }) => y === SIZE.height - 3 && height === 3);
  const [toCome, onDisk, ...borders] = segments.map(({ x, width }) => [x, x + width]);
  const at = (time: number): number => Math.round(xAtOverview(SIZE, 1000, time));
  expect(toCome).toEqual([at(250), at(1000)]);
  expect(onDisk).toEqual([at(0), at(250)]);
  expect(borders.map(([, end]) => end)).toEqual([250, 500, 750].map(at));
  expect(describeOverview(undefined, VIEW, { duration: 1000, disk })).toBe(
    'Timeline: 0 of 1000 ms simulated, charts show 200 to 500 ms, 1 of 4 batches on disk, a checkpoint at 600.0 ms.',
  );
  // More batches than there is room for are one bar.
  const many = fakeFrame(SIZE.width, SIZE.height);
  drawOverviewWindow(many.frame, VIEW, THEME, { duration: 1000, disk: { ...disk, batches: 1000, checkpoints: [] } });
  expect(many.drawn.rects.filter(({ y, height }) => y === SIZE.height - 3 && height === 3)).toHaveLength(2);
});
