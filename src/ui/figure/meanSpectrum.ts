import type { Span } from '../../analysis/span.ts';
import { averagedSpectrum, HIGHEST_HZ, LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../../analysis/averagedSpectrum.ts';
import type { AveragedSpectrum } from '../../analysis/averagedSpectrum.ts';
import { meanVoltageSignal, peakFrequency } from '../../analysis/spectrum.ts';
import type { Spectrum } from '../../analysis/spectrum.ts';
import type { Recording } from '../../recording/recording.ts';
import { formatNumber } from '../format.ts';

/** Power spectral density of a population's mean V in mV²/Hz over 0 … 100 Hz, and how far its peak can be trusted. */
export interface MeanSpectrum extends AveragedSpectrum {
  /** Undefined where there is no power, as in a silent network. */
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

/** ms: rows are averaged up to here, a quarter of the work for 0.5 % of the power at 100 Hz. */
const SAMPLE = 0.4;

/** Spectrum of population p's mean V over what has been recorded of the span. */
export function meanSpectrum(recording: Recording, population: number, span: Span): MeanSpectrum | NoSpectrum {
  const { rowInterval } = recording;
  const rows = meanVoltageSignal(recording, population, span);
  const ms = formatNumber(rows.length * rowInterval);
  const problem =
    rows.length * rowInterval < SHORTEST_SIGNAL - 1e-6
      ? `A spectrum needs at least ${SHORTEST_SIGNAL} ms; ${ms} ms of this range have been recorded.`
      : rowInterval > LONGEST_INTERVAL
        ? `A spectrum up to ${HIGHEST_HZ} Hz needs V every ${LONGEST_INTERVAL} ms; it was kept every ${formatNumber(rowInterval)} ms.`
        : !rows.every(Number.isFinite)
          ? 'The mean voltage is not a number in all of this range.'
          : undefined;
  if (problem) return { problem };

  const block = Math.max(1, Math.floor(SAMPLE / rowInterval + 1e-6));
  const interval = block * rowInterval;
  const signal = blockMeans(rows, block);
  const spectrum = averagedSpectrum(signal, interval);
  const { lowestHz, resolutionHz } = spectrum;
  const hz = peakFrequency(spectrum, lowestHz, HIGHEST_HZ);
  if (hz === undefined) return spectrum;
  const near = powerWithin(spectrum, Math.max(lowestHz, hz - resolutionHz), hz + resolutionHz);
  return { ...spectrum, peak: { hz, share: near / powerWithin(spectrum, lowestHz, HIGHEST_HZ) } };
}

/** Means of as many samples each; a rest at the end is left out. */
function blockMeans(samples: Float64Array, block: number): Float64Array {
  const means = new Float64Array(Math.floor(samples.length / block));
  for (let k = 0; k < means.length * block; k++) means[Math.floor(k / block)]! += samples[k]! / block;
  return means;
}

function powerWithin({ frequency, power }: Spectrum, lowest: number, highest: number): number {
  return power.reduce((sum, value, k) => (frequency[k]! >= lowest && frequency[k]! <= highest ? sum + value : sum), 0);
}
