import type { ArrayStimulus } from '../model/description.ts';

/** What a strip of some hundred pixels can show of a stimulus, small enough to redraw at will. */
export interface StimulusPreview {
  readonly n: number;
  /** Samples of the whole stimulus; bin b shows the samples from ⌊b · samples / bins⌋ up to where the next begins. */
  readonly samples: number;
  /** Over all neurons and the samples of each bin, µA/cm², [bins]. */
  readonly min: Float32Array<ArrayBuffer>;
  readonly max: Float32Array<ArrayBuffer>;
  readonly mean: Float32Array<ArrayBuffer>;
  /** How many neurons get a current other than 0 at any sample. */
  readonly driven: number;
}

/** Writes the current of every neuron at a sample, µA/cm², [n]. */
export type ReadSample = (sample: number, into: Float64Array<ArrayBuffer>) => void;

const MAX_BINS = 2000;

/** Condense a stimulus of `samples` ≥ 1 samples for `n` neurons into at most 2000 bins. */
export function previewStimulus(readSample: ReadSample, n: number, samples: number): StimulusPreview {
  const bins = Math.min(samples, MAX_BINS);
  const min = new Float32Array(bins);
  const max = new Float32Array(bins);
  const mean = new Float32Array(bins);
  const isDriven = new Uint8Array(n);
  const current = new Float64Array(n);
  for (let bin = 0; bin < bins; bin++) {
    const first = Math.floor((bin * samples) / bins);
    const end = Math.floor(((bin + 1) * samples) / bins);
    let lowest = Infinity;
    let highest = -Infinity;
    let sum = 0;
    for (let sample = first; sample < end; sample++) {
      readSample(sample, current);
      for (let neuron = 0; neuron < n; neuron++) {
        const value = current[neuron]!;
        if (value < lowest) lowest = value;
        if (value > highest) highest = value;
        if (value !== 0) isDriven[neuron] = 1;
        sum += value;
      }
    }
    min[bin] = lowest;
    max[bin] = highest;
    mean[bin] = sum / ((end - first) * n);
  }
  return { n, samples, min, max, mean, driven: isDriven.reduce((count, one) => count + one, 0) };
}

/** Condense an uploaded stimulus. */
export function previewArray({ values, n, samples }: ArrayStimulus): StimulusPreview {
  const readSample: ReadSample = (sample, into) => into.set(values.subarray(sample * n, (sample + 1) * n));
  return previewStimulus(readSample, n, samples);
}
