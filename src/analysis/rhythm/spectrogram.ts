import type { AboutMeasure } from '../aboutMeasure.ts';
import { SegmentTransform } from './segmentTransform.ts';
import type { Signal } from '../signal.ts';
import { binFrequencies } from './spectrum.ts';

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

/**
 * Densities of segments of segmentMs that begin every hopMs, as many as fit; both are rounded to whole samples.
 * @throws RangeError when a segment is shorter than four samples or the hop shorter than one.
 */
export function spectrogram(
  { samples, interval, start }: Signal,
  { segmentMs, hopMs }: { readonly segmentMs: number; readonly hopMs: number },
): Spectrogram {
  const segment = Math.round(segmentMs / interval);
  const hop = Math.round(hopMs / interval);
  if (!(hop >= 1))
    throw new RangeError(`a spectrogram with a column every ${hopMs} ms: expected at least ${interval} ms`);
  const transform = new SegmentTransform(segment);
  const columns = Math.max(0, Math.floor((samples.length - segment) / hop) + 1);
  const power = new Float64Array(columns * transform.bins);
  for (let column = 0; column < columns; column++) {
    transform.addPower(samples, column * hop, 1000 / interval, power, column * transform.bins);
  }
  return {
    time: Float64Array.from({ length: columns }, (_, column) => start + (column * hop + segment / 2) * interval),
    frequency: binFrequencies(transform, 1000 / interval),
    power,
  };
}
