import { expect, test } from 'vitest';
import { spectrogram } from './spectrogram.ts';
import { powerSpectrum } from './spectrum.ts';

const chirp = {
  samples: Float64Array.from({ length: 4000 }, (_, k) => Math.sin(2 * Math.PI * (k / 4000) * (10 + 10 * (k / 4000)))),
  interval: 0.5,
  start: 100,
};

test('with half-overlapping columns their mean is the spectrum by Welch’s method', () => {
  const { power, frequency, time } = spectrogram(chirp, { segmentMs: 400, hopMs: 200 });
  const welch = powerSpectrum(chirp.samples, 0.5, { segment: 800 });
  expect([...frequency]).toEqual([...welch.frequency]);
  expect([...time]).toEqual([300, 500, 700, 900, 1100, 1300, 1500, 1700, 1900]);
  welch.power.forEach((density, k) => {
    const mean = time.reduce((sum, _, column) => sum + power[column * frequency.length + k]! / time.length, 0);
    expect(Math.abs(mean - density)).toBeLessThan(1e-12 * density + 1e-20);
  });
});

test('a signal shorter than a segment has no column; what cannot be is refused', () => {
  expect(
    spectrogram({ ...chirp, samples: chirp.samples.slice(0, 799) }, { segmentMs: 400, hopMs: 10 }).time,
  ).toHaveLength(0);
  expect(() => spectrogram(chirp, { segmentMs: 400, hopMs: 0.1 })).toThrow(
    'a column every 0.1 ms: expected at least 0.5 ms',
  );
  expect(() => spectrogram(chirp, { segmentMs: 1, hopMs: 10 })).toThrow('segments of 2 samples');
});
