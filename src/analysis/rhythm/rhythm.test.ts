import { expect, test } from 'vitest';
import { randomStream } from '../../model/random.ts';
import {
  fundamentalPeak,
  harmonicOrder,
  measureRhythm,
  SMALLEST_PROMINENCE,
  strongestPeak,
  welchDegreesOfFreedom,
} from './rhythm.ts';
import type { Signal } from '../signal.ts';

const INTERVAL = 0.5;

/** Noise of a membrane: white noise through a time constant (0 for white), and a sine of `hz` on top. */
function noise(seed: number, { ms = 1000, timeConstant = 20, amplitude = 0, hz = 30 } = {}): Signal {
  const { normal } = randomStream(seed, 'stimulus');
  const decay = timeConstant > 0 ? Math.exp(-INTERVAL / timeConstant) : 0;
  let value = 0;
  const samples = Float64Array.from({ length: ms / INTERVAL }, (_, k) => {
    value = decay * value + normal();
    return value + amplitude * Math.sin((2 * Math.PI * hz * k * INTERVAL) / 1000);
  });
  return { samples, interval: INTERVAL, start: 0 };
}

test('the 95 % interval of white noise holds the true density in 95 % of frequencies and runs', () => {
  const density = (2 * INTERVAL) / 1000;
  let [held, all] = [0, 0];
  for (let seed = 0; seed < 100; seed++) {
    const { frequency, power, lower, upper } = measureRhythm(noise(seed, { timeConstant: 0 }));
    // Neighbours share the window's main lobe, and the lowest lose power with the line of best fit.
    for (let bin = 8; bin < frequency.length; bin += 4) {
      all++;
      if (power[bin]! * lower < density && density < power[bin]! * upper) held++;
    }
  }
  expect(all).toBeGreaterThan(900);
  // Binomial, ± 3 standard deviations of 0.007.
  expect(held / all).toBeGreaterThan(0.93);
  expect(held / all).toBeLessThan(0.97);
});

test.each([0, 20])('in noise of %d ms without a rhythm a peak stands out in few runs', (timeConstant) => {
  let alarms = 0;
  for (let seed = 0; seed < 200; seed++) {
    if (measureRhythm(noise(seed, { timeConstant })).peaks.some(({ standsOut }) => standsOut)) alarms++;
  }
  // 5 % are meant; fitting the background adds some. 10 ± 3 runs by chance alone.
  expect(alarms).toBeLessThan(0.12 * 200);
});

test('a rhythm in the same noise stands out at its frequency, and is the strongest peak', () => {
  for (let seed = 0; seed < 20; seed++) {
    const [first] = measureRhythm(noise(seed, { amplitude: 6, hz: 31 })).peaks;
    expect(first!.standsOut).toBe(true);
    expect(Math.abs(first!.hz - 31)).toBeLessThan(0.5);
    expect(first!.prominence).toBeGreaterThan(SMALLEST_PROMINENCE);
    expect(first!.lower).toBeLessThan(first!.power);
    expect(first!.upper).toBeGreaterThan(first!.power);
  }
});

test('a weaker peak that stands out counts before a stronger one that does not', () => {
  const peak = { hz: 8, power: 3, lower: 1, upper: 9, prominence: 4, standsOut: false };
  const rhythmic = { ...peak, hz: 30, power: 2, standsOut: true };
  expect(strongestPeak({ peaks: [peak, rhythmic] })).toBe(rhythmic);
  expect(strongestPeak({ peaks: [peak] })).toBe(peak);
  expect(strongestPeak({ peaks: [] })).toBeUndefined();
});

test('of a rhythm whose second harmonic is stronger, the fundamental is named, and all harmonics by their order', () => {
  const hz = 14.5;
  const amplitudes = [3, 4, 2, 1];
  const { samples, ...rest } = noise(1, { ms: 2000 });
  const signal = samples.map((value, k) =>
    amplitudes.reduce(
      (sum, amplitude, h) => sum + amplitude * Math.cos((2 * Math.PI * (h + 1) * hz * k * rest.interval) / 1000),
      0.01 * value,
    ),
  );
  const rhythm = measureRhythm({ ...rest, samples: signal });
  expect(Math.abs(strongestPeak(rhythm)!.hz - 2 * hz)).toBeLessThan(0.3);
  const fundamental = fundamentalPeak(rhythm)!;
  expect(Math.abs(fundamental.hz - hz)).toBeLessThan(0.3);
  for (const [h] of amplitudes.entries()) {
    const peak = rhythm.peaks.find((one) => Math.abs(one.hz - (h + 1) * hz) < 0.5)!;
    expect(harmonicOrder(peak, fundamental, rhythm)).toBe(h === 0 ? undefined : h + 1);
  }
});

test('a peak is no harmonic of a much weaker one, nor of one whose multiple it misses by more than a bin', () => {
  const peak = { hz: 28.8, power: 10, lower: 1, upper: 90, prominence: 30, standsOut: true };
  const rhythm = (other: object) => ({ segmentMs: 500, peaks: [peak, { ...peak, standsOut: false, ...other }] });
  expect(fundamentalPeak(rhythm({ hz: 14.4, power: 3 }))!.hz).toBe(14.4);
  expect(fundamentalPeak(rhythm({ hz: 14.4, power: 0.1 }))).toBe(peak);
  expect(fundamentalPeak(rhythm({ hz: 12.9, power: 5 }))).toBe(peak);
  expect(fundamentalPeak({ segmentMs: 500, peaks: [] })).toBeUndefined();
  expect([57.6, 86.0, 50, 28.8].map((hz) => harmonicOrder({ hz }, peak, { segmentMs: 500 }))).toEqual([
    2,
    3,
    undefined,
    undefined,
  ]);
});

test('the exponent of the background is that of the noise: 0 when white, 2 above the corner of a membrane', () => {
  const mean = (timeConstant: number): number =>
    Array.from({ length: 20 }, (_, seed) => measureRhythm(noise(seed, { ms: 4000, timeConstant })).exponent).reduce(
      (sum, exponent) => sum + exponent / 20,
      0,
    );
  expect(Math.abs(mean(0))).toBeLessThan(0.1);
  expect(Math.abs(mean(200) - 2)).toBeLessThan(0.15);
});

test.each([
  ['at rest', new Float64Array(2000).fill(-66.8)],
  ['on a straight line', Float64Array.from({ length: 2000 }, (_, k) => -66.8 + 1e-3 * k)],
  ['in rounding alone', Float64Array.from({ length: 2000 }, (_, k) => Math.fround(-66.8 + 1e-9 * k))],
])('no peak is claimed %s', (_, samples) => {
  expect(measureRhythm({ samples, interval: INTERVAL, start: 0 }).peaks).toEqual([]);
});

test('overlap by half costs little: nearly two degrees of freedom for each Hann segment', () => {
  expect(welchDegreesOfFreedom(1000, 1)).toBe(2);
  // Neighbours' windows correlate by 1/6: ν = 2 · 9 / (1 + 2 · (8/9) / 36).
  expect(welchDegreesOfFreedom(1000, 9)).toBeCloseTo(18 / (1 + (2 * (8 / 9)) / 36), 9);
});
