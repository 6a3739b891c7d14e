import type { AboutMeasure } from '../aboutMeasure.ts';
import FFT from 'fft.js';
import { bandPassForwardBackward, type Band } from './butterworthBand.ts';
import { ROW_ROUNDING } from '../rounding.ts';
import type { Signal } from '../signal.ts';

/** Band-passed signal as a rotating pointer: re is the filtered signal, its angle the phase (0 at its peaks, ±π at its troughs). */
export interface AnalyticSignal {
  readonly re: Float64Array;
  readonly im: Float64Array;
  readonly interval: number;
  readonly start: number;
  /** The band, Hz. */
  readonly lowest: number;
  readonly highest: number;
}

/** Where in the cycle spikes fall. */
export interface PhaseStatistics {
  /** Of each spike within the signal, radians in (−π, π]; 0 is the peak of the oscillation. */
  readonly phases: Float64Array;
  /** Spikes by phase: [bins] from −π to π. */
  readonly histogram: Float64Array;
  /** Circular mean, radians in (−π, π]; NaN without spikes. */
  readonly mean: number;
  /** Length R of the mean vector (vector strength, phase-locking value), 0 … 1; NaN without spikes. */
  readonly vectorStrength: number;
  /** Pairwise phase consistency: R² without the bias of few spikes; NaN with fewer than two. */
  readonly consistency: number;
  /** Probability of such an R, or a larger one, from phases without preference (Rayleigh's test); NaN without spikes. */
  readonly p: number;
}

export const ABOUT_PHASE: AboutMeasure = {
  title: 'Phase of spikes in the oscillation',
  formula:
    'φₖ = arg(x + i·H[x])(tₖ); R e^(iφ̄) = ⟨e^(iφₖ)⟩; PPC = (nR² − 1)/(n − 1); p = exp(√(1 + 4n + 4n²(1 − R²)) − 1 − 2n)',
  window:
    'x: mean PN voltage, passed through a second-order Butterworth band of one octave around the rhythm’s frequency (where the strongest peak is a harmonic, that of its fundamental), forward and backward (no delay); φ = 0 at its peaks, ±180° at its troughs. PN spikes are part of that mean: their phase says less than the LNs’',
  unit: 'degrees; R and PPC have none (0 … 1)',
  source:
    'vector strength: Goldberg & Brown 1969, J. Neurophysiol. 32; PPC: Vinck et al. 2010, NeuroImage 51; p: Zar 1999, Biostatistical Analysis, p. 617',
};

/** The band of one octave with this frequency in its (geometric) middle. */
export function octaveAround(hz: number): Band {
  return { lowest: hz / Math.SQRT2, highest: hz * Math.SQRT2 };
}

/**
 * The signal within the band and its Hilbert transform. Both ends are first continued by two periods of the lowest
 * frequency, mirrored through the end point, so that neither the filter nor the transform sees a step there (within two
 * periods of an end, phases are less certain all the same); the transform is
 * that of the continued signal, padded with zeros to the next power of two.
 * @throws RangeError when the signal is shorter than two samples or the band not within 0 … half the sample rate.
 */
export function analyticBand({ samples, interval, start }: Signal, band: Band): AnalyticSignal {
  const length = samples.length;
  if (length < 2) throw new RangeError(`the phase of a signal of ${length} samples: expected at least 2`);
  const margin = Math.min(length - 1, Math.round(2000 / (band.lowest * interval)));
  const extended = new Float64Array(length + 2 * margin);
  extended.set(samples, margin);
  for (let k = 1; k <= margin; k++) {
    extended[margin - k] = 2 * samples[0]! - samples[k]!;
    extended[margin + length - 1 + k] = 2 * samples[length - 1]! - samples[length - 1 - k]!;
  }
  const passed = bandPassForwardBackward(extended, 1000 / interval, band);
  const im = hilbertTransform(passed);
  return {
    re: passed.slice(margin, margin + length),
    im: im.slice(margin, margin + length),
    interval,
    start,
    lowest: band.lowest,
    highest: band.highest,
  };
}

/** H[x] by the Fourier transform: negative frequencies removed, positive ones doubled. */
function hilbertTransform(signal: Float64Array): Float64Array {
  const size = 2 ** Math.ceil(Math.log2(Math.max(2, signal.length)));
  const fft = new FFT(size);
  const padded = new Float64Array(2 * size);
  signal.forEach((value, k) => (padded[2 * k] = value));
  const spectrum = new Float64Array(2 * size);
  fft.transform(spectrum, padded);
  // Bins 0 and size / 2 stay as they are.
  for (let k = 2; k < size; k++) spectrum[k]! *= 2;
  spectrum.fill(0, size + 2);
  fft.inverseTransform(padded, spectrum);
  return Float64Array.from(signal, (_, k) => padded[2 * k + 1]!);
}

/** Bins of 15° by default; spikes before the first or after the last sample have no phase. */
export function spikePhases(
  { time }: { readonly time: Float64Array },
  { re, im, interval, start }: AnalyticSignal,
  bins = 24,
): PhaseStatistics {
  const phases: number[] = [];
  for (const t of time) {
    const position = (t - start) / interval;
    // A spike at the last sample may lie beyond it by rounding.
    if (!(position >= -ROW_ROUNDING && position <= re.length - 1 + ROW_ROUNDING)) continue;
    const below = Math.max(0, Math.min(Math.floor(position), re.length - 2));
    const share = position - below;
    // The pointer is interpolated, not its angle, which jumps at ±π.
    const x = re[below]! + share * (re[below + 1]! - re[below]!);
    const y = im[below]! + share * (im[below + 1]! - im[below]!);
    phases.push(Math.atan2(y, x));
  }
  return phaseStatistics(Float64Array.from(phases), bins);
}

/** Of phases in radians. */
export function phaseStatistics(phases: Float64Array, bins: number): PhaseStatistics {
  const n = phases.length;
  const histogram = new Float64Array(bins);
  let [x, y] = [0, 0];
  for (const phase of phases) {
    histogram[Math.min(bins - 1, Math.floor(((phase + Math.PI) / (2 * Math.PI)) * bins))]!++;
    x += Math.cos(phase);
    y += Math.sin(phase);
  }
  // nR; rounding may bring it above n.
  const resultant = Math.min(n, Math.hypot(x, y));
  return {
    phases,
    histogram,
    mean: n > 0 ? Math.atan2(y, x) : NaN,
    vectorStrength: resultant / n,
    consistency: n > 1 ? (resultant ** 2 / n - 1) / (n - 1) : NaN,
    p: n > 0 ? Math.min(1, Math.exp(Math.sqrt(1 + 4 * n + 4 * (n * n - resultant ** 2)) - (1 + 2 * n))) : NaN,
  };
}

/** How long the second mean phase follows the first within a cycle of `hz`, ms in −½ … ½ cycle; NaN where one has no phase. */
export function phaseLag(first: { readonly mean: number }, second: { readonly mean: number }, hz: number): number {
  const cycles = (second.mean - first.mean) / (2 * Math.PI);
  return ((cycles - Math.round(cycles)) * 1000) / hz;
}
