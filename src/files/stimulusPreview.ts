import type { StimulusColumns } from '../model/stimulus/stimulus.ts';

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

const MAX_BINS = 2000;

/** Condense a stimulus of at least one sample, uploaded or built in, into at most 2000 bins. */
export function previewStimulus(columns: Omit<StimulusColumns, 'samplesPerMs'>): StimulusPreview {
  const { n, samples } = columns;
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
      columns.readColumn(sample, current, 0);
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
