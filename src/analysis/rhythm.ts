import type { AboutMeasure } from './aboutMeasure.ts';
import type { AveragedSpectrum } from './averagedSpectrum.ts';

/** A spectrum with its peaks and how far each can be trusted. Arrays have the length of `frequency`. */
export interface Rhythm extends AveragedSpectrum {
  /** Effective degrees of freedom ν of the χ² that the estimate at one frequency follows; 2 for one segment. */
  readonly degreesOfFreedom: number;
  /** The true density lies within power · lower … power · upper with 95 % probability. */
  readonly lower: number;
  readonly upper: number;
  /** Median of a spectrum without rhythm, b · f^−exponent, mV²/Hz; NaN at 0 Hz. */
  readonly background: Float64Array;
  readonly exponent: number;
  /** What the largest power of such a spectrum stays below in 95 % of runs, anywhere in the band, mV²/Hz; NaN at 0 Hz. */
  readonly bound: Float64Array;
  /** Local maxima between lowestHz and 100 Hz that rise by SMALLEST_PROMINENCE or more, the strongest first. */
  readonly peaks: readonly RhythmPeak[];
}

export interface RhythmPeak {
  /** Vertex of the parabola through the logarithms of the power there and beside it. */
  readonly hz: number;
  /** mV²/Hz at the frequency nearest to it, with its 95 % interval. */
  readonly power: number;
  readonly lower: number;
  readonly upper: number;
  /** How far it rises above the higher of the lowest points that part it from higher ones, dB. */
  readonly prominence: number;
  /** Whether its power is above `bound`. */
  readonly standsOut: boolean;
}

/** dB: a peak is twice the power of what surrounds it. */
export const SMALLEST_PROMINENCE = 3;

export const ABOUT_RHYTHM: AboutMeasure = {
  title: 'Power spectrum',
  formula:
    'P(f) = ⟨2 |Σⱼ wⱼ xⱼ e^(−2πi f j Δt)|² Δt / Σⱼ wⱼ²⟩ over segments; 95 %: νP/χ²(0.975, ν) … νP/χ²(0.025, ν); background b·f^−a by Theil–Sen',
  window:
    'Hann segments of about 500 ms, half overlapping, each less its line of best fit; peaks rise by 3 dB or more between the lowest frequency and 100 Hz and stand out above the background’s 95 % bound over the whole band',
  unit: 'mV²/Hz',
  source:
    'Welch 1967, IEEE Trans. Audio Electroacoust. 15; degrees of freedom: Percival & Walden 1993, Spectral Analysis for Physical Applications, section 6.17; Theil–Sen: Sen 1968, J. Am. Stat. Assoc. 63',
};
