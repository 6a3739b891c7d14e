import type { AboutMeasure } from './aboutMeasure.ts';

/** How often one neuron fires at each lag after another. Arrays are [2 K + 1], from the most negative lag. */
export interface CrossCorrelogram {
  /** Middle of each bin, ms: positive where `target` fires after `reference`. */
  readonly lag: Float64Array;
  readonly counts: Float64Array;
  /** Rate of the target at this lag from a spike of the reference, Hz. */
  readonly rate: Float64Array;
  /** Counts of independent Poisson trains with these numbers of spikes. */
  readonly expected: Float64Array;
  /** 95 % interval of such counts, bin by bin (quantiles of the Poisson distribution). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

export const ABOUT_CROSS_CORRELOGRAM: AboutMeasure = {
  title: 'Cross-correlogram',
  formula: 'C(τ) = #{(j, k): t_k − t_j ∈ [τ − Δ/2, τ + Δ/2)}; expected n₁ n₂ Δ (T − |τ|) / T²; rate C/(n₁ Δ)',
  window:
    'spikes in the range of length T; bins of Δ centred on multiples of Δ; with itself, a spike is not paired with itself',
  unit: 'spikes per bin; Hz',
  source: 'Perkel, Gerstein & Moore 1967, Biophys. J. 7',
};
