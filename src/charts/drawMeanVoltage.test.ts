import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { populationColour, THEMES } from './chartTheme.ts';
import { describeMeanVoltage, drawMeanVoltage, readMeanVoltage } from './drawMeanVoltage.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';
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

test('the mean of each population is drawn in its colour over all of the run, also where V of single neurons was dropped', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawMeanVoltage(frame, RECORDING, VIEW, THEME);
  expect(drawn.lines.map(({ colour }) => colour)).toEqual([populationColour(THEME, 0), populationColour(THEME, 1)]);
  for (const line of drawn.lines) {
    const [start, end] = [line.points[1]!, line.points.at(-1)!];
    expect(start[0]).toBeCloseTo(xOfTime(SIZE, VIEW, 0), 0);
    expect(end[0]).toBeGreaterThan(xOfTime(SIZE, VIEW, 99));
  }
});

test('each population has a lane and a scale of its own, in which a small rhythm is seen; alone it has all of the track', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawMeanVoltage(frame, RECORDING, VIEW, THEME);
  // 6 … 42 and 48 … 84 px. −70 … −60 mV: −66 stands at two fifths; −70 … −50 mV: −50 stands on top.
  expect(drawn.lines[0]!.points[1]![1]).toBeCloseTo(42 - 0.4 * 36, 1);
  expect(drawn.lines[1]!.points[1]![1]).toBeCloseTo(48, 1);

  const alone = fakeFrame(SIZE.width, SIZE.height);
  drawMeanVoltage(alone.frame, makeRecording({ PN: 1, LN: 0, rows: 100, V: () => -66 }), VIEW, THEME);
  expect(alone.drawn.lines[0]!.points[1]![1]).toBeCloseTo(84 - 0.4 * 78, 1);
});

test('the cursor reads both populations, and so does the text', () => {
  const readouts = readMeanVoltage(SIZE, RECORDING, 5, THEME);
  expect(readouts.map(({ label, text }) => `${label} ${text}`)).toEqual(['mean PN −66.00 mV', 'mean LN −50.00 mV']);
  expect(describeMeanVoltage(RECORDING, VIEW)).toBe(
    'Mean voltage from 0 to 100 ms: −66.0 to −66.0 mV over 3 PNs; −50.0 to −50.0 mV over 1 LNs.',
  );
});

test.each([20, 100, 1000, 10_000])(
  'a mean that jumps for a single row of 10 s is as high in a view of %d ms',
  (span) => {
    const recording = makeRecording({ PN: 1, LN: 0, rows: 100_000, V: (row) => (row === 50_003 ? -60.5 : -68) });
    const start = Math.max(0, 5000 - span / 2);
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawMeanVoltage(frame, recording, { start, end: start + span }, THEME);
    const heights = drawn.lines[0]!.points.map(([, y]) => y).filter((y) => !Number.isNaN(y));
    // −70 … −60 mV over 6 … 84 px.
    expect(Math.min(...heights)).toBeCloseTo(84 - 0.95 * 78, 1);
  },
);

test('before there is data the axis is there; texts never cover each other, in two lanes neither', () => {
  const cases = [40, 60, 90, 200].map((height) => ({ recording: undefined, height }));
  for (const { recording, height } of [
    ...cases,
    ...[92, 120, 200].map((tall) => ({ recording: RECORDING, height: tall })),
  ]) {
    for (const width of [1280, 390]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawMeanVoltage(frame, recording, VIEW, THEME);
      expect(drawn.texts.length).toBeGreaterThan(0);
      expect(overlaps(drawn.texts)).toEqual([]);
    }
  }
  expect(readMeanVoltage(SIZE, undefined, 5, THEME)).toEqual([]);
  expect(readMeanVoltage(SIZE, RECORDING, 500, THEME)).toEqual([]);
});
