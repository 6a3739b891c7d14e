import { expect, test } from 'vitest';
import { neuronAtHeatMap } from './drawHeatMap.ts';
import { neuronAtRaster } from './drawRaster.ts';
import { plotArea } from './frame.ts';
import { neuronAtY, neuronBands, rowHeightOf, rowTop } from './neuronRows.ts';

const populationsOf = (n: number) => [
  { name: 'PN', first: 0, count: (n * 3) / 4 },
  { name: 'LN', first: (n * 3) / 4, count: n / 4 },
];

test.each([12, 120, 4000])('of %d neurons each is found at the middle of its row, PN on top, index 0 first', (n) => {
  const populations = populationsOf(n);
  const bands = neuronBands(populations, plotArea({ width: 1280, height: 220 }));
  let before = -Infinity;
  for (let neuron = 0; neuron < n; neuron++) {
    const top = rowTop(bands, neuron);
    expect(top).toBeGreaterThan(before);
    before = top;
    expect(neuronAtY(bands, top + rowHeightOf(bands[0]!) / 2)).toBe(neuron);
  }
  expect(bands[0]!.top).toBe(6);
  expect(bands[1]!.bottom).toBeCloseTo(214, 9);
  expect(rowHeightOf(bands[0]!)).toBeCloseTo(rowHeightOf(bands[1]!), 9);
});

test('between the populations and outside the plot there is no neuron', () => {
  const bands = neuronBands(populationsOf(12), plotArea({ width: 1280, height: 220 }));
  expect(neuronAtY(bands, (bands[0]!.bottom + bands[1]!.top) / 2)).toBeUndefined();
  expect(neuronAtY(bands, 5)).toBeUndefined();
  expect(neuronAtY(bands, 215)).toBeUndefined();
});

test('an empty population takes no room', () => {
  const populations = [
    { name: 'PN', first: 0, count: 10 },
    { name: 'LN', first: 10, count: 0 },
  ];
  const bands = neuronBands(populations, plotArea({ width: 1280, height: 212 }));
  expect(bands).toHaveLength(1);
  expect(rowHeightOf(bands[0]!)).toBe(20);
});

test('raster and heat map have their rows in the same order', () => {
  const size = { width: 1280, height: 220 };
  const found = (at: (y: number) => number | undefined) => {
    const neurons: number[] = [];
    for (let y = 0; y < 220; y += 0.25) {
      const neuron = at(y);
      if (neuron !== undefined && neurons.at(-1) !== neuron) neurons.push(neuron);
    }
    return neurons;
  };
  const all = Array.from({ length: 120 }, (_, neuron) => neuron);
  expect(found((y) => neuronAtRaster(size, populationsOf(120), y))).toEqual(all);
  expect(found((y) => neuronAtHeatMap(size, populationsOf(120), y))).toEqual(all);
});
