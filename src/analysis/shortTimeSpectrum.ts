import FFT from 'fft.js';

/** Zeros that are added to a segment make the steps of frequency this many times finer than its length does. */
const PADDING = 4;

/**
 * Power spectral densities of segments of a signal, one after the other, as a spectrogram's columns: each segment loses its line of best
 * fit and gets a Hann window, as in `powerSpectrum`, with its zeros added so that peaks are smooth. Keeps its plan and scratch between calls.
 */
export class ShortTimeSpectrum {
  /** Samples of a segment. */
  readonly segment: number;
  /** Hz, from 0 in equal steps to `highestHz` or half the rate of the samples. */
  readonly frequency: Float64Array;
  private readonly transform: FFT;
  private readonly window: Float64Array;
  private readonly scratch: Float64Array;
  private readonly result: Float64Array;
  private readonly density: number;

  /**
   * @param interval ms from sample to sample
   * @throws RangeError when the window holds fewer than four samples
   */
  constructor(interval: number, windowMs: number, highestHz: number) {
    const segment = Math.round(windowMs / interval);
    if (!(segment >= 4)) {
      throw new RangeError(`spectra of ${windowMs} ms of samples every ${interval} ms: expected at least 4 samples`);
    }
    const size = 2 ** Math.ceil(Math.log2(PADDING * segment));
    const step = 1000 / interval / size;
    this.segment = segment;
    this.frequency = Float64Array.from(
      { length: Math.min(size / 2, Math.floor(highestHz / step + 1e-9)) + 1 },
      (_, k) => k * step,
    );
    this.transform = new FFT(size);
    this.window = Float64Array.from({ length: segment }, (_, j) => 0.5 - 0.5 * Math.cos((2 * Math.PI * j) / segment));
    const windowPower = this.window.reduce((sum, weight) => sum + weight * weight, 0);
    this.density = interval / 1000 / windowPower;
    this.scratch = new Float64Array(size);
    this.result = new Float64Array(2 * size);
  }

  /** Adds the density of the segment from sample `start` on, in the signal's unit squared per Hz, to `into` [frequency]. */
  add(signal: ArrayLike<number>, start: number, into: Float32Array | Float64Array): void {
    const { segment, window, scratch, result, density } = this;
    const middle = (segment - 1) / 2;
    let sum = 0;
    let moment = 0;
    for (let j = 0; j < segment; j++) {
      sum += signal[start + j]!;
      moment += (j - middle) * signal[start + j]!;
    }
    const mean = sum / segment;
    const slope = moment / ((segment * (segment * segment - 1)) / 12);
    for (let j = 0; j < segment; j++) scratch[j] = (signal[start + j]! - mean - slope * (j - middle)) * window[j]!;
    this.transform.realTransform(result, scratch);
    const half = this.scratch.length / 2;
    for (let k = 0; k < into.length; k++) {
      const sides = k === 0 || k === half ? 1 : 2;
      into[k]! += sides * (result[2 * k]! ** 2 + result[2 * k + 1]! ** 2) * density;
    }
  }
}
