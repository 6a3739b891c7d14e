import type { Span } from '../../analysis/span.ts';
import { HIGHEST_HZ, LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../../analysis/rhythm/averagedSpectrum.ts';
import type { AveragedSpectrum } from '../../analysis/rhythm/averagedSpectrum.ts';
import { meanVoltageOf } from '../../analysis/measureInput.ts';
import { measureRhythm, strongestPeak } from '../../analysis/rhythm/rhythm.ts';
import type { Signal } from '../../analysis/signal.ts';
import type { Spectrum } from '../../analysis/rhythm/spectrum.ts';
import type { Recording } from '../../recording/recording.ts';
import { formatNumber } from '../format.ts';

/** Power spectral density of a population's mean V in mV²/Hz over 0 … 100 Hz, and how far its peak can be trusted. */
export interface MeanSpectrum extends AveragedSpectrum {
  /** `strongestPeak` of the spectrum; undefined where there is none, as in a silent network. */
  readonly peak?: {
    readonly hz: number;
    /** Of the power from lowestHz on, how much lies within resolutionHz of the peak: near 1 for a clean rhythm. */
    readonly share: number;
  };
}

/** Why there is no spectrum, in one sentence. */
export interface NoSpectrum {
  readonly problem: string;
}

/** Spectrum of population p's mean V over what has been recorded of the span. */
export function meanSpectrum(recording: Recording, population: number, span: Span): MeanSpectrum | NoSpectrum {
  const signal = meanVoltageOf(recording, population, span);
  const problem = whyNoSpectrum(signal);
  if (problem) return { problem };
  const spectrum = measureRhythm(signal);
  const { lowestHz, resolutionHz } = spectrum;
  const hz = strongestPeak(spectrum)?.hz;
  if (hz === undefined) return spectrum;
  const near = powerWithin(spectrum, Math.max(lowestHz, hz - resolutionHz), hz + resolutionHz);
  return { ...spectrum, peak: { hz, share: near / powerWithin(spectrum, lowestHz, HIGHEST_HZ) } };
}

/** Why there is no spectrum of a mean voltage, in one sentence; undefined where there is one. */
export function whyNoSpectrum({ samples, interval }: Signal): string | undefined {
  const length = samples.length * interval;
  if (length < SHORTEST_SIGNAL - 1e-6) {
    const ms = formatNumber(length);
    return `A spectrum needs at least ${SHORTEST_SIGNAL} ms; ${ms} ms of this range have been recorded.`;
  }
  if (interval > LONGEST_INTERVAL) {
    const kept = formatNumber(interval);
    return `A spectrum up to ${HIGHEST_HZ} Hz needs V every ${LONGEST_INTERVAL} ms; it was kept every ${kept} ms.`;
  }
  return samples.every(Number.isFinite) ? undefined : 'The mean voltage is not a number in all of this range.';
}

function powerWithin({ frequency, power }: Spectrum, lowest: number, highest: number): number {
  return power.reduce((sum, value, k) => (frequency[k]! >= lowest && frequency[k]! <= highest ? sum + value : sum), 0);
}
