import type { Recording } from '../recording/recording.ts';
import type { Span } from './spikes.ts';

/** One-sided power spectral density. */
export interface Spectrum {
  /** Hz, from 0 in equal steps. */
  readonly frequency: Float64Array;
  /** Unit of the signal squared per Hz. */
  readonly power: Float64Array;
}

export interface SpectrumOptions {
  /** Welch: length of a segment in samples, half overlapping; all of the signal by default (a plain periodogram). */
  readonly segment?: number;
}

/** Mean V of the population at every recorded row within the span, mV, spaced by recording.rowInterval: the field-potential proxy. */
export declare function meanVoltageSignal(recording: Recording, population: number, span?: Span): Float64Array;

/** Power spectral density of a signal sampled every `interval` ms; each segment loses its line of best fit and gets a Hann window. */
export declare function powerSpectrum(signal: ArrayLike<number>, interval: number, options?: SpectrumOptions): Spectrum;

/** Frequency of the largest power between lowest and highest (Hz), refined by a parabola; undefined where there is no power. */
export declare function peakFrequency(spectrum: Spectrum, lowest: number, highest: number): number | undefined;
