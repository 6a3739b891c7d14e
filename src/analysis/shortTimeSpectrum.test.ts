import { expect, test } from 'vitest';
import { ShortTimeSpectrum } from './shortTimeSpectrum.ts';
import { peakFrequency, powerSpectrum } from './spectrum.ts';

/** A rhythm of 28 Hz on a drift, with a component of 71 Hz. */
const signal = Float64Array.from(
  { length: 600 },
  (_, k) => 0.01 * k + 2 * Math.sin((2 * Math.PI * 28 * k) / 1000) + 0.5 * Math.sin((2 * Math.PI * 71 * k) / 1000 + 1),
);

test('a segment as long as a power of two has the densities of the periodogram, at its frequencies and between them', () => {
  const spectrum = new ShortTimeSpectrum(1, 256, 100);
  const power = new Float64Array(spectrum.frequency.length);
  spectrum.add(signal, 100, power);
  const periodogram = powerSpectrum(signal.subarray(100, 356), 1);
  let compared = 0;
  spectrum.frequency.forEach((hz, k) => {
    const same = periodogram.frequency.indexOf(hz);
    if (same < 0) return;
    expect(Math.abs(power[k]! / periodogram.power[same]! - 1)).toBeLessThan(1e-6);
    compared++;
  });
  expect(compared).toBe(26);
  expect(spectrum.frequency.at(-1)).toBeLessThanOrEqual(100);
});

test('in 200 ms of a rhythm its peak is found within a fifth of a hertz, wherever the segment starts', () => {
  const spectrum = new ShortTimeSpectrum(1, 200, 100);
  for (const start of [0, 37, 400]) {
    const power = new Float64Array(spectrum.frequency.length);
    spectrum.add(signal, start, power);
    expect(Math.abs(peakFrequency({ frequency: spectrum.frequency, power }, 10, 100)! - 28)).toBeLessThan(0.2);
  }
});

test('segments add up, and one too short to have a spectrum is refused', () => {
  const spectrum = new ShortTimeSpectrum(1, 200, 100);
  const once = new Float64Array(spectrum.frequency.length);
  spectrum.add(signal, 0, once);
  const twice = once.slice();
  spectrum.add(signal, 0, twice);
  twice.forEach((power, k) => expect(power).toBeCloseTo(2 * once[k]!, 12));
  expect(() => new ShortTimeSpectrum(100, 200, 100)).toThrow(/expected at least 4 samples/);
});
