import type { AboutMeasure } from './aboutMeasure.ts';

/** Intervals between successive spikes of the same neuron, of one neuron or pooled over several. */
export interface IntervalStatistics {
  /** ms, neuron by neuron, each in the order of time. */
  readonly intervals: Float64Array;
  /** ms; NaN without intervals. */
  readonly mean: number;
  /** By neuron, [count]: standard deviation (of the population, ÷ N) over mean of its intervals; NaN with fewer than two. */
  readonly cv: Float64Array;
  /** By neuron, [count]: local variation of successive intervals; NaN with fewer than two. */
  readonly cv2: Float64Array;
  /** Means over the neurons that have one; NaN where none has. */
  readonly meanCv: number;
  readonly meanCv2: number;
}

/** Bin b counts what lies in edges[b] ≤ x < edges[b + 1]. */
export interface Histogram {
  /** [bins + 1] */
  readonly edges: Float64Array;
  /** [bins] */
  readonly counts: Float64Array;
  /** What lies at or above the last edge. */
  readonly above: number;
}

export const ABOUT_INTERVALS: AboutMeasure = {
  title: 'Inter-spike intervals',
  formula: 'Iₖ = tₖ₊₁ − tₖ; CV = √⟨(I − ⟨I⟩)²⟩ / ⟨I⟩; CV2 = ⟨2 |Iₖ₊₁ − Iₖ| / (Iₖ₊₁ + Iₖ)⟩',
  window:
    'between spikes of one neuron that both lie in the range; CV and CV2 by neuron (two intervals or more), then averaged over neurons',
  unit: 'ms; CV and CV2 have none (0 for a clock, 1 for a Poisson process)',
  source: 'CV as scipy.stats.variation; CV2: Holt, Softky, Koch & Douglas 1996, J. Neurophysiol. 75',
};
