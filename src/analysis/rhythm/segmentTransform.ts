import FFT from 'fft.js';

/**
 * The Fourier transform of one segment of a signal after another: each loses its line of best fit, gets a Hann window and
 * is padded with zeros to the next power of two, or further, which interpolates between the frequencies.
 */
export class SegmentTransform {
  /** Samples. */
  readonly segment: number;
  /** Length of the transform: the power of two at or above `padding` segments. */
  readonly size: number;
  /** Frequencies 0 … half the sample rate. */
  readonly bins: number;
  /** Σ w² */
  readonly windowPower: number;
  private readonly window: Float64Array;
  private readonly fft: FFT;
  private readonly padded: Float64Array;
  private readonly spectrum: Float64Array;

  /** @throws RangeError when a segment has fewer than four samples. */
  constructor(segment: number, padding = 1) {
    if (!(Number.isInteger(segment) && segment >= 4)) {
      throw new RangeError(`a transform of segments of ${segment} samples: expected a whole number from 4 on`);
    }
    this.segment = segment;
    this.size = 2 ** Math.ceil(Math.log2(padding * segment));
    this.bins = this.size / 2 + 1;
    this.window = hannWindow(segment);
    this.windowPower = this.window.reduce((sum, weight) => sum + weight * weight, 0);
    this.fft = new FFT(this.size);
    this.padded = new Float64Array(this.size);
    this.spectrum = new Float64Array(2 * this.size);
  }

  /** re, im of bin 0, of bin 1, …: [2 · bins] count, the rest means nothing. Overwritten by the next call. */
  transform(signal: ArrayLike<number>, start: number): Float64Array {
    writeDetrended(signal, start, this.segment, this.padded);
    for (let j = 0; j < this.segment; j++) this.padded[j]! *= this.window[j]!;
    this.fft.realTransform(this.spectrum, this.padded);
    return this.spectrum;
  }

  /** Adds the one-sided density of a segment, times `weight`, to power[at …]; unit of the signal squared per Hz. */
  addPower(
    signal: ArrayLike<number>,
    start: number,
    sampleRate: number,
    power: Float64Array,
    at = 0,
    weight = 1,
  ): void {
    const spectrum = this.transform(signal, start);
    const scale = weight / (sampleRate * this.windowPower);
    for (let k = 0; k < this.bins; k++) {
      const sides = k === 0 || k === this.bins - 1 ? 1 : 2;
      power[at + k]! += sides * scale * (spectrum[2 * k]! ** 2 + spectrum[2 * k + 1]! ** 2);
    }
  }
}

/** Periodic (its period is the segment, as spectra want it), not symmetric. */
export function hannWindow(length: number): Float64Array {
  return Float64Array.from({ length }, (_, j) => 0.5 - 0.5 * Math.cos((2 * Math.PI * j) / length));
}

/** Writes `length` samples from `start` on, less their line of best fit, to the beginning of `into`. */
function writeDetrended(signal: ArrayLike<number>, start: number, length: number, into: Float64Array): void {
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
