import type { Recording } from '../../recording/recording.ts';
import { ROW_ROUNDING } from '../rounding.ts';
import { SegmentTransform } from './segmentTransform.ts';
import { recordedSpan } from '../firing/spikes.ts';
import type { Span } from '../firing/spikes.ts';

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
 * recording.rowInterval: of the PNs, the field-potential proxy. Taken from V of the neurons; of rows whose V was dropped,
 * from the means that the recording keeps in float32, whose rounding moves the weakest parts of a spectrum by 3e-6.
 */
export function meanVoltageSignal(recording: Recording, population: number, span?: Span): Float64Array {
  const { from, to } = recordedSpan(recording, span);
  const firstRow = Math.ceil(from / recording.rowInterval - ROW_ROUNDING);
  const endRow = Math.min(recording.endRow, Math.ceil(to / recording.rowInterval - ROW_ROUNDING));
  const { first, count } = recording.populations[population]!;
  return Float64Array.from({ length: Math.max(0, endRow - firstRow) }, (_, k) => {
    const row = recording.voltageRow(firstRow + k);
    if (row === undefined) return recording.meanVoltage(population, firstRow + k);
    let sum = 0;
    for (let neuron = first; neuron < first + count; neuron++) sum += row[neuron]!;
    return sum / count;
  });
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
  const transform = new SegmentTransform(segment);
  const power = new Float64Array(transform.bins);
  const hop = segmentHop(segment);
  const segments = Math.floor((signal.length - segment) / hop) + 1;
  for (let s = 0; s < segments; s++) transform.addPower(signal, s * hop, sampleRate, power, 0, 1 / segments);
  return { frequency: binFrequencies(transform, sampleRate), power };
}

/** Segments overlap by half: a new one begins every so many samples. */
export function segmentHop(segment: number): number {
  return Math.max(1, Math.floor(segment / 2));
}

/** Hz of each bin. */
export function binFrequencies({ bins, size }: SegmentTransform, sampleRate: number): Float64Array {
  return Float64Array.from({ length: bins }, (_, k) => (k * sampleRate) / size);
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
  return peak < 0 ? undefined : refinePeak({ frequency, power }, peak);
}

/** Hz of the vertex of the parabola through the logarithms of the power at bin `peak` and beside it. */
export function refinePeak({ frequency, power }: Spectrum, peak: number): number {
  const [below, at, above] = [power[peak - 1] ?? 0, power[peak]!, power[peak + 1] ?? 0];
  // At the edge of the band the power may still be rising: there is no vertex to find.
  if (!(below > 0 && above > 0 && at >= below && at >= above)) return frequency[peak]!;
  const [a, b, c] = [Math.log(below), Math.log(at), Math.log(above)];
  const curvature = a - 2 * b + c;
  const shift = curvature < 0 ? (a - c) / (2 * curvature) : 0;
  return frequency[peak]! + shift * frequency[1]!;
}
