import { describe, expect, test } from 'vitest';
import { neuronColour, neuronName, populationColour, THEMES } from './chartTheme.ts';
import type { ChartTheme } from './chartTheme.ts';
import { contrast, linear } from './testing/contrast.ts';
import type { Rgb } from './testing/contrast.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 90 },
  { name: 'LN', first: 90, count: 30 },
];
/** WCAG 2.1, success criterion 1.4.3: text below 18 pt. */
const AA = 4.5;

function product(matrix: readonly Rgb[], [x, y, z]: Rgb): Rgb {
  return matrix.map(([a, b, c]) => a * x + b * y + c * z) as unknown as Rgb;
}

/** Björn Ottosson's Oklab: distances are about as large as they look. */
function oklab(rgb: Rgb): Rgb {
  const cones = product(
    [
      [0.4122214708, 0.5363325363, 0.0514459929],
      [0.2119034982, 0.6806995451, 0.1073969566],
      [0.0883024619, 0.2817188376, 0.6299787005],
    ],
    rgb,
  ).map((cone) => Math.cbrt(Math.max(0, cone))) as unknown as Rgb;
  return product(
    [
      [0.2104542553, 0.793617785, -0.0040720468],
      [1.9779984951, -2.428592205, 0.4505937099],
      [0.0259040371, 0.7827717662, -0.808675766],
    ],
    cones,
  );
}

function distance(a: Rgb, b: Rgb): number {
  const [p, q] = [oklab(a), oklab(b)];
  return Math.hypot(p[0] - q[0], p[1] - q[1], p[2] - q[2]);
}

/** How dichromats see linear colours: Machado, Oliveira and Fernandes, IEEE TVCG 15 (2009), severity 1. */
const DICHROMATS: Readonly<Record<string, readonly Rgb[]>> = {
  protanopia: [
    [0.152286, 1.052583, -0.204868],
    [0.114503, 0.786281, 0.099216],
    [-0.003882, -0.048116, 1.051998],
  ],
  deuteranopia: [
    [0.367322, 0.860646, -0.227968],
    [0.280085, 0.672501, 0.047413],
    [-0.01182, 0.04294, 0.968881],
  ],
  tritanopia: [
    [1.255528, -0.076749, -0.178779],
    [-0.078411, 0.930809, 0.147602],
    [0.004733, 0.691367, 0.3039],
  ],
};

function grounds(theme: ChartTheme): string[] {
  return [theme.background, theme.plot, theme.readout];
}

describe.each([THEMES.light, THEMES.dark])('on the $name theme', (theme) => {
  test('all text, and every line, which may be labelled in its colour, has the contrast of WCAG AA', () => {
    const colours = [
      theme.text,
      theme.mutedText,
      theme.cursor,
      theme.stimulus,
      ...theme.populations,
      ...theme.neurons.flat(),
      ...theme.series,
    ];
    for (const colour of colours) {
      for (const ground of grounds(theme)) {
        expect(contrast(colour, ground), `${colour} on ${ground}`).toBeGreaterThanOrEqual(AA);
      }
    }
    expect(contrast(theme.background, theme.cursor)).toBeGreaterThanOrEqual(AA);
  });

  test('grid and axes can be seen and stay behind the data', () => {
    for (const line of [theme.grid, theme.axis]) {
      expect(contrast(line, theme.plot)).toBeGreaterThan(1.1);
      expect(contrast(line, theme.plot)).toBeLessThan(3);
    }
    expect(contrast(theme.axis, theme.plot)).toBeGreaterThan(contrast(theme.grid, theme.plot));
  });

  test('PN and LN are told apart with every colour blindness', () => {
    const [PN, LN] = [linear(populationColour(theme, 0)), linear(populationColour(theme, 1))];
    for (const [name, matrix] of Object.entries(DICHROMATS)) {
      // 0.1 is the difference that the colours of neurons keep with full colour vision, below.
      expect(distance(product(matrix, PN), product(matrix, LN)), name).toBeGreaterThan(0.1);
    }
  });

  test('the neurons of a population have colours that differ, the first being the population’s own', () => {
    theme.neurons.forEach((colours, population) => {
      expect(colours[0]).toBe(theme.populations[population]);
      colours.forEach((a, index) => {
        for (const b of colours.slice(index + 1))
          expect(distance(linear(a), linear(b)), `${a} ${b}`).toBeGreaterThan(0.1);
      });
    });
  });

  test('the lines of a benchmark have colours that differ', () => {
    theme.series.forEach((a, index) => {
      for (const b of theme.series.slice(index + 1))
        expect(distance(linear(a), linear(b)), `${a} ${b}`).toBeGreaterThan(0.1);
    });
  });

  test('a neuron’s colour depends on its index alone; neighbours and every tenth neuron differ', () => {
    const colour = (neuron: number) => neuronColour(theme, POPULATIONS, neuron);
    expect(colour(0)).toBe(populationColour(theme, 0));
    expect(colour(90)).toBe(populationColour(theme, 1));
    for (let neuron = 0; neuron < 79; neuron++) {
      expect(colour(neuron)).not.toBe(colour(neuron + 1));
      expect(colour(neuron)).not.toBe(colour(neuron + 10));
    }
  });
});

test('both themes name the same number of colours', () => {
  expect(THEMES.light.populations.length).toBe(THEMES.dark.populations.length);
  expect(THEMES.light.series.length).toBe(THEMES.dark.series.length);
  expect(THEMES.light.neurons.map((colours) => colours.length)).toEqual(
    THEMES.dark.neurons.map((colours) => colours.length),
  );
});

test('a neuron is called by its population and its index in the network', () => {
  expect(neuronName(POPULATIONS, 16)).toBe('PN 16');
  expect(neuronName(POPULATIONS, 105)).toBe('LN 105');
  expect(() => neuronName(POPULATIONS, 120)).toThrow('neuron 120 belongs to no population');
});
