import type { Recording } from '../recording/recording.ts';
import { fourierTransform } from './fourier.ts';
import { recordedSpan } from './spikes.ts';
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

/**
 * Mean V of a population (index into recording.populations) at every recorded row within the span, mV, spaced by
 * recording.rowInterval: of the PNs, the field-potential proxy.
 */
export function meanVoltageSignal(recording: Recording, population: number, span?: Span): Float64Array {
  const { from, to } = recordedSpan(recording, span);
  const firstRow = Math.ceil(from / recording.rowInterval - 1e-6);
  const endRow = Math.min(recording.endRow, Math.ceil(to / recording.rowInterval - 1e-6));
  return Float64Array.from({ length: Math.max(0, endRow - firstRow) }, (_, k) =>
    recording.meanVoltage(population, firstRow + k),
  );
}

/**
 * Power spectral density of a signal sampled every `interval` ms by Welch's method (IEEE Transactions on Audio and
 * Electroacoustics 15, 1967): each segment loses its line of best fit, gets a Hann window and is padded with zeros to
 * the next power of two; the densities of all segments are averaged.
 * @throws RangeError when the signal is shorter than four samples or than a segment, or the interval is not positive.
 */
export function powerSpectrum(
  signal: ArrayLike<number>,
  interval: number,
  { segment = signal.length }: SpectrumOptions = {},
): Spectrum {
  if (!(interval > 0)) throw new RangeError(`a spectrum of samples every ${interval} ms: expected more than 0`);
  if (!(Number.isInteger(segment) && segment >= 4 && segment <= signal.length)) {
    throw new RangeError(
      `a spectrum of ${signal.length} samples in segments of ${segment}: expected 4 … ${signal.length}`,
    );
  }
  const sampleRate = 1000 / interval;
  const N = 2 ** Math.ceil(Math.log2(segment));
  const window = Float64Array.from({ length: segment }, (_, j) => 0.5 - 0.5 * Math.cos((2 * Math.PI * j) / segment));
  const windowPower = window.reduce((sum, weight) => sum + weight * weight, 0);
  const power = new Float64Array(N / 2 + 1);
  const hop = Math.max(1, Math.floor(segment / 2));
  const segments = Math.floor((signal.length - segment) / hop) + 1;
  const re = new Float64Array(N);
  const im = new Float64Array(N);
  for (let s = 0; s < segments; s++) {
    re.fill(0);
    im.fill(0);
    detrend(signal, s * hop, segment, re);
    for (let j = 0; j < segment; j++) re[j]! *= window[j]!;
    fourierTransform(re, im);
    for (let k = 0; k <= N / 2; k++) {
      const sides = k === 0 || k === N / 2 ? 1 : 2;
      power[k]! += (sides * (re[k]! ** 2 + im[k]! ** 2)) / (sampleRate * windowPower * segments);
    }
  }
  return { frequency: Float64Array.from(power, (_, k) => (k * sampleRate) / N), power };
}

/**
 * Frequency of the largest power between lowest and highest (Hz), refined by the parabola through the logarithms of the
 * power there and beside it; undefined where there is no power.
 */
export function peakFrequency({ frequency, power }: Spectrum, lowest: number, highest: number): number | undefined {
  let peak = -1;
  for (let k = 0; k < power.length; k++) {
    if (frequency[k]! < lowest || frequency[k]! > highest || !(power[k]! > 0)) continue;
    if (peak < 0 || power[k]! > power[peak]!) peak = k;
  }
  if (peak < 0) return undefined;
  const [below, at, above] = [power[peak - 1] ?? 0, power[peak]!, power[peak + 1] ?? 0];
  // At the edge of the band the power may still be rising: there is no vertex to find.
  if (!(below > 0 && above > 0 && at >= below && at >= above)) return frequency[peak]!;
  const [a, b, c] = [Math.log(below), Math.log(at), Math.log(above)];
  const curvature = a - 2 * b + c;
  const shift = curvature < 0 ? (a - c) / (2 * curvature) : 0;
  return frequency[peak]! + shift * frequency[1]!;
}

/** Writes `length` samples from `start` on, less their line of best fit, to the beginning of `into`. */
function detrend(signal: ArrayLike<number>, start: number, length: number, into: Float64Array): void {
  const middle = (length - 1) / 2;
  let sum = 0;
  let moment = 0;
  for (let j = 0; j < length; j++) {
    sum += signal[start + j]!;
    moment += (j - middle) * signal[start + j]!;
  }
  const mean = sum / length;
  const slope = moment / ((length * (length * length - 1)) / 12);
  for (let j = 0; j < length; j++) into[j] = signal[start + j]! - mean - slope * (j - middle);
}
