import type { AboutMeasure } from './aboutMeasure.ts';

/** Mean of Pearson's correlation over all pairs of channels. */
export interface PairwiseCorrelation {
  /** −1/(channels − 1) … 1; NaN with fewer than two channels that vary. */
  readonly mean: number;
  /** Channels that vary: the correlation with one that does not is undefined, so they are left out. */
  readonly channels: number;
}

export const ABOUT_SPIKE_CORRELATION: AboutMeasure = {
  title: 'Synchrony of spikes',
  formula: 'ρ = 2/(N(N−1)) Σ_{i<j} cov(nᵢ, nⱼ) / √(var nᵢ · var nⱼ), nᵢ spike counts per bin',
  window: 'bins of 10 ms unless chosen; whole bins only; neurons without spikes are left out',
  unit: 'none: 1 when all fire in the same bins, 0 when independent',
  source: 'Pearson correlation of spike counts: Cohen & Kohn 2011, Nat. Neurosci. 14',
};

export const ABOUT_VOLTAGE_CORRELATION: AboutMeasure = {
  title: 'Synchrony of voltages',
  formula: 'ρ = 2/(N(N−1)) Σ_{i<j} cov(Vᵢ, Vⱼ) / √(var Vᵢ · var Vⱼ)',
  window: 'all recorded rows of the range',
  unit: 'none: 1 when all voltages move together, 0 when independent',
  source: 'Pearson correlation, by the variance of the sum of standardised voltages',
};

export const ABOUT_POPULATION_SYNCHRONY: AboutMeasure = {
  title: 'Population synchrony χ',
  formula: 'χ = √(var⟨V⟩ / ⟨var Vᵢ⟩), ⟨·⟩ over neurons, var over time',
  window: 'all recorded rows of the range',
  unit: 'none: 1 in full synchrony, about 1/√N when asynchronous',
  source: 'Golomb & Rinzel 1993, Phys. Rev. E 48; Golomb & Hansel 2000, Neural Comput. 12',
};
