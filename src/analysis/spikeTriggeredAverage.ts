import type { AboutMeasure } from './aboutMeasure.ts';

export interface SpikeTriggeredAverage {
  /** ms from the spike, in steps of the signal's interval: negative before it. */
  readonly lag: Float64Array;
  /** Unit of the signal; NaN without spikes. */
  readonly mean: Float64Array;
  /** Standard error of the mean; NaN with fewer than two spikes. */
  readonly standardError: Float64Array;
  /** Spikes of which the signal covers the whole window. */
  readonly spikes: number;
}

export const ABOUT_SPIKE_TRIGGERED_AVERAGE: AboutMeasure = {
  title: 'Spike-triggered average',
  formula: 'STA(τ) = 1/n Σₖ x(tₖ + τ); s.e.m. = √(Σₖ (x(tₖ + τ) − STA(τ))² / (n(n−1)))',
  window:
    'lags in steps of the recorded rows; each spike at its nearest row; only spikes whose whole window was recorded',
  unit: 'that of the signal',
  source: 'Dayan & Abbott 2001, Theoretical Neuroscience, eq. 1.19',
};
