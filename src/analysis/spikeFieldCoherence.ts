import type { AboutMeasure } from './aboutMeasure.ts';

/** How regularly spikes and field keep step, frequency by frequency. */
export interface SpikeFieldCoherence {
  /** Hz, 0 … 100. */
  readonly frequency: Float64Array;
  /** Magnitude squared, 0 … 1. */
  readonly coherence: Float64Array;
  /** So many half-overlapping segments of so many ms. */
  readonly segments: number;
  readonly segmentMs: number;
  /** Independent signals stay below it at one frequency in 95 % of runs. */
  readonly bound: number;
}

export const ABOUT_SPIKE_FIELD_COHERENCE: AboutMeasure = {
  title: 'Spike–field coherence',
  formula: 'C(f) = |S_nV|² / (S_nn S_VV); independent below 1 − 0.05^(1/(ν/2 − 1))',
  window:
    'spikes counted per recorded row, mean PN voltage; Hann segments of about 250 ms, half overlapping, each less its line of best fit',
  unit: 'none (0 … 1)',
  source:
    'Jarvis & Mitra 2001, Neural Comput. 13; bound: Percival & Walden 1993. The field holds the spikes of its own neurons: read LN coherence first',
};
