import { expect, test } from 'vitest';
import { DEFAULT_ODOUR, stimulusColumns } from '../model/stimulus/stimulus.ts';
import { previewStimulus } from './stimulusPreview.ts';

/** Columns of which every neuron has the same current. */
function uniform(n: number, samples: number, current: (sample: number) => number) {
  return {
    n,
    samples,
    readColumn: (sample: number, out: Float32Array | Float64Array, at: number) => {
      out.fill(current(sample), at, at + n);
    },
  };
}

test('a short stimulus has one bin per sample', () => {
  const values = Float64Array.of(0, -4, 1, 0, 3, 2); // 3 samples of 2 neurons
  const stimulus = { kind: 'array', name: 'c.npy', n: 2, samples: 3, samplesPerMs: 100, values } as const;
  expect(previewStimulus(stimulusColumns(stimulus, 2, 0))).toEqual({
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
  const preview = previewStimulus(uniform(3, samples, (sample) => (sample === pulse ? -7 : 0)));
  expect(preview.max).toHaveLength(2000);
  const hit = preview.min.findIndex((value) => value === -7);
  expect(Math.floor((hit * samples) / 2000)).toBeLessThanOrEqual(pulse);
  expect(Math.floor(((hit + 1) * samples) / 2000)).toBeGreaterThan(pulse);
  expect(preview.min.filter((value) => value !== 0)).toHaveLength(1);
});

test('a stimulus that is negative everywhere has a negative maximum', () => {
  const preview = previewStimulus(uniform(4, 10, () => -2));
  expect(Array.from(preview.max)).toEqual(Array.from({ length: 10 }, () => -2));
});

test('a neuron counts as driven when a single sample of it is not 0', () => {
  const preview = previewStimulus({
    n: 4,
    samples: 5000,
    readColumn: (sample, out, at) => {
      out.fill(0, at, at + 4);
      if (sample === 4999) out[at + 2] = 1e-9;
    },
  });
  expect(preview.driven).toBe(1);
});

test('the built-in odour drives its share of the neurons, silent before its onset and highest at its offset', () => {
  const { max, driven } = previewStimulus(stimulusColumns(DEFAULT_ODOUR, 120, 1000));
  expect(driven).toBe(39);
  const bin = (t: number) => Math.floor((t / 1000) * max.length);
  expect(Math.max(...max.subarray(0, bin(100)))).toBe(0);
  expect(Math.abs(max.indexOf(Math.max(...max)) - bin(600))).toBeLessThanOrEqual(1);
});
