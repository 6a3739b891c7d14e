import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { neuronColour, neuronName, THEMES } from './chartTheme.ts';
import { describeTraces, drawTraces, nearestTrace, readTraces } from './drawTraces.ts';
import type { TraceOptions } from './drawTraces.ts';
import { plotArea } from './frame.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';
import { xOfTime } from './timeView.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.dark;
const VIEW = { start: 0, end: 100 };
/** Neuron i rests at −70 + 8 i mV; neuron 1 spikes at 50 ms. */
const RECORDING = makeRecording({
  PN: 9,
  LN: 3,
  rows: 1000,
  V: (row, neuron) => (neuron === 1 && row >= 500 && row < 510 ? 45 : -70 + 8 * (neuron % 6)),
  spikes: [[1, 4999]],
});
const LANES: TraceOptions = { neurons: [1, 5, 10], layout: 'lanes' };
const OVERLAID: TraceOptions = { neurons: [1, 5, 10], layout: 'overlaid' };
const SIZE = { width: 1280, height: 240 };

test.each([LANES, OVERLAID])('every chosen neuron has its line, in its colour ($layout)', (options) => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawTraces(frame, RECORDING, VIEW, THEME, options);
  expect(drawn.lines.map(({ colour }) => colour)).toEqual(
    options.neurons.map((neuron) => neuronColour(THEME, RECORDING.populations, neuron)),
  );
});

test.each([LANES, OVERLAID])('the pointer on a drawn line finds the neuron of that line ($layout)', (options) => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawTraces(frame, RECORDING, VIEW, THEME, options);
  options.neurons.forEach((neuron, index) => {
    const [x, y] = drawn.lines[index]!.points.find(([at]) => at > 600)!;
    expect(nearestTrace(SIZE, RECORDING, VIEW, options, x, y)).toBe(neuron);
  });
});

test('overlaid, a spike can be picked anywhere on its flank, and empty space picks nothing', () => {
  const x = xOfTime(SIZE, VIEW, 50.5);
  expect(nearestTrace(SIZE, RECORDING, VIEW, OVERLAID, x, 20)).toBe(1);
  expect(nearestTrace(SIZE, RECORDING, VIEW, OVERLAID, xOfTime(SIZE, VIEW, 30), 40)).toBeUndefined();
  expect(nearestTrace(SIZE, RECORDING, VIEW, OVERLAID, 10, 200)).toBeUndefined();
  expect(nearestTrace(SIZE, undefined, VIEW, OVERLAID, x, 20)).toBeUndefined();
});

test('a hovered trace is drawn last and the others faint; a hovered neuron without a trace dims none', () => {
  const alphas = (hovered: number) => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawTraces(frame, RECORDING, VIEW, THEME, { ...OVERLAID, hovered });
    return drawn.lines.map(({ alpha, colour }) => [alpha, colour]);
  };
  const last = alphas(5).at(-1)!;
  expect(last).toEqual([1, neuronColour(THEME, RECORDING.populations, 5)]);
  expect(
    alphas(5)
      .slice(0, -1)
      .every(([alpha]) => Number(alpha) < 0.5),
  ).toBe(true);
  expect(alphas(7).every(([alpha]) => alpha === 1)).toBe(true);
});

test('the cursor reads V of every chosen neuron at the height of its line', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawTraces(frame, RECORDING, VIEW, THEME, LANES);
  const readouts = readTraces(SIZE, RECORDING, 20, THEME, LANES);
  expect(readouts.map(({ label, text }) => `${label} ${text}`)).toEqual([
    'PN 1 −62.0 mV',
    'PN 5 −30.0 mV',
    'LN 10 −38.0 mV',
  ]);
  readouts.forEach(({ y }, index) => expect(y).toBeCloseTo(drawn.lines[index]!.points[1]![1], 1));
  expect(readTraces(SIZE, RECORDING, 100.5, THEME, LANES)).toEqual([]);
});

test.each([1, 2, 3, 5, 8, 12, 20])(
  'with %d neurons no text covers another, at 1280 and 390 px, in any height',
  (count) => {
    const neurons = Array.from({ length: count }, (_, index) => index % 12);
    for (const layout of ['lanes', 'overlaid'] as const) {
      for (const width of [1280, 390]) {
        for (const height of [60, 120, 200, 333, 600]) {
          const { frame, drawn } = fakeFrame(width, height);
          drawTraces(frame, RECORDING, VIEW, THEME, { neurons, layout });
          expect(overlaps(drawn.texts), `${layout} ${width} × ${height}`).toEqual([]);
          for (const { text, left, right } of drawn.texts) {
            expect(left >= 0 && right <= width, `'${text}' of ${layout} within ${width} px`).toBe(true);
          }
        }
      }
    }
  },
);

test.each([60, 120, 200, 333, 600])('in lanes no name and no number lies over a trace, %d px high', (height) => {
  for (const width of [1280, 390]) {
    for (const neurons of [[1], [1, 5, 10], [0, 1, 2, 3, 4]]) {
      const { frame, drawn } = fakeFrame(width, height);
      drawTraces(frame, RECORDING, VIEW, THEME, { neurons, layout: 'lanes' });
      const names = neurons.map((neuron) => neuronName(RECORDING.populations, neuron));
      const { left } = plotArea(frame);
      const named = drawn.texts.filter(({ text }) => names.includes(text));
      expect(named.length, `${width} × ${height}`).toBeGreaterThan(0);
      for (const text of named) expect(text.right).toBeLessThan(left);
      expect(drawn.texts.some(({ text }) => text.endsWith('mV'))).toBe(true);
    }
  }
});

test('without a recording the axes are there and no line', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawTraces(frame, undefined, VIEW, THEME, OVERLAID);
  expect(drawn.texts.map(({ text }) => text)).toContain('0');
  expect(drawn.lines).toEqual([]);
});

test('where V was dropped the track says so', () => {
  const recording = makeRecording({ PN: 9, LN: 3, rows: 1000, capacityRows: 400 });
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawTraces(frame, recording, VIEW, THEME, OVERLAID);
  expect(drawn.texts.map(({ text }) => text)).toContain('V before 60 ms was dropped to bound memory');
});

test('where V came back from disk of some neurons, the track says what is missing of those that it shows', () => {
  const V = (row: number, neuron: number): number => (row < 500 && neuron > 5 ? NaN : -65);
  const recording = makeRecording({ PN: 9, LN: 3, rows: 1000, completeRow: 500, V });
  const said = (neurons: readonly number[]) => {
    const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
    drawTraces(frame, recording, VIEW, THEME, { neurons, layout: 'overlaid' });
    const starts = drawn.lines.map(({ points }) => points[1]![0] > SIZE.width / 2);
    return [starts, drawn.texts.some(({ text }) => text === 'V before 50 ms was not recorded to disk in full')];
  };
  expect(said([1, 5])).toEqual([[false, false], false]);
  expect(said([1, 10])).toEqual([[false, true], true]);
});

test('the sentence for screen readers has range and spikes of what is in view', () => {
  expect(describeTraces(RECORDING, VIEW, LANES)).toBe(
    'Voltage traces from 0 to 100 ms: PN 1 −62 to 45 mV, 1 spike; PN 5 −30 to −30 mV, 0 spikes; ' +
      'LN 10 −38 to −38 mV, 0 spikes.',
  );
  expect(describeTraces(RECORDING, { start: 0, end: 40 }, { ...LANES, neurons: [1] })).toContain(
    '−62 to −62 mV, 0 spikes',
  );
  expect(describeTraces(undefined, VIEW, LANES)).toContain('nothing has been recorded');
  expect(describeTraces(RECORDING, VIEW, { ...LANES, neurons: [] })).toContain('no neuron is chosen');
});
