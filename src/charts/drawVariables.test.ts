import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { SampleRing } from '../recording/sampleRing.ts';
import { neuronColour, THEMES } from './chartTheme.ts';
import { countLanes, describeVariables, drawVariables, readVariables } from './drawVariables.ts';
import type { VariableOptions, VariableTrace } from './drawVariables.ts';
import { plotArea } from './frame.ts';
import { FakePath, fakeFrame, overlaps } from './testing/fakeCanvas.ts';
import { xOfTime } from './timeView.ts';

beforeEach(() => vi.stubGlobal('Path2D', FakePath));
afterEach(() => vi.unstubAllGlobals());

const THEME = THEMES.light;
const POPULATIONS = [
  { name: 'PN', first: 0, count: 9 },
  { name: 'LN', first: 9, count: 3 },
];
const UNITS: VariableOptions = { populations: POPULATIONS, layout: 'units' };
const LANES: VariableOptions = { populations: POPULATIONS, layout: 'lanes' };
const SIZE = { width: 1280, height: 180 };

/** Rows of 0.1 ms. */
function trace(
  [neuron, variable, unit]: readonly [number, string, string],
  rows: number,
  value: (row: number) => number,
): VariableTrace {
  const ring = new SampleRing(1, Infinity);
  for (let row = 0; row < rows; row++) ring.append(Float64Array.of(value(row)), 0);
  return {
    probe: { neuron, variable, unit },
    rowInterval: 0.1,
    firstRow: 0,
    endRow: rows,
    range: [ring.minima[0]!, ring.maxima[0]!],
    value: (row) => ring.value(0, row),
    extent: (from, to, into) => ring.extent(0, from, to, into),
  };
}

/** A sodium current of one row at 500 ms in a second; gates of the same neuron; calcium. */
const PULSE = trace([3, 'I_Na', 'µA/cm²'], 100_000, (row) => (row === 5000 ? -180 : 0));
const GATE = trace([3, 'm_Na', '1'], 100_000, (row) => 0.5 + 0.4 * Math.sin(row / 500));
const OTHER_GATE = trace([3, 'h_Na', '1'], 100_000, () => 0.25);
const CALCIUM = trace([10, 'Ca', 'mM'], 100_000, () => 2.4e-4);
const ALL = [PULSE, GATE, OTHER_GATE, CALCIUM];

test.each([10_000, 1000, 100, 20])('a current of a single row in 10 s is as deep in a view of %d ms', (span) => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  const view = { start: Math.max(0, 500 - span / 2), end: Math.max(0, 500 - span / 2) + span };
  drawVariables(frame, [PULSE], view, THEME, UNITS);
  const points = drawn.lines[0]!.points.filter(([, y]) => !Number.isNaN(y));
  const lowest = points.reduce((a, b) => (b[1] > a[1] ? b : a));
  // −200 … 0: −180 stands at a tenth.
  const [top, bottom] = [plotArea(SIZE).top + 18, plotArea(SIZE).bottom - 2];
  expect(lowest[1]).toBeCloseTo(bottom - 0.1 * (bottom - top), 0);
  expect(Math.abs(lowest[0] - xOfTime(SIZE, view, 500))).toBeLessThanOrEqual(2);
});

test('variables of one unit share a scale, or each has its lane; fractions go from 0 to 1', () => {
  expect(countLanes(ALL, 'units')).toBe(3);
  expect(countLanes(ALL, 'lanes')).toBe(4);
  const [m, h] = [GATE, OTHER_GATE].map((one) =>
    readVariables(SIZE, ALL, 0, THEME, UNITS).find(({ label }) => label.endsWith(one.probe.variable))!,
  );
  // 0.5 and 0.25 on one scale, in lines of different colours; the first has its neuron's.
  expect(m!.y).toBeLessThan(h!.y);
  expect(m!.colour).toBe(neuronColour(THEME, POPULATIONS, 3));
  expect(h!.colour).not.toBe(m!.colour);
  expect(THEME.neurons[0]).toContain(h!.colour);
  const lanes = readVariables(SIZE, ALL, 0, THEME, LANES);
  expect(lanes.map(({ label }) => label)).toEqual(['PN 3 I_Na', 'PN 3 m_Na', 'PN 3 h_Na', 'LN 10 Ca']);
  expect(new Set(lanes.slice(0, 3).map(({ colour }) => colour)).size).toBe(1);
  expect(lanes.map(({ y }) => y)).toEqual(lanes.map(({ y }) => y).toSorted((a, b) => a - b));
});

test('the cursor reads values with their units, and the text names the extremes in view', () => {
  const at = readVariables(SIZE, ALL, 500, THEME, UNITS).map(({ label, text }) => `${label} ${text}`);
  expect(at[0]).toBe('PN 3 I_Na −180.0 µA/cm²');
  expect(at).toContain('PN 3 h_Na 0.250');
  expect(at.at(-1)).toMatch(/^LN 10 Ca 0\.00024\d* mM$/);
  expect(readVariables(SIZE, ALL, 20_000, THEME, UNITS)).toEqual([]);
  expect(describeVariables(ALL, { start: 400, end: 600 }, UNITS)).toMatch(
    /^Variables from 400 to 600 ms: I_Na of PN 3 −180.0 to 0.0 µA\/cm²; m_Na of PN 3 0\.\d+ to 0\.\d+; h_Na of PN 3 0\.25/,
  );
  expect(describeVariables([PULSE], { start: 600, end: 700 }, UNITS)).not.toContain('180');
  expect(describeVariables([], { start: 0, end: 1 }, UNITS)).toBe('Variables: none is recorded.');
});

test('texts never cover each other in lanes of 52 px', () => {
  for (const width of [1280, 390]) {
    for (const options of [UNITS, LANES]) {
      const height = 12 + 52 * countLanes(ALL, options.layout);
      const { frame, drawn } = fakeFrame(width, height);
      drawVariables(frame, ALL, { start: 0, end: 100 }, THEME, options);
      expect(drawn.texts.length).toBeGreaterThan(6);
      expect(overlaps(drawn.texts)).toEqual([]);
    }
  }
});
