import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { populationColour, THEMES } from './chartTheme.ts';
import { describeRates, drawRates, readRates } from './drawRates.ts';
import { plotArea } from './frame.ts';
import { RateSeries } from './rateSeries.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.dark;
const SIZE = { width: 1280, height: 90 };
/** One spike of one of two PNs in 10 s. */
const RECORDING = makeRecording({ PN: 2, LN: 0, rows: 100_000, V: () => -65, spikes: [[1, 612_345]] });
const RATES = new RateSeries(RECORDING, { kind: 'bins', binMs: 5 });

test('the bin of a lone spike is as high at every zoom: in 10 s, where eight bins share a pixel, and in 50 ms, as a step', () => {
  const tops = [
    { start: 0, end: 10_000 },
    { start: 5000, end: 7000 },
    { start: 6100, end: 6150 },
  ].map((view) => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawRates(frame, RATES, view, THEME);
    expect(drawn.lines.map(({ colour }) => colour)).toEqual([populationColour(THEME, 0)]);
    return Math.min(...drawn.lines[0]!.points.map(([, y]) => y).filter((y) => !Number.isNaN(y)));
  });
  // 100 Hz: the top of the axis.
  for (const top of tops) expect(top).toBeCloseTo(plotArea(SIZE).top, 1);
});

test('the cursor reads the bin that it stands in, and the text names the largest rate in view', () => {
  expect(readRates(SIZE, RATES, 6123, THEME).map(({ label, text }) => `${label} ${text}`)).toEqual(['PN 100.0 Hz']);
  expect(readRates(SIZE, RATES, 6119, THEME)[0]!.text).toBe('0.0 Hz');
  expect(readRates(SIZE, RATES, 10_400, THEME)).toEqual([]);
  expect(describeRates(RATES, { start: 6000, end: 7000 })).toBe(
    'Population rates from 6000 to 7000 ms in bins of 5 ms: PNs 0.0 to 100.0 Hz per neuron.',
  );
  expect(describeRates(RATES, { start: 0, end: 1000 })).toContain('0.0 to 0.0 Hz');
});

test('before there is data the axis is there; texts never cover each other', () => {
  for (const width of [1280, 390]) {
    for (const height of [40, 60, 90, 200]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawRates(frame, undefined, { start: 0, end: 100 }, THEME);
      expect(drawn.texts.length).toBeGreaterThan(0);
      expect(overlaps(drawn.texts)).toEqual([]);
    }
  }
});
