import type { AboutMeasure } from '../aboutMeasure.ts';
import { ROUNDING } from '../rounding.ts';
import { nearestSample, type Signal } from '../signal.ts';

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
  source: 'Dayan & Abbott 2001, Theoretical Neuroscience, chapter 1',
};

/**
 * @param times Of the spikes, ms.
 * @throws RangeError when the window is negative.
 */
export function spikeTriggeredAverage(
  signal: Signal,
  times: Float64Array,
  { beforeMs, afterMs }: { readonly beforeMs: number; readonly afterMs: number },
): SpikeTriggeredAverage {
  if (!(beforeMs >= 0 && afterMs >= 0)) {
    throw new RangeError(`an average from ${beforeMs} ms before to ${afterMs} ms after a spike: expected 0 or more`);
  }
  const { samples, interval } = signal;
  const before = Math.floor(beforeMs / interval + ROUNDING);
  const after = Math.floor(afterMs / interval + ROUNDING);
  const centres = [...times]
    .map((time) => nearestSample(signal, time))
    .filter((centre) => centre - before >= 0 && centre + after < samples.length);
  const spikes = centres.length;
  const lags = Array.from({ length: before + after + 1 }, (_, k) => k - before);
  const mean = Float64Array.from(lags, (lag) => centres.reduce((sum, at) => sum + samples[at + lag]!, 0) / spikes);
  const standardError = Float64Array.from(lags, (lag, k) => {
    const squares = centres.reduce((sum, at) => sum + (samples[at + lag]! - mean[k]!) ** 2, 0);
    return spikes > 1 ? Math.sqrt(squares / (spikes * (spikes - 1))) : NaN;
  });
  return { lag: Float64Array.from(lags, (lag) => lag * interval), mean, standardError, spikes };
}
