import type { AboutMeasure } from './aboutMeasure.ts';

/** Power spectral densities of one segment after another. */
export interface Spectrogram {
  /** Middle of each segment, ms on the signal's axis. */
  readonly time: Float64Array;
  /** Hz, from 0 in equal steps. */
  readonly frequency: Float64Array;
  /** [time, frequency], row-major: unit of the signal squared per Hz. */
  readonly power: Float64Array;
}

export const ABOUT_SPECTROGRAM: AboutMeasure = {
  title: 'Spectrogram',
  formula: 'P(t, f) = 2 |Σⱼ wⱼ x(t + jΔt) e^(−2πi f j Δt)|² Δt / Σⱼ wⱼ²',
  window: 'one Hann segment per column, less its line of best fit',
  unit: 'mV²/Hz',
  source: 'the short-time Fourier transform; equal to scipy.signal.spectrogram with detrend = linear',
};
