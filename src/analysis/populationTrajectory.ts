import type { AboutMeasure } from './aboutMeasure.ts';

/** The path of a population through the directions in which its activity varies most. */
export interface PopulationTrajectory {
  /** Middle of each bin, ms; [bins]. */
  readonly time: Float64Array;
  /** [components, bins], row-major, in the unit of the activity: its deviation from the mean along each component. */
  readonly scores: Float64Array;
  /** [components, channels], row-major: unit vectors, the largest entry of each positive. */
  readonly loadings: Float64Array;
  /** [components]: share of the total variance, 0 … 1, descending. */
  readonly explained: Float64Array;
  /** At most what was asked for: fewer where the activity varies in fewer directions. */
  readonly components: number;
}

export const ABOUT_TRAJECTORY: AboutMeasure = {
  title: 'Population trajectory',
  formula: 'yₖ(t) = Σᵢ wₖᵢ (rᵢ(t) − r̄ᵢ), wₖ: k-th eigenvector of the covariance of the rates r over time',
  window:
    'spikes in bins of 5 ms, smoothed with a Gaussian of σ = 20 ms (cut at 4σ), or mean voltages of the bins; PNs only',
  unit: 'Hz, or mV',
  source: 'Stopfer, Jayaraman & Laurent 2003, Neuron 39; principal components: Jolliffe 2002',
};
