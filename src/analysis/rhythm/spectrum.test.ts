import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { meanVoltageSignal, peakFrequency, powerSpectrum } from './spectrum.ts';

const INTERVAL = 0.1;

/** `count` samples of f(t), t in ms. */
function sampled(count: number, f: (t: number) => number): Float64Array {
  return Float64Array.from({ length: count }, (_, k) => f(k * INTERVAL));
}

const sine = (hz: number, amplitude: number) => (t: number) =>
  amplitude * Math.sin((2 * Math.PI * hz * t) / 1000 + 0.7);

function totalPower({ frequency, power }: { frequency: Float64Array; power: Float64Array }): number {
  return power.reduce((sum, density) => sum + density, 0) * frequency[1]!;
}

test.each([
  [20, undefined],
  [33.3, undefined],
  [33.3, 4096],
  [57.25, 5000],
])('a sine of %d Hz has its peak there and a power of half its squared amplitude (segments of %s)', (hz, segment) => {
  const spectrum = powerSpectrum(sampled(10_000, sine(hz, 3)), INTERVAL, segment === undefined ? {} : { segment });
  // The bins are 0.6 … 2.4 Hz wide; the parabola finds a Hann peak to a few hundredths of a bin.
  expect(Math.abs(peakFrequency(spectrum, 1, 200)! - hz)).toBeLessThan(0.1);
  // The window weighs the sine's phases unevenly: within 1 % over at least 8 periods.
  expect(totalPower(spectrum)).toBeGreaterThan(4.5 * 0.99);
  expect(totalPower(spectrum)).toBeLessThan(4.5 * 1.01);
});

test('the resting potential and a slow drift add no power: the line of best fit is taken out', () => {
  const straight = powerSpectrum(
    sampled(5000, (t) => -66.8 + 0.02 * t),
    INTERVAL,
  );
  expect(totalPower(straight)).toBeLessThan(1e-18);
  const drifting = powerSpectrum(
    sampled(10_000, (t) => -66.8 + 0.02 * t + sine(25, 1)(t)),
    INTERVAL,
  );
  expect(Math.abs(peakFrequency(drifting, 1, 200)! - 25)).toBeLessThan(0.1);
});

test('of two rhythms the peak is the stronger one within the band that is asked for', () => {
  const spectrum = powerSpectrum(
    sampled(10_000, (t) => sine(18, 2)(t) + sine(45, 1)(t)),
    INTERVAL,
  );
  expect(peakFrequency(spectrum, 5, 100)!).toBeCloseTo(18, 1);
  expect(peakFrequency(spectrum, 30, 100)!).toBeCloseTo(45, 1);
});

test('averaging segments lowers the scatter of white noise and keeps its level', () => {
  let state = 1;
  const noise = Float64Array.from({ length: 2 ** 14 }, () => {
    state = (state * 1103515245 + 12345) % 2 ** 31;
    return state / 2 ** 30 - 1;
  });
  const scatter = (power: Float64Array) => {
    const inner = power.slice(2, -2);
    const mean = inner.reduce((sum, p) => sum + p, 0) / inner.length;
    return { mean, relative: Math.sqrt(inner.reduce((sum, p) => sum + (p - mean) ** 2, 0) / inner.length) / mean };
  };
  const plain = scatter(powerSpectrum(noise, INTERVAL).power);
  const welch = scatter(powerSpectrum(noise, INTERVAL, { segment: 512 }).power);
  // A periodogram scatters by 100 %; the mean of 63 half-overlapping segments by about 13 %.
  expect(plain.relative).toBeGreaterThan(0.8);
  expect(welch.relative).toBeLessThan(0.2);
  // Uniform noise in −1 … 1 has variance 1/3, spread over 5000 Hz.
  expect(welch.mean).toBeCloseTo(1 / 3 / 5000, 5);
});

test('a silent signal has no peak', () => {
  const spectrum = powerSpectrum(new Float64Array(1000), INTERVAL);
  expect(peakFrequency(spectrum, 1, 100)).toBeUndefined();
  expect(peakFrequency(spectrum, 6000, 9000)).toBeUndefined();
});

test('too few samples for the segment are refused', () => {
  expect(() => powerSpectrum(new Float64Array(3), INTERVAL)).toThrow('a spectrum of 3 samples in segments of 3');
  expect(() => powerSpectrum(new Float64Array(10), INTERVAL, { segment: 11 })).toThrow('expected 4 … 10');
  expect(() => powerSpectrum(new Float64Array(10), 0)).toThrow('every 0 ms');
});

test('the mean voltage of a span is that of the rows in it', () => {
  const populations = [{ name: 'PN', first: 0, count: 2 }];
  const recording = new Recording({ n: 2, populations, dt: 0.01, recordEvery: 10, capacityRows: 2 });
  recording.append({
    firstStep: 0,
    steps: 100,
    firstRecordedStep: 0,
    voltage: Float32Array.from({ length: 20 }, (_, k) => -60 - Math.floor(k / 2) + (k % 2)),
    spikeNeuron: new Int32Array(0),
    spikeStep: new Float64Array(0),
  });
  expect([...meanVoltageSignal(recording, 0)]).toEqual(Array.from({ length: 10 }, (_, row) => -59.5 - row));
  expect([...meanVoltageSignal(recording, 0, { from: 0.3, to: 0.6 })]).toEqual([-62.5, -63.5, -64.5]);
  expect([...meanVoltageSignal(recording, 0, { from: 0.85, to: 50 })]).toEqual([-68.5]);
});
