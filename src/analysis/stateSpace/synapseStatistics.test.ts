import { expect, test } from 'vitest';
import { synapseStatistics } from './synapseStatistics.ts';

const signal = (values: ArrayLike<number>) => ({ samples: Float64Array.from(values), interval: 0.1, start: 100 });
/** Pulses of [T] of 0.3 ms at 110 and 130 ms; [O] jumps to 0.6 at the end of each and decays with 5 ms. */
const transmitter = Float64Array.from({ length: 500 }, (_, k) =>
  (k >= 100 && k < 103) || (k >= 300 && k < 303) ? 0.5 : 0,
);
const open = Float64Array.from({ length: 500 }, (_, k) => {
  const since = k < 103 ? undefined : k < 303 ? k - 103 : k - 303;
  return since === undefined ? 0 : 0.6 * Math.exp(-since / 50);
});

test('releases, peak and decay of a synapse', () => {
  const { meanOpen, peakOpen, timeOfPeak, releases, releaseShare, decay } = synapseStatistics(
    signal(open),
    signal(transmitter),
  );
  expect(peakOpen).toBe(0.6);
  expect(timeOfPeak).toBeCloseTo(110.3, 9);
  expect(releases).toBe(2);
  expect(releaseShare).toBeCloseTo(6 / 500, 12);
  expect(decay).toBeCloseTo(5, 9);
  expect(meanOpen).toBeCloseTo(open.reduce((sum, value) => sum + value, 0) / 500, 12);
});

test('a synapse that never releases has no decay, whatever [O] starts from', () => {
  const quiet = synapseStatistics(signal(open.slice(103)), signal(new Float64Array(397)));
  expect(quiet).toMatchObject({ releases: 0, releaseShare: 0, decay: undefined });
  expect(() => synapseStatistics(signal(open), signal([0]))).toThrow('500 values of [O] and 1 of [T]');
});

test('where [O] is not a number, since the neuron had no such synapses yet, it takes no part', () => {
  const later = open.map((value, k) => (k < 20 ? NaN : value));
  const { meanOpen, peakOpen, timeOfPeak, decay } = synapseStatistics(signal(later), signal(transmitter));
  expect([peakOpen, timeOfPeak, decay]).toEqual([0.6, expect.closeTo(110.3, 9), expect.closeTo(5, 9)]);
  expect(meanOpen).toBeCloseTo(open.reduce((sum, value) => sum + value, 0) / 480, 12);
  const never = synapseStatistics(signal(open.map(() => NaN)), signal(transmitter));
  expect(never).toMatchObject({ meanOpen: NaN, peakOpen: NaN, timeOfPeak: NaN, decay: undefined });
});
