import { expect, test } from 'vitest';
import type { StimulusColumns } from '../model/stimulus/stimulus.ts';
import { THEMES } from './chartTheme.ts';
import { CurrentColours } from './currentColours.ts';
import { CurrentMap } from './currentMap.ts';

const COLOURS = new CurrentColours(THEMES.light);

/** Neuron 3 gets -5 µA/cm² from 40 ms on, neuron 7 10 µA/cm² before. */
function stimulus(n: number): StimulusColumns {
  return {
    n,
    samples: 10_001,
    samplesPerMs: 100,
    readColumn(sample, out, at) {
      out.fill(0, at, at + n);
      if (sample >= 4000) out[at + 3] = -5;
      else out[at + 7] = 10;
    },
  };
}

function pixelsOf(map: CurrentMap): Uint32Array {
  const pixels = new Uint32Array(map.width * map.rows);
  map.paint(pixels, COLOURS, 10);
  return pixels;
}

test('each neuron has a row, each column its time, and the sign of the current its colour', () => {
  const map = new CurrentMap(stimulus(12), { start: 0, end: 100 }, 100);
  map.work(Infinity);
  expect(map.isComplete).toBe(true);
  const pixels = pixelsOf(map);
  const at = (column: number, row: number): number => pixels[row * 100 + column]!;
  expect(at(39, 7)).toBe(COLOURS.pixel(1));
  expect(at(40, 7)).toBe(COLOURS.pixel(0));
  expect(at(39, 3)).toBe(COLOURS.pixel(0));
  expect(at(40, 3)).toBe(COLOURS.pixel(-0.5));
  expect(new Set(pixels).size).toBe(3);
});

test('of many neurons that share a row the strongest is shown', () => {
  const map = new CurrentMap(stimulus(4000), { start: 0, end: 100 }, 10);
  map.work(Infinity);
  expect([map.group, map.rows]).toEqual([8, 500]);
  const pixels = pixelsOf(map);
  expect([pixels[0], pixels[9], pixels[10]]).toEqual([COLOURS.pixel(1), COLOURS.pixel(-0.5), COLOURS.pixel(0)]);
});

test('with no time for it nothing is done, and what is not known yet looks like what is known before it', () => {
  const map = new CurrentMap(stimulus(12), { start: 0, end: 100 }, 100);
  map.work(0);
  expect(map.isComplete).toBe(false);
  expect(new Set(pixelsOf(map))).toEqual(new Set([COLOURS.pixel(0)]));
});

test('a current that is not 0 never has the colour of 0, and the two signs differ in both themes', () => {
  for (const theme of Object.values(THEMES)) {
    const colours = new CurrentColours(theme);
    expect(colours.pixel(1e-6)).not.toBe(colours.pixel(0));
    expect(colours.pixel(-1e-6)).not.toBe(colours.pixel(0));
    expect(colours.pixel(-1)).not.toBe(colours.pixel(1));
    expect(colours.css(0)).toMatch(/^rgb\(\d+ \d+ \d+\)$/);
    expect(colours.pixel(7)).toBe(colours.pixel(1));
  }
});
