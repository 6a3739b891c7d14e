import { expect, test } from 'vitest';
import { VOLTAGE_COLOURS, voltageColour, mapPixel } from './colourMap.ts';

/** Relative luminance of 'rgb(r g b)'. */
function luminance(colour: string): number {
  const [red, green, blue] = colour.match(/\d+/g)!.map((byte) => {
    const value = Number(byte) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

test('a larger V is never darker: the map reads in grey and with every colour blindness', () => {
  const [low, high] = VOLTAGE_COLOURS;
  let before = -1;
  for (let V = low; V <= high; V += 1) {
    const now = luminance(voltageColour(V));
    // Rounding to bytes may lower it by less than a step.
    expect(now).toBeGreaterThan(before - 0.003);
    before = now;
  }
  expect(luminance(voltageColour(high)) - luminance(voltageColour(low))).toBeGreaterThan(0.6);
});

test('beyond the range the ends of the map hold, and NaN is drawn as its low end', () => {
  expect(voltageColour(-200)).toBe(voltageColour(-80));
  expect(voltageColour(1e9)).toBe(voltageColour(40));
  expect(voltageColour(NaN)).toBe(voltageColour(-80));
  expect(voltageColour(-65, [-65, -50])).toBe(voltageColour(-80));
});

test('a pixel is the same colour as its CSS colour, opaque', () => {
  for (const V of [-80, -66.8, -20, 0, 40]) {
    const [red, green, blue, alpha] = new Uint8Array(Uint32Array.of(mapPixel(V, VOLTAGE_COLOURS)).buffer);
    expect(`rgb(${red} ${green} ${blue})`).toBe(voltageColour(V));
    expect(alpha).toBe(255);
  }
});
