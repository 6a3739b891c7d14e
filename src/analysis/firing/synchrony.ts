import type { AboutMeasure } from '../aboutMeasure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { rowCount, type SignalRows } from '../signal.ts';
import type { Span } from '../span.ts';
import { binnedCounts, type SpikeTrains } from './spikeTrains.ts';

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
  window: 'bins of 10 ms; whole bins only; neurons without spikes are left out',
  unit: 'none: 1 when all fire in the same bins, 0 when independent',
  source: 'Pearson correlation of spike counts: Cohen & Kohn 2011, Nat. Neurosci. 14',
};

export const ABOUT_VOLTAGE_CORRELATION: AboutMeasure = {
  title: 'Synchrony of voltages',
  formula: 'ρ = 2/(N(N−1)) Σ_{i<j} cov(Vᵢ, Vⱼ) / √(var Vᵢ · var Vⱼ)',
  window: 'all rows of the range whose V is held; while a run goes on every k-th row of long ranges',
  unit: 'none: 1 when all voltages move together, 0 when independent',
  source: 'Pearson correlation, by the variance of the sum of standardised voltages',
};

export const ABOUT_POPULATION_SYNCHRONY: AboutMeasure = {
  title: 'Population synchrony χ',
  formula: 'χ = √(var⟨V⟩ / ⟨var Vᵢ⟩), ⟨·⟩ over neurons, var over time',
  window: 'all rows of the range whose V is held; while a run goes on every k-th row of long ranges',
  unit: 'none: 1 in full synchrony, about 1/√N when asynchronous',
  source: 'Golomb & Rinzel 1993, Phys. Rev. E 48; Golomb & Hansel 2000, Neural Comput. 12',
};

/** ms: one to two spikes of a neuron at most, a fraction of a period of 20 Hz. */
const USUAL_BIN = 10;

/** @throws RangeError when binMs is not positive. */
export function spikeCorrelation(
  trains: SpikeTrains,
  population: PopulationRange,
  span: Span,
  binMs = USUAL_BIN,
): PairwiseCorrelation {
  return meanCorrelation(binnedCounts(trains, population, span, binMs));
}

export function voltageCorrelation(rows: SignalRows): PairwiseCorrelation {
  return meanCorrelation(rows);
}

/**
 * Mean correlation of all pairs in time proportional to the samples: with standardised channels z,
 * Σ_{i≠j} ρ_ij = ⟨(Σ_i z_i)²⟩ − N.
 */
function meanCorrelation(rows: SignalRows): PairwiseCorrelation {
  const { values, channels } = rows;
  const T = rowCount(rows);
  const { mean, variance } = momentsOf(rows);
  const weight = variance.map((value) => (value > 0 ? 1 / Math.sqrt(value) : 0));
  const varying = weight.reduce((count, value) => count + Number(value > 0), 0);
  let squares = 0;
  for (let row = 0, k = 0; row < T; row++) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel++, k++) sum += (values[k]! - mean[channel]!) * weight[channel]!;
    squares += sum * sum;
  }
  return {
    mean: varying < 2 ? NaN : (squares / T - varying) / (varying * (varying - 1)),
    channels: varying,
  };
}

/** χ, 0 … 1; NaN where nothing varies. */
export function populationSynchrony(rows: SignalRows): number {
  const { values, channels } = rows;
  const T = rowCount(rows);
  const { mean, variance } = momentsOf(rows);
  let squares = 0;
  for (let row = 0, k = 0; row < T; row++) {
    let deviation = 0;
    for (let channel = 0; channel < channels; channel++, k++) deviation += values[k]! - mean[channel]!;
    squares += (deviation / channels) ** 2;
  }
  const meanVariance = variance.reduce((sum, value) => sum + value, 0) / channels;
  return meanVariance > 0 ? Math.sqrt(squares / T / meanVariance) : NaN;
}

/** Mean and variance (÷ T) of each channel over time; the variance of one that never changes is exactly 0. */
function momentsOf(rows: SignalRows): { readonly mean: Float64Array; readonly variance: Float64Array } {
  const { values, channels } = rows;
  const T = rowCount(rows);
  // Less the first row, so that a constant channel sums to exactly 0.
  const mean = new Float64Array(channels);
  for (let k = 0; k < values.length;) {
    for (let channel = 0; channel < channels; channel++, k++) mean[channel]! += values[k]! - values[channel]!;
  }
  for (let channel = 0; channel < channels; channel++) mean[channel] = values[channel]! + mean[channel]! / T;
  const variance = new Float64Array(channels);
  for (let k = 0; k < values.length;) {
    for (let channel = 0; channel < channels; channel++, k++) {
      variance[channel]! += (values[k]! - mean[channel]!) ** 2 / T;
    }
  }
  return { mean, variance };
}
