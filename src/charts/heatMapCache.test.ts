import fc from 'fast-check';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Recording } from '../recording/recording.ts';
import { VOLTAGE_COLOURS, mapPixel } from './colourMap.ts';
import type { ColourRange } from './colourMap.ts';
import { plotArea } from './frame.ts';
import { HeatMapCache } from './heatMapCache.ts';
import { neuronBands } from './neuronRows.ts';
import { FakeOffscreenCanvas, fakeFrame } from './testing/fakeCanvas.ts';
import { appendRows, makeRecording } from '../recording/testing/makeRecording.ts';
import { xOfTime } from './timeView.ts';
import type { TimeView } from './timeView.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
afterEach(() => vi.unstubAllGlobals());

/** Every sample has a colour of its own neighbourhood. */
const V = (row: number, neuron: number): number => -80 + ((row * 31 + neuron * 17) % 1200) / 10;

interface Setting {
  readonly width?: number;
  readonly height?: number;
  readonly pixelRatio?: number;
  readonly range?: ColourRange;
}

/** Draws into a context of its own and returns its pixels. */
function drawnBy(
  cache: HeatMapCache,
  recording: Recording,
  view: TimeView,
  { width = 164, height = 60, pixelRatio = 1, range = VOLTAGE_COLOURS }: Setting = {},
): Map<string, number> {
  const { frame, drawn } = fakeFrame(width, height, pixelRatio);
  const area = plotArea(frame);
  cache.draw(frame, area, recording, view, neuronBands(recording.populations, area), range);
  return drawn.pixels;
}

test('scrolling to and fro, zooming and going on gives the picture that painting it anew gives', () => {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 3000, V });
  const cache = new HeatMapCache();
  const spans = [200, 200, 200, 200, 37, 37, 37, 3, 3, 200];
  const starts = [0, 90, 60, 130, 130, 145.3, 120.7, 122, 121.35, 200];
  for (let round = 0; round < 4; round++) {
    starts.forEach((start, index) => {
      const view = { start, end: start + spans[index]! };
      const drawn = drawnBy(cache, recording, view);
      expect(drawn.size).toBeGreaterThan(0);
      expect(drawn).toEqual(drawnBy(new HeatMapCache(), recording, view));
      appendRows(recording, 7, V);
    });
  }
});

test('small steps back and forth through a full ring leave nothing of what it overwrote', () => {
  const recording = makeRecording({ PN: 2, LN: 1, rows: 6000, V });
  const cache = new HeatMapCache();
  let start = 100;
  for (let step = 0; step < 200; step++) {
    start += ((step * 7919) % 41) - 20 + (step < 100 ? 3 : -3);
    const view = { start, end: start + 110 };
    expect(drawnBy(cache, recording, view)).toEqual(drawnBy(new HeatMapCache(), recording, view));
  }
});

test('following a run paints every column in full, however few rows each batch brings', () => {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 1, V });
  const cache = new HeatMapCache();
  const view = { start: 0, end: 300 };
  for (let batch = 0; batch < 150; batch++) {
    appendRows(recording, 1 + ((batch * 13) % 37), V);
    drawnBy(cache, recording, view);
  }
  expect(drawnBy(cache, recording, view)).toEqual(drawnBy(new HeatMapCache(), recording, view));
});

test('a new run, size, resolution or range starts anew', () => {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 3000, V });
  const other = makeRecording({ PN: 3, LN: 1, rows: 3000, V: (row, neuron) => V(row + 400, neuron) });
  const view = { start: 0, end: 250 };
  const cache = new HeatMapCache();
  const settings: [Recording, Setting][] = [
    [recording, {}],
    [other, {}],
    [other, { range: [-70, -40] }],
    [other, { width: 264 }],
    [other, { pixelRatio: 2 }],
    [other, { height: 9 }],
  ];
  for (const [of, setting] of settings) {
    expect(drawnBy(cache, of, view, setting)).toEqual(drawnBy(new HeatMapCache(), of, view, setting));
  }
});

test('a spike of one sample in one neuron is in the picture where it belongs, also where neurons share pixels', () => {
  const spikeRow = 1234;
  const spiking = 57;
  const voltage = (row: number, neuron: number) => (row === spikeRow && neuron === spiking ? 40 : -65);
  const recording = makeRecording({ PN: 90, LN: 30, rows: 3000, V: voltage });
  const view = { start: 0, end: 300 };
  const brightest = mapPixel(40, VOLTAGE_COLOURS);
  for (const height of [400, 60]) {
    const bright = [...drawnBy(new HeatMapCache(), recording, view, { height })].filter(
      ([, pixel]) => pixel === brightest,
    );
    expect(bright).toHaveLength(1);
    const [x, y] = bright[0]![0].split(' ').map(Number);
    expect(Math.abs(x! - xOfTime({ width: 164, height }, view, 123.4))).toBeLessThanOrEqual(1);
    const area = plotArea({ width: 164, height });
    const band = neuronBands(recording.populations, area)[0]!;
    const rowHeight = (band.bottom - band.top) / band.count;
    expect(Math.abs(y! - (band.top + (spiking + 0.5) * rowHeight))).toBeLessThanOrEqual(Math.max(1, rowHeight));
  }
});

test('a spike of one sample is in exactly one column at any zoom, at most a pixel aside', () => {
  const brightest = mapPixel(40, VOLTAGE_COLOURS);
  fc.assert(
    fc.property(
      fc.integer({ min: 0, max: 19_999 }),
      fc.double({ min: 40, max: 2000, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (spikeRow, span, share) => {
        const recording = makeRecording({ PN: 1, LN: 0, rows: 20_000, V: (row) => (row === spikeRow ? 40 : -65) });
        const start = Math.min(2000 - span, Math.max(0, spikeRow / 10 - share * span));
        const view = { start, end: start + span };
        const x = xOfTime({ width: 164, height: 60 }, view, spikeRow / 10);
        const area = plotArea({ width: 164, height: 60 });
        fc.pre(x > area.left + 2 && x < area.right - 2);
        const bright = [...drawnBy(new HeatMapCache(), recording, view)].filter(([, pixel]) => pixel === brightest);
        const columns = new Set(bright.map(([place]) => Number(place.split(' ')[0])));
        expect(columns.size).toBe(1);
        expect(Math.abs([...columns][0]! + 0.5 - x)).toBeLessThanOrEqual(1.5);
      },
    ),
    { numRuns: 15 },
  );
});

test('of V that was dropped nothing is painted', () => {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 3000, V, capacityRows: 1000 });
  const view = { start: 0, end: 300 };
  const columns = [...drawnBy(new HeatMapCache(), recording, view).keys()].map((key) => Number(key.split(' ')[0]));
  expect(Math.min(...columns)).toBeGreaterThanOrEqual(Math.floor(xOfTime({ width: 164, height: 60 }, view, 200)) - 1);
});
