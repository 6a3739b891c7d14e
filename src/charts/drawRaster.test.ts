import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { neuronColour, populationColour, THEMES } from './chartTheme.ts';
import { describeRaster, drawRaster, neuronAtRaster, readRaster } from './drawRaster.ts';
import type { RasterOptions } from './drawRaster.ts';
import type { Recording } from '../recording/recording.ts';
import { plotArea } from './frame.ts';
import { FakeOffscreenCanvas, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import type { DrawnRect } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';
import { TickPicture, pixelOf } from './tickPicture.ts';
import { xOfTime } from './timeView.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const VIEW = { start: 0, end: 100 };
const SIZE = { width: 1280, height: 220 };

/** LN potentials: from 20 ms on 10 is above −20 mV for 5 ms and reaches 0 mV at 21 ms; 11 does so at 40 ms and stays below 0. */
const RECORDING = makeRecording({
  PN: 9,
  LN: 3,
  rows: 1000,
  V: (row, neuron) =>
    (neuron === 10 && row > 200 && row < 250) || (neuron === 11 && row > 400 && row < 450) ? -5 : -60,
  spikes: [
    [0, 1000],
    [10, 2100],
    [8, 7000],
  ],
});

/** What is drawn besides ground, grid and gutter: narrow, and within the plot. */
function ticksOf(recording: Recording, options: RasterOptions = {}, size = SIZE, pixelRatio = 1): DrawnRect[] {
  const { frame, drawn } = fakeFrame(size.width, size.height, pixelRatio);
  drawRaster(frame, recording, VIEW, THEME, options);
  const colours: string[] = [...THEME.populations, ...THEME.neurons.flat()];
  const { left } = plotArea(size);
  return drawn.rects.filter(({ x, width, colour }) => x >= left && width <= 3 && colours.includes(colour));
}

test('each spike has one tick at its time in its neuron’s row; an LN potential below 0 mV has a lighter one', () => {
  const found = ticksOf(RECORDING).map(({ x, y, width, height, colour, alpha }) => ({
    neuron: neuronAtRaster(SIZE, RECORDING.populations, y + height / 2),
    pixelsOff: Math.abs(x + width / 2 - xOfTime(SIZE, VIEW, 0)),
    colour,
    isFaint: alpha < 1,
  }));
  const [PN, LN] = [populationColour(THEME, 0), populationColour(THEME, 1)];
  expect(found.map(({ neuron, colour, isFaint }) => [neuron, colour, isFaint])).toEqual([
    [0, PN, false],
    [8, PN, false],
    [10, LN, false],
    [11, LN, true],
  ]);
  const expected = [10, 70, 21, 40].map((time) => xOfTime(SIZE, VIEW, time) - xOfTime(SIZE, VIEW, 0));
  found.forEach(({ pixelsOff }, index) => expect(Math.abs(pixelsOff - expected[index]!)).toBeLessThanOrEqual(1));
});

test('a potential that reaches 0 mV has no second tick for its −20 mV, one that does so later again has', () => {
  const recording = makeRecording({
    PN: 1,
    LN: 1,
    rows: 1000,
    V: (row, neuron) => (neuron === 1 && [100, 300, 320].some((start) => row > start && row < start + 10) ? -5 : -60),
    spikes: [
      [1, 1050],
      [1, 3250],
    ],
  });
  expect(recording.events.count).toBe(3);
  // 10 ms: reaches 0 at 10.5; 30 ms: does not; 32 ms: reaches 0 at 32.5.
  expect(ticksOf(recording).filter(({ alpha }) => alpha < 1)).toHaveLength(1);
  expect(ticksOf(recording).filter(({ alpha }) => alpha === 1)).toHaveLength(2);
});

test('chosen and hovered neurons take their own colour, ticks of a population that is asked for no events none', () => {
  const ticks = ticksOf(RECORDING, { chosen: [8], hovered: 11, eventPopulations: [] });
  expect(ticks.map(({ colour }) => colour)).toEqual([
    populationColour(THEME, 0),
    neuronColour(THEME, RECORDING.populations, 8),
    populationColour(THEME, 1),
  ]);
});

test.each([12, 120, 4000])('with %d neurons a tick is 3 to 14 px high and stands on whole device pixels', (n) => {
  const recording = makeRecording({
    PN: (n * 3) / 4,
    LN: n / 4,
    rows: 1000,
    spikes: Array.from({ length: n }, (_, k) => [k, 500 + k * 2]),
  });
  for (const pixelRatio of [1, 1.5, 2]) {
    const ticks = ticksOf(recording, {}, SIZE, pixelRatio);
    expect(ticks.length).toBe(n);
    for (const { x, width, height } of ticks) {
      expect(height).toBeGreaterThanOrEqual(3);
      expect(height).toBeLessThanOrEqual(14);
      expect(Math.abs(x * pixelRatio - Math.round(x * pixelRatio))).toBeLessThan(1e-6);
      expect(Math.abs(width * pixelRatio - Math.round(width * pixelRatio))).toBeLessThan(1e-6);
    }
  }
});

test('zoomed out over a burst, a neuron draws no more ticks than there are pixels', () => {
  const recording = makeRecording({
    PN: 1,
    LN: 1,
    rows: 100,
    spikes: Array.from({ length: 1000 }, (_, step) => [0, step]),
  });
  // 10 ms of 1200 pixels to 100 ms: 120 pixels, and one at their end.
  expect(ticksOf(recording).length).toBeGreaterThan(110);
  expect(ticksOf(recording).length).toBeLessThanOrEqual(121);
});

test('no text covers another at 1280 and 390 px, whatever the height', () => {
  for (const width of [1280, 390]) {
    for (const height of [40, 60, 110, 220, 500]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawRaster(frame, RECORDING, VIEW, THEME, { chosen: [0, 1, 2], hovered: 5 });
      expect(overlaps(drawn.texts), `${width} × ${height}`).toEqual([]);
    }
  }
});

test('the cursor counts spikes of PNs and events of LNs within 5 ms', () => {
  const read = (time: number) => readRaster(SIZE, RECORDING, time, THEME).map(({ label, text }) => `${label} ${text}`);
  expect(read(12)).toEqual(['PN 1 spike ±5 ms', 'LN 0 events ±5 ms']);
  expect(read(41)).toEqual(['PN 0 spikes ±5 ms', 'LN 1 event ±5 ms']);
  expect(read(101)).toEqual([]);
});

test('the sentence for screen readers counts what is in view', () => {
  expect(describeRaster(RECORDING, VIEW, { chosen: [10] })).toBe(
    'Spike raster from 0 to 100 ms, 3 spikes in 3 neurons: 2 spikes of 9 PNs, 1 spike and 2 LN events of 3 LNs. Highlighted: LN 10.',
  );
  expect(describeRaster(RECORDING, { start: 50, end: 60 })).toContain('0 spikes of 9 PNs');
  expect(describeRaster(undefined, VIEW)).toContain('nothing has been recorded');
});

test('without a recording the ground is there and nothing on it', () => {
  const { frame, drawn } = fakeFrame(1280, 220);
  drawRaster(frame, undefined, VIEW, THEME);
  expect(drawn.rects[0]).toMatchObject({ x: 64, y: 6, colour: THEME.plot });
  expect(drawn.texts).toEqual([]);
});

test('a population of one has its index once in the gutter', () => {
  const recording = makeRecording({ PN: 1, LN: 1, rows: 10 });
  const { frame, drawn } = fakeFrame(390, 120);
  drawRaster(frame, recording, VIEW, THEME, {});
  expect(drawn.texts.map(({ text }) => text)).toEqual(['PN', '0', 'LN', '1']);
  expect(overlaps(drawn.texts)).toEqual([]);
});

test.each([1, 2])(
  'thousands of ticks are one picture in which every spike has its pixel (pixel ratio %d)',
  (pixelRatio) => {
    const size = { width: 320, height: 100 };
    const PN = 500;
    // One spike of each neuron in each of 5 stretches of 20 ms, at times of their own.
    const spikes = Array.from(
      { length: 5 * PN },
      (_, k) => [k % PN, Math.floor(k / PN) * 2000 + 2 * (k % PN)] as const,
    );
    const recording = makeRecording({ PN, LN: 0, rows: 1000, spikes });
    const { frame, drawn } = fakeFrame(size.width, size.height, pixelRatio);
    drawRaster(frame, recording, VIEW, THEME, { chosen: [250], picture: new TickPicture() });
    const found = [...drawn.pixels].filter(([, pixel]) => pixel !== 0).map(([place]) => place.split(' ').map(Number));
    const columns = new Map<number, number[]>();
    for (const [x, y] of found) columns.set(x!, [...(columns.get(x!) ?? []), y!]);
    const missing = spikes.filter(([neuron, step]) => {
      const x = Math.round(xOfTime(frame, VIEW, step / 100) * pixelRatio);
      return !columns.get(x)?.some((y) => Math.abs(neuronAtRaster(size, recording.populations, y)! - neuron) <= 14);
    });
    expect(missing).toEqual([]);
    const chosen = pixelOf(neuronColour(THEME, recording.populations, 250));
    expect([...drawn.pixels.values()].filter((pixel) => pixel === chosen).length).toBeGreaterThanOrEqual(5);
    expect(drawn.rects.filter(({ width, height }) => width <= 2 && height <= 5)).toEqual([]);
  },
);
