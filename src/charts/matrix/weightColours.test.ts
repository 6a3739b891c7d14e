import { describe, expect, test } from 'vitest';
import { THEMES } from '../chartTheme.ts';
import { WeightColours } from './weightColours.ts';

const hex = (css: string): string =>
  `#${[...css.matchAll(/\d+/g)].map(([channel]) => Number(channel).toString(16).padStart(2, '0')).join('')}`;

describe.each([THEMES.light, THEMES.dark])('on the $name theme', (theme) => {
  const excitatory = new WeightColours(theme, 'excitatory');
  const inhibitory = new WeightColours(theme, 'inhibitory');

  test('a weight of 1 has the hue of the sign, -1 the other one, and no synapse the ground', () => {
    expect(hex(excitatory.css(1))).toBe(theme.populations[0]);
    expect(hex(inhibitory.css(1))).toBe(theme.populations[1]);
    expect(hex(excitatory.css(-1))).toBe(theme.populations[1]);
    expect(hex(inhibitory.css(-1))).toBe(theme.populations[0]);
    expect(hex(excitatory.css(0))).toBe(theme.plot);
  });

  test('the faintest synapse is not the ground, and larger weights go on without an end', () => {
    const weights = [1e-6, 0.25, 0.5, 1, 2, 4, 100];
    const colours = weights.map((weight) => inhibitory.css(weight));
    expect(new Set([...colours, inhibitory.css(0)]).size).toBe(weights.length + 1);
    const distance = (colour: string): number =>
      [...hex(colour).matchAll(/[0-9a-f]{2}/g)].reduce((sum, [channel], at) => {
        const ground = parseInt(theme.plot.slice(1 + 2 * at, 3 + 2 * at), 16);
        return sum + Math.abs(parseInt(channel, 16) - ground);
      }, 0);
    const upToOne = colours.slice(0, 4).map(distance);
    expect(upToOne).toEqual(upToOne.toSorted((a, b) => a - b));
  });

  test('as a pixel it is the same colour, opaque', () => {
    const [red, green, blue, alpha] = new Uint8Array(Uint32Array.of(excitatory.pixel(0.5)).buffer);
    expect(excitatory.css(0.5)).toBe(`rgb(${red} ${green} ${blue})`);
    expect(alpha).toBe(255);
  });
});
