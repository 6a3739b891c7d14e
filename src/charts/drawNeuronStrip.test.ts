import { expect, test } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { describeNeuronStrip, drawNeuronStrip, neuronAtStrip, stripScale, valueAtStrip } from './drawNeuronStrip.ts';
import type { NeuronStrip } from './drawNeuronStrip.ts';
import { fakeFrame, overlaps } from './testing/fakeCanvas.ts';

const THEME = THEMES.light;
const SIZE = { width: 600, height: 160 };
const STRIP: NeuronStrip = {
  symbol: 'g_Na',
  unit: 'mS/cm²',
  populations: [
    { name: 'PN', first: 0, count: 90 },
    { name: 'LN', first: 90, count: 30 },
  ],
  values: Float64Array.from({ length: 120 }, (_, i) => (i < 90 ? 100 + i : NaN)),
  usual: [100, undefined],
  scale: [0, 200],
  selected: undefined,
  focused: undefined,
};
const BOTH: NeuronStrip = { ...STRIP, values: Float64Array.from({ length: 120 }, (_, i) => i), usual: [10, 20] };

test('each neuron that has a value has a bar as high as it says, the others have none', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawNeuronStrip(frame, STRIP, THEME);
  const bars = drawn.rects.filter(({ colour, alpha }) => colour === THEME.populations[0] && alpha < 1);
  expect(bars).toHaveLength(90);
  expect(drawn.rects.filter(({ colour }) => colour === THEME.populations[1])).toHaveLength(0);
  const [first, last] = [bars[0]!, bars.at(-1)!];
  expect(last.height / first.height).toBeCloseTo(189 / 100, 1);
  expect(last.x).toBeGreaterThan(first.x);
});

test('the pointer finds the neuron and the value of what is drawn there', () => {
  const { frame, drawn } = fakeFrame(SIZE.width, SIZE.height);
  drawNeuronStrip(frame, BOTH, THEME);
  const bars = drawn.rects.filter(({ alpha }) => alpha === 0.3);
  for (const neuron of [0, 37, 89, 90, 119]) {
    const { x, y, width } = bars[neuron]!;
    expect(neuronAtStrip(SIZE, BOTH, x + width / 2)).toBe(neuron);
    expect(Math.abs(valueAtStrip(SIZE, BOTH, y) - neuron), `neuron ${neuron}`).toBeLessThanOrEqual(1);
  }
  expect(neuronAtStrip(SIZE, BOTH, 2)).toBeUndefined();
  expect(valueAtStrip(SIZE, BOTH, -50)).toBe(200);
  expect(valueAtStrip(SIZE, BOTH, 500)).toBe(0);
});

test('the scale has room around the values, within the range of the parameter', () => {
  const of = (...values: number[]) => stripScale(Float64Array.from(values), [values[0]], [0, 500]);
  const [low, high] = of(90, 110);
  expect(low).toBeLessThan(60);
  expect(high).toBeGreaterThan(140);
  expect(of(400, 480)[1]).toBe(500);
  expect(of(0, 0)[0]).toBe(0);
  expect(of(0, 0)[1]).toBeGreaterThan(0);
  expect(stripScale(Float64Array.of(-95, NaN), [-95], [-120, 200])[0]).toBe(-120);
});

test('every scale has a number on its axis', () => {
  for (const [value, range] of [
    [0.2148, [0.01, 20]],
    [100, [0, 500]],
    [-55, [-120, 200]],
    [2.4e-4, [0, 0.01]],
    [0, [0, 100]],
  ] as const) {
    const values = STRIP.values.map((old) => (Number.isNaN(old) ? old : value));
    const { frame, drawn } = fakeFrame(440, 104);
    drawNeuronStrip(frame, { ...STRIP, unit: '', values, scale: stripScale(values, [value], range) }, THEME);
    expect(
      drawn.texts.filter(({ text, right }) => right < 60 && /\d/.test(text)).length,
      `around ${value}`,
    ).toBeGreaterThan(0);
  }
});

test('the sentence for screen readers says what each population has, and what is selected', () => {
  expect(describeNeuronStrip(STRIP)).toBe('g_Na by neuron: 90 PNs from 100 to 189 mS/cm², mean 144.5 mS/cm².');
  const even = { ...STRIP, values: STRIP.values.map((value) => value && 50), selected: { first: 3, last: 9 } };
  expect(describeNeuronStrip(even)).toContain('90 PNs at 50 mS/cm². Selected: neurons 3 to 9.');
});

test('no text covers another, wide or narrow, in focus or not', () => {
  for (const width of [700, 340, 200]) {
    for (const focused of [undefined, 0, 60, 119]) {
      const { frame, drawn } = fakeFrame(width, 140);
      drawNeuronStrip(frame, { ...BOTH, focused }, THEME);
      expect(overlaps(drawn.texts), `${width} px, ${focused}`).toEqual([]);
    }
  }
});
