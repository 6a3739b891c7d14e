import type { AboutMeasure } from './aboutMeasure.ts';

/** Band-passed signal as a rotating pointer: re is the filtered signal, its angle the phase (0 at its peaks, ±π at its troughs). */
export interface AnalyticSignal {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly interval: number;
  readonly start: number;
  /** The band, Hz. */
  readonly lowest: number;
  readonly highest: number;
}

/** Where in the cycle spikes fall. */
export interface PhaseStatistics {
  /** Of each spike within the signal, radians in (−π, π]; 0 is the peak of the oscillation. */
  readonly phases: Float64Array;
  /** Spikes by phase: [bins] from −π to π. */
  readonly histogram: Float64Array;
  /** Circular mean, radians in (−π, π]; NaN without spikes. */
  readonly mean: number;
  /** Length R of the mean vector (vector strength, phase-locking value), 0 … 1; NaN without spikes. */
  readonly vectorStrength: number;
  /** Pairwise phase consistency: R² without the bias of few spikes; NaN with fewer than two. */
  readonly consistency: number;
  /** Probability of such an R, or a larger one, from phases without preference (Rayleigh's test); NaN without spikes. */
  readonly p: number;
}

export const ABOUT_PHASE: AboutMeasure = {
  title: 'Phase of spikes in the oscillation',
  formula: 'φₖ = arg(x + i·H[x])(tₖ); R e^(iφ̄) = ⟨e^(iφₖ)⟩; PPC = (nR² − 1)/(n − 1); Rayleigh’s p from nR²',
  window:
    'x: mean PN voltage, passed through a second-order Butterworth band of one octave around the peak, forward and backward (no delay); φ = 0 at its peaks, ±180° at its troughs',
  unit: 'degrees; R and PPC have none (0 … 1)',
  source:
    'vector strength: Goldberg & Brown 1969, J. Neurophysiol. 32; PPC: Vinck et al. 2010, NeuroImage 51; p: Zar 1999, Biostatistical Analysis, eq. 27.4',
};
