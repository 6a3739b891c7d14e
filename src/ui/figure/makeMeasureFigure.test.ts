import { expect, test } from 'vitest';
import { THEMES } from '../../charts/chartTheme.ts';
import type { FigureSeries, MeasureFigure } from '../../charts/measures/measureFigure.ts';
import { makeFigure } from '../../charts/testing/makeFigure.ts';
import { makeMeasureFigure } from './makeMeasureFigure.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 3 },
  { name: 'LN', first: 3, count: 1 },
];
const [BLUE, ORANGE] = THEMES.light.populations;
const LOOK = { theme: THEMES.light, width: 658, fontSize: 11 };
const PN = { of: 'population', index: 0 } as const;
const LN = { of: 'population', index: 1 } as const;

function make(series: readonly FigureSeries[], change: Partial<MeasureFigure> = {}) {
  const figure = makeFigure(series, { title: 'Rates <b>', ...change });
  const { data, layout } = makeMeasureFigure(figure, POPULATIONS, LOOK);
  return { data, layout, texts: layout.annotations.map(({ text }) => text) };
}

test('axes are named with their units, titles are text, populations keep their colours', () => {
  const { data, layout, texts } = make([
    { kind: 'line', name: 'PN', colour: PN, x: [1, 2], y: [3, 4] },
    { kind: 'points', name: 'LN', colour: LN, x: [1], y: [2] },
  ]);
  expect(layout['xaxis']).toMatchObject({ title: { text: 'Frequency (Hz)' } });
  expect(texts).toEqual(expect.arrayContaining(['Rates &lt;b&gt;', 'Power (mV²/Hz)']));
  expect(data.map(({ line, marker }) => line?.color ?? marker?.color)).toEqual([BLUE, ORANGE]);
});

test('the axes hold all that is drawn; a logarithmic one is given in powers of ten', () => {
  const series: FigureSeries[] = [
    { kind: 'band', name: 'b', colour: PN, x: [1, 10, 50], lower: [0.01, NaN, 0.1], upper: [100, 1, 10] },
  ];
  const { data, layout } = make(series, { y: { label: 'power', unit: '', isLog: true } });
  expect(layout['yaxis']).toMatchObject({ type: 'log', range: [expect.closeTo(-2), expect.closeTo(2)] });
  expect(layout['xaxis']!.range![0]).toBeLessThanOrEqual(1);
  expect(layout['xaxis']!.range![1]).toBeGreaterThanOrEqual(50);
  // What is not a number is left out of the band.
  expect(Array.from(data[0]!.x)).toEqual([1, 50, 50, 1]);
  expect(Array.from(data[0]!.y)).toEqual([100, 10, 0.1, 0.01]);
});

test('bars stand on 0 with their edges, and one that is not a number leaves a gap', () => {
  const { data, layout } = make([{ kind: 'bars', name: 'n', colour: PN, edges: [0, 1, 2, 4], values: [2, NaN, 5] }]);
  expect(Array.from(data[0]!.x)).toEqual([0, 0, 1, 1, 0, NaN, 2, 2, 4, 4, 2, NaN]);
  expect(Array.from(data[0]!.y)).toEqual([0, 2, 2, 0, 0, NaN, 0, 5, 5, 0, 0, NaN]);
  expect(layout['yaxis']!.range![0]).toBe(0);
});

test('a rose is round, its wedges as long as their values, its arrow as far as the mark', () => {
  const { data, layout } = make(
    [
      { kind: 'bars', name: 'PN', colour: PN, edges: [-90, 0, 90], values: [5, 10] },
      { kind: 'mark', name: 'mean', colour: PN, x: 90, y: 0.5, text: '' },
    ],
    { kind: 'polar' },
  );
  const wedges = data.find(({ name }) => name === 'PN')!;
  const radii = Array.from(wedges.x, (x, k) => Math.hypot(x, wedges.y[k]!)).filter((r) => r > 0);
  expect(Math.max(...radii) / Math.min(...radii)).toBeCloseTo(2, 1);
  const [bottom, top] = layout['yaxis']!.domain;
  const { l = 0, r = 0, t = 0, b = 0 } = layout['margin'] as Record<string, number>;
  const [height, width] = [(top - bottom) * (layout.height - t - b), layout.width - l - r];
  const [[left, right], [low, high]] = [layout['xaxis']!.range!, layout['yaxis']!.range!];
  expect((right - left) / width).toBeCloseTo((high - low) / height);
  expect(layout.annotations.find(({ axref }) => axref === 'x')).toMatchObject({
    x: expect.closeTo(0),
    y: expect.closeTo(0.5),
  });
});

test('a trajectory in space is seen from two sides over one axis, with its beginning and its end', () => {
  const x = Array.from({ length: 100 }, (_, k) => Math.cos(k / 10));
  const path = { kind: 'path', name: 'PN', colour: PN, x, y: x, z: x, at: x.map((_, k) => 5 * k) } as const;
  const { layout, texts, data } = make([{ ...path, atLabel: 'time', atUnit: 'ms' }], {
    kind: 'space',
    z: { label: 'PC 3', unit: 'Hz' },
  });
  expect(texts).toEqual(expect.arrayContaining(['PC 3 (Hz)', '0 ms', '495 ms']));
  expect(new Set(data.map(({ yaxis }) => yaxis))).toEqual(new Set(['y', 'y2']));
  expect(layout['xaxis']!.anchor).toBe('y2');
  // The pieces of a path meet.
  const pieces = data.filter(({ yaxis }) => yaxis === 'y');
  pieces.slice(1).forEach((piece, p) => expect(piece.x[0]).toBe(pieces[p]!.x[pieces[p]!.x.length - 1]));
});
