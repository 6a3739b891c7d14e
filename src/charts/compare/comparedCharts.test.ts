import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Recording } from '../../recording/recording.ts';
import { VoltageDifference } from '../../recording/voltageDifference.ts';
import { THEMES, neuronColour, populationColour } from '../chartTheme.ts';
import { FakePath, fakeFrame, overlaps } from '../testing/fakeCanvas.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { xOfTime } from '../timeView.ts';
import { lineStyle, pinStyle } from './comparedRun.ts';
import type { ComparedRun } from './comparedRun.ts';
import { describeComparedMeans, drawComparedMeans, readComparedMeans } from './drawComparedMeans.ts';
import { drawComparedRaster, readComparedRaster } from './drawComparedRaster.ts';
import { describeComparedTraces, drawComparedTraces, readComparedTraces } from './drawComparedTraces.ts';
import { describeVoltageDifference, drawVoltageDifference, readVoltageDifference } from './drawVoltageDifference.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const VIEW = { start: 0, end: 100 };
const SIZE = { width: 1000, height: 200 };

/** Three PN and one LN over 100 ms; V of neuron 0 is `V0` from 50 ms on, else −65 mV. */
function recordingOf(V0: number, spikes: readonly (readonly [neuron: number, step: number])[] = []): Recording {
  return makeRecording({
    PN: 3,
    LN: 1,
    rows: 1000,
    V: (row, neuron) => (neuron === 0 && row >= 500 ? V0 : -65),
    spikes,
  });
}

const A: ComparedRun = { label: 'A', recording: recordingOf(-60, [[1, 2000]]), pin: 0 };
const NOW_SPIKES = [
  [1, 2000],
  [2, 7000],
] as const;
const NOW: ComparedRun = { label: 'now', recording: recordingOf(-50, NOW_SPIKES), pin: undefined };
const RUNS = [A, NOW];

describe('traces of several runs', () => {
  const options = { runs: RUNS, scaled: RUNS, neurons: [0, 3] };

  test('each neuron has a lane with a line for each run, the one on screen in its colour and on top', () => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawComparedTraces(frame, VIEW, THEME, options);
    const { populations } = NOW.recording;
    expect(drawn.lines.map(({ colour }) => colour)).toEqual([
      pinStyle(THEME, 0).colour,
      neuronColour(THEME, populations, 0),
      pinStyle(THEME, 0).colour,
      neuronColour(THEME, populations, 3),
    ]);
    const [ofA, ofNow] = drawn.lines.map(({ points }) => points.at(-1)![1]);
    // −50 mV stands higher than −60 mV.
    expect(ofNow).toBeLessThan(ofA!);
    expect(drawn.texts.map(({ text }) => text)).toEqual(expect.arrayContaining(['PN 0', 'LN 3', 'A', 'now']));
    expect(overlaps(drawn.texts)).toEqual([]);
  });

  test('values are read by neuron and run; a screen reader hears of each neuron its spikes in each run', () => {
    expect(readComparedTraces(SIZE, 70, THEME, options).map(({ label, text }) => `${label} ${text}`)).toEqual([
      'PN 0 A −60.00 mV',
      'PN 0 now −50.00 mV',
      'LN 3 A −65.00 mV',
      'LN 3 now −65.00 mV',
    ]);
    expect(describeComparedTraces(VIEW, { ...options, neurons: [2] })).toBe(
      'Membrane potentials from 0 to 100 ms, spikes of each run: PN 2 0 in A, 1 in now.',
    );
  });

  test('a neuron that one of the runs does not have gets no lane', () => {
    const small = { ...A, recording: makeRecording({ PN: 1, LN: 1, rows: 10 }) };
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawComparedTraces(frame, VIEW, THEME, { runs: [small, NOW], scaled: [small, NOW], neurons: [0, 3] });
    expect(drawn.texts.map(({ text }) => text)).not.toContain('LN 3');
  });
});

test('a run that stands alone has its own colours, and no dashes', () => {
  const { populations } = A.recording;
  const style = lineStyle(THEME, A, true, { neuron: 0, populations });
  expect(style).toEqual({ colour: neuronColour(THEME, populations, 0), dash: [] });
});

test('four pinned runs are told apart by their dashes', () => {
  const dashes = [0, 1, 2, 3].map((pin) => pinStyle(THEME, pin).dash.join());
  expect(new Set(dashes).size).toBe(4);
});

test('the mean PN voltage of all runs has one scale, and is read and said by run', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, 90);
  drawComparedMeans(frame, VIEW, THEME, { runs: RUNS, scaled: RUNS });
  expect(drawn.lines.map(({ colour }) => colour)).toEqual([pinStyle(THEME, 0).colour, populationColour(THEME, 0)]);
  const read = readComparedMeans(SIZE, 70, THEME, { runs: RUNS, scaled: RUNS });
  expect(read.map(({ label, text }) => `${label} ${text}`)).toEqual(['A −63.33 mV', 'now −60.00 mV']);
  expect(describeComparedMeans(VIEW, { runs: RUNS, scaled: RUNS })).toBe(
    'Mean PN voltage from 0 to 100 ms: A −65.0 to −63.3 mV, now −65.0 to −60.0 mV.',
  );
});

describe('one raster of two runs', () => {
  const options = { now: NOW, pinned: A };

  test('a spike of both is a tick above and one below the middle of its row, one of the run on screen stands above alone', () => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawComparedRaster(frame, VIEW, THEME, options);
    const at = (time: number) => {
      const x = Math.round(xOfTime(SIZE, VIEW, time));
      return drawn.rects.filter((rect) => Math.abs(rect.x - x) <= 1 && rect.width <= 2 && rect.height < 20);
    };
    const [below, above] = at(20);
    expect(at(20)).toHaveLength(2);
    expect(below!.colour).toBe(pinStyle(THEME, 0).colour);
    expect(above!.colour).toBe(populationColour(THEME, 0));
    expect(above!.y + above!.height).toBeCloseTo(below!.y, 9);
    expect(at(70).map(({ colour }) => colour)).toEqual([populationColour(THEME, 0)]);
  });

  test('it says how many spikes each run has about the cursor', () => {
    const [PN] = readComparedRaster(SIZE, 70, THEME, options);
    expect(PN).toMatchObject({ label: 'PN', text: '1 now, 0 A ±5 ms' });
  });
});

describe('the difference of V', () => {
  const difference = new VoltageDifference(A.recording, NOW.recording);
  difference.update();

  test('a power of ten is the same height everywhere, and 10 mV stands above 1 mV', () => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawVoltageDifference(frame, difference, VIEW, THEME);
    const largest = drawn.lines.at(-1)!;
    const of = (text: string) => drawn.texts.find((one) => one.text === text)!;
    const middle = (text: string) => (of(text).top + of(text).bottom) / 2;
    expect(middle('10') - middle('100 mV')).toBeCloseTo(middle('1') - middle('10'), 6);
    expect(largest.points.at(-1)![1]).toBeCloseTo(middle('10'), 6);
  });

  test('it is read in mV, and said with where it begins', () => {
    expect(readVoltageDifference(SIZE, difference, 70, THEME).map(({ label, text }) => `${label} ${text}`)).toEqual([
      'root mean square 5 mV',
      'largest |ΔV| 10 mV',
    ]);
    expect(readVoltageDifference(SIZE, difference, 20, THEME)[1]!.text).toBe('below 10⁻⁵ mV');
    expect(describeVoltageDifference(difference, VIEW)).toBe(
      'Difference of V between the runs from 0 to 100 ms: at most 10 mV in any neuron. It exceeds 1 mV first at 50.0 ms.',
    );
    expect(describeVoltageDifference(undefined, VIEW)).toBe('Difference of V: there is nothing to compare yet.');
  });
});
