import { expect, test } from 'vitest';
import { previewArray, previewStimulus } from './stimulusPreview.ts';

test('a short stimulus has one bin per sample', () => {
  const values = Float64Array.of(0, -4, 1, 0, 3, 2); // 3 samples of 2 neurons
  const preview = previewArray({ kind: 'array', name: 'c.npy', n: 2, samples: 3, samplesPerMs: 100, values });
  expect(preview).toEqual({
    n: 2,
    samples: 3,
    min: Float32Array.of(-4, 0, 2),
    max: Float32Array.of(0, 1, 3),
    mean: Float32Array.of(-2, 0.5, 2.5),
    driven: 2,
  });
});

test('a long stimulus has 2000 bins, and no bin loses a pulse of one sample', () => {
  const samples = 50_001;
  const pulse = 31_416;
  const preview = previewStimulus((sample, into) => into.fill(sample === pulse ? -7 : 0), 3, samples);
  expect(preview.max).toHaveLength(2000);
  const hit = preview.min.findIndex((value) => value === -7);
  expect(Math.floor((hit * samples) / 2000)).toBeLessThanOrEqual(pulse);
  expect(Math.floor(((hit + 1) * samples) / 2000)).toBeGreaterThan(pulse);
  expect(preview.min.filter((value) => value !== 0)).toHaveLength(1);
});

test('a stimulus that is negative everywhere has a negative maximum', () => {
  const preview = previewStimulus((_, into) => into.fill(-2), 4, 10);
  expect(Array.from(preview.max)).toEqual(Array.from({ length: 10 }, () => -2));
});

test('a neuron counts as driven when a single sample of it is not 0', () => {
  const preview = previewStimulus(
    (sample, into) => {
      into.fill(0);
      if (sample === 4999) into[2] = 1e-9;
    },
    4,
    5000,
  );
  expect(preview.driven).toBe(1);
});
