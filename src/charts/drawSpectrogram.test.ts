import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { SpectrogramPainter, describeSpectrogram, drawSpectrogram, readSpectrogram } from './drawSpectrogram.ts';
import { SpectrogramColumns } from './spectrogramColumns.ts';
import { FakeOffscreenCanvas, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { appendRows, makeRecording } from '../recording/testing/makeRecording.ts';

beforeEach(() => vi.stubGlobal('OffscreenCanvas', FakeOffscreenCanvas));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const SIZE = { width: 1280, height: 120 };
/** 28 Hz in the first second, 45 Hz in the second. */
const V = (row: number): number => -65 + Math.sin(2 * Math.PI * (row < 10_000 ? 28 : 45) * row * 1e-4);

test('the cursor reads the frequency of the rhythm under it, at its height; the text the one of the view', () => {
  const columns = new SpectrogramColumns(makeRecording({ PN: 2, LN: 1, rows: 20_000, V }), 0, 200);
  const view = { start: 0, end: 2000 };
  const [first] = readSpectrogram(SIZE, columns, view, 500, THEME);
  const [second] = readSpectrogram(SIZE, columns, view, 1500, THEME);
  expect(first!.text).toMatch(/^28 Hz, /);
  expect(second!.text).toMatch(/^45 Hz, /);
  expect(second!.y).toBeLessThan(first!.y);
  // Where the window would reach beyond what was recorded there is no spectrum.
  expect(readSpectrogram(SIZE, columns, view, 50, THEME)).toEqual([]);
  expect(describeSpectrogram(columns, { start: 0, end: 1000 })).toMatch(
    /^Spectrogram of the mean PN voltage from 0 to 1000 ms, window 200 ms: peak at 28 Hz, −?\d+ dB re 1 mV²\/Hz\.$/,
  );
  expect(describeSpectrogram(columns, { start: 1000, end: 2000 })).toContain('peak at 45 Hz');
});

test('columns that were computed while the run went on are those of the whole run, at every zoom', () => {
  const recording = makeRecording({ PN: 1, LN: 1, rows: 0, V });
  const live = new SpectrogramColumns(recording, 0, 200);
  for (let batch = 0; batch < 60; batch++) {
    appendRows(recording, 333, V);
    for (const hop of [5, 40, 160]) live.compute(hop, 0, 2000 / hop, Infinity);
  }
  const whole = new SpectrogramColumns(recording, 0, 200);
  for (const hop of [5, 40, 160]) {
    whole.compute(hop, 0, 2000 / hop, Infinity);
    let compared = 0;
    for (let c = 0; c < 2000 / hop; c++) {
      expect(live.columnsOf(hop).get(c), `column ${c} of ${hop} ms`).toEqual(whole.columnsOf(hop).get(c));
      if (whole.columnsOf(hop).get(c)) compared++;
    }
    expect(compared).toBeGreaterThan(1500 / hop);
  }
});

test('a burst of 100 ms is seen in the columns of a view of many seconds, which are wider than the window', () => {
  const burst = (row: number): number =>
    -65 + (row >= 70_000 && row < 71_000 ? 3 * Math.sin(2 * Math.PI * 40 * row * 1e-4) : 0);
  const columns = new SpectrogramColumns(makeRecording({ PN: 1, LN: 0, rows: 100_000, V: burst }), 0, 200);
  const hop = 640;
  columns.compute(hop, 0, 16, Infinity);
  const bin = columns.frequency.findIndex((hz) => hz >= 40);
  const powers = Array.from({ length: 16 }, (_, c) => columns.columnsOf(hop).get(c)?.[bin] ?? -Infinity);
  expect(powers.indexOf(Math.max(...powers))).toBe(11);
});

test('what does not fit into one frame waits for the next; until then its neighbour stands for it', () => {
  const columns = new SpectrogramColumns(makeRecording({ PN: 1, LN: 0, rows: 20_000, V }), 0, 200);
  expect(columns.compute(5, 0, 400, performance.now() - 1)).toBe(false);
  expect(columns.compute(5, 0, 400, Infinity)).toBe(true);
});

test('axis and colour bar are there before there is data; a short run says what is missing; no text covers another', () => {
  const short = new SpectrogramColumns(makeRecording({ PN: 1, LN: 0, rows: 100, V }), 0, 200);
  for (const columns of [undefined, short]) {
    for (const width of [1280, 390]) {
      for (const height of [60, 90, 200]) {
        const { frame, drawn } = fakeFrame(width, height);
        drawSpectrogram(frame, columns, { start: 0, end: 100 }, THEME, new SpectrogramPainter());
        expect(drawn.texts.map(({ text }) => text)).toContain('-20 dB re 1 mV²/Hz'.replace('-', '−'));
        expect(overlaps(drawn.texts)).toEqual([]);
      }
    }
  }
  expect(describeSpectrogram(short, { start: 0, end: 10 })).toBe('Spectrogram: it needs 200 ms of recording.');
  expect(describeSpectrogram(undefined, { start: 0, end: 10 })).toBe('Spectrogram: nothing has been recorded yet.');
});
