import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { populationColour, THEMES } from './chartTheme.ts';
import { describeMeanVoltage, drawMeanVoltage, readMeanVoltage } from './drawMeanVoltage.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { makeRecording } from './testing/makeRecording.ts';
import { xOfTime } from './timeView.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.dark;
const VIEW = { start: 0, end: 100 };
const SIZE = { width: 1280, height: 90 };
/** Mean of the PNs −66 mV, of the LNs −50 mV; only the last 20 ms of V are held. */
const RECORDING = makeRecording({
  PN: 3,
  LN: 1,
  rows: 1000,
  V: (_, neuron) => [-65, -66, -67, -50][neuron]!,
  capacityRows: 200,
});

test('the mean of the PNs is drawn over all of the run, also where V of single neurons was dropped', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawMeanVoltage(frame, RECORDING, VIEW, THEME);
  expect(drawn.lines).toHaveLength(1);
  const [line] = drawn.lines;
  expect(line!.colour).toBe(populationColour(THEME, 0));
  const [start, end] = [line!.points[1]!, line!.points.at(-1)!];
  expect(start[0]).toBeCloseTo(xOfTime(SIZE, VIEW, 0), 0);
  expect(end[0]).toBeGreaterThan(xOfTime(SIZE, VIEW, 99));
  // −70 … −60 mV: −66 stands at two fifths.
  expect(start[1]).toBeCloseTo(84 - 0.4 * 78, 1);
});

test('both populations can be shown and read', () => {
  const populations = ['PN', 'LN'];
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawMeanVoltage(frame, RECORDING, VIEW, THEME, { populations });
  expect(drawn.lines).toHaveLength(2);
  const readouts = readMeanVoltage(SIZE, RECORDING, 5, THEME, { populations });
  expect(readouts.map(({ label, text }) => `${label} ${text}`)).toEqual(['mean PN −66.00 mV', 'mean LN −50.00 mV']);
  expect(describeMeanVoltage(RECORDING, VIEW, { populations })).toBe(
    'Mean voltage from 0 to 100 ms: −66.0 to −66.0 mV over 3 PNs; −50.0 to −50.0 mV over 1 LNs.',
  );
});

test('before there is data the axis is there; texts never cover each other', () => {
  for (const width of [1280, 390]) {
    for (const height of [40, 60, 90, 200]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawMeanVoltage(frame, undefined, VIEW, THEME);
      expect(drawn.texts.length).toBeGreaterThan(0);
      expect(overlaps(drawn.texts)).toEqual([]);
    }
  }
  expect(readMeanVoltage(SIZE, undefined, 5, THEME)).toEqual([]);
  expect(readMeanVoltage(SIZE, RECORDING, 500, THEME)).toEqual([]);
});
