import type { AboutMeasure } from '../aboutMeasure.ts';
import { averagedSpectrum, HIGHEST_HZ, type AveragedSpectrum } from './averagedSpectrum.ts';
import { chiSquaredQuantile } from '../statistics/gammaFunctions.ts';
import { hannWindow } from './segmentTransform.ts';
import type { Signal } from '../signal.ts';
import { refinePeak, segmentHop } from './spectrum.ts';
import { theilSen } from '../statistics/theilSen.ts';
import { findPeaks } from './findPeaks.ts';

/** A spectrum with its peaks and how far each can be trusted. Arrays have the length of `frequency`. */
export interface Rhythm extends AveragedSpectrum {
  /** Effective degrees of freedom ν of the χ² that the estimate at one frequency follows; 2 for one segment. */
  readonly degreesOfFreedom: number;
  /** The true density lies within power · lower … power · upper with 95 % probability. */
  readonly lower: number;
  readonly upper: number;
  /** Median of a spectrum without rhythm, b · f^−exponent, mV²/Hz; NaN at 0 Hz. */
  readonly background: Float64Array;
  readonly exponent: number;
  /** What the largest power of such a spectrum stays below in 95 % of runs, anywhere in the band, mV²/Hz; NaN at 0 Hz. */
  readonly bound: Float64Array;
  /** Local maxima between lowestHz and 100 Hz that rise by SMALLEST_PROMINENCE or more, the strongest first. */
  readonly peaks: readonly RhythmPeak[];
}

export interface RhythmPeak {
  /** Vertex of the parabola through the logarithms of the power there and beside it. */
  readonly hz: number;
  /** mV²/Hz at the frequency nearest to it, with its 95 % interval. */
  readonly power: number;
  readonly lower: number;
  readonly upper: number;
  /** How far it rises above the higher of the lowest points that part it from higher ones, dB. */
  readonly prominence: number;
  /** Whether its power is above `bound`. */
  readonly standsOut: boolean;
}

/** The peak that counts where one is named: the strongest that stands out, else the strongest; undefined where there is none. */
export function strongestPeak({ peaks }: Pick<Rhythm, 'peaks'>): RhythmPeak | undefined {
  return peaks.find(({ standsOut }) => standsOut) ?? peaks[0];
}

/** A harmonic may be so many times as strong as its fundamental, as where each cycle holds a short spike (6 dB). */
const STRONGEST_HARMONIC = 4;
/** Beyond it a multiple is any frequency. */
const HIGHEST_ORDER = 8;

/**
 * The rhythm of which the strongest peak is a multiple: the lowest peak that has at least a quarter of its power and of which it is a
 * harmonic; most often that peak itself. Undefined where there is none.
 */
export function fundamentalPeak(rhythm: Pick<Rhythm, 'peaks' | 'segmentMs'>): RhythmPeak | undefined {
  const strongest = strongestPeak(rhythm);
  if (strongest === undefined) return undefined;
  return rhythm.peaks
    .filter(
      (peak) =>
        STRONGEST_HARMONIC * peak.power >= strongest.power && harmonicOrder(strongest, peak, rhythm) !== undefined,
    )
    .reduce((lowest, peak) => (peak.hz < lowest.hz ? peak : lowest), strongest);
}

/** 2 where the peak lies at twice the fundamental, 3 where at three times; undefined where at no multiple within a bin of the transform. */
export function harmonicOrder(
  { hz }: Pick<RhythmPeak, 'hz'>,
  fundamental: Pick<RhythmPeak, 'hz'>,
  { segmentMs }: Pick<Rhythm, 'segmentMs'>,
): number | undefined {
  const order = Math.round(hz / fundamental.hz);
  const isMultiple = Math.abs(hz - order * fundamental.hz) <= 1000 / segmentMs;
  return order >= 2 && order <= HIGHEST_ORDER && isMultiple ? order : undefined;
}

/** dB: a peak is twice the power of what surrounds it. */
export const SMALLEST_PROMINENCE = 3;

export const ABOUT_RHYTHM: AboutMeasure = {
  title: 'Power spectrum',
  formula:
    'P(f) = ⟨2 |Σⱼ wⱼ xⱼ e^(−2πi f j Δt)|² Δt / Σⱼ wⱼ²⟩ over segments; 95 %: νP/χ²(0.975, ν) … νP/χ²(0.025, ν); background b·f^−a by Theil–Sen',
  window:
    'Hann segments of about 500 ms, half overlapping, each less its line of best fit; peaks rise by 3 dB or more between the lowest frequency and 100 Hz and stand out above the background’s 95 % bound over the whole band',
  unit: 'mV²/Hz',
  source:
    'Welch 1967, IEEE Trans. Audio Electroacoust. 15; degrees of freedom: Percival & Walden 1993, Spectral Analysis for Physical Applications, eq. 292b; Theil–Sen: Sen 1968, J. Am. Stat. Assoc. 63',
};

/** mV²: less than this in the band is the rounding of float32 voltages. */
const ROUNDING_POWER = 1e-10;

/**
 * Spectrum, peaks and confidence of a mean voltage (mV). The estimate at one frequency is taken to follow
 * power · χ²(ν)/ν, and the spectrum without a rhythm to be a power law, fitted to the logarithms by Theil–Sen, which a
 * few peaks do not move. What stands out is above that law's quantile 0.95^(1/M), M resolvable frequencies in the band.
 * @throws RangeError when the signal is shorter than four samples or its interval not positive.
 */
export function measureRhythm({ samples, interval }: Signal): Rhythm {
  const spectrum = averagedSpectrum(samples, interval);
  const { frequency, power, segments, segmentMs, lowestHz, resolutionHz } = spectrum;
  const nu = welchDegreesOfFreedom(Math.round(segmentMs / interval), segments);
  const median = chiSquaredQuantile(0.5, nu);
  const bands = Math.max(1, (HIGHEST_HZ - lowestHz) / resolutionHz);
  const outstanding = chiSquaredQuantile(0.95 ** (1 / bands), nu) / median;
  const lower = nu / chiSquaredQuantile(0.975, nu);
  const upper = nu / chiSquaredQuantile(0.025, nu);

  const first = frequency.filter((hz) => hz < lowestHz).length;
  const band = power.slice(first);
  const isResolved =
    band.every((density) => density > 0) &&
    band.reduce((sum, density) => sum + density, 0) * frequency[1]! > ROUNDING_POWER;
  const law = isResolved
    ? theilSen(frequency.slice(first).map(Math.log), band.map(Math.log))
    : { slope: NaN, intercept: NaN };
  const background = frequency.map((hz) => (hz > 0 ? Math.exp(law.intercept + law.slope * Math.log(hz)) : NaN));
  const bound = background.map((density) => density * outstanding);
  const peaks = !isResolved
    ? []
    : findPeaks(
        band.map((density) => 10 * Math.log10(density)),
        SMALLEST_PROMINENCE,
      ).map(({ index, prominence }) => {
        const bin = first + index;
        const density = power[bin]!;
        return {
          hz: refinePeak(spectrum, bin),
          power: density,
          lower: density * lower,
          upper: density * upper,
          prominence,
          standsOut: density > bound[bin]!,
        };
      });
  return {
    ...spectrum,
    degreesOfFreedom: nu,
    lower,
    upper,
    background,
    exponent: -law.slope,
    bound,
    peaks: peaks.sort((a, b) => b.power - a.power),
  };
}

/**
 * ν = 2K / (1 + 2 Σ_{m=1}^{K−1} (1 − m/K) ρ_m) of the mean of K Hann segments that overlap by half, ρ_m the squared
 * correlation of the windows of segments m apart (Percival & Walden 1993, eq. 292b; Welch 1967).
 */
export function welchDegreesOfFreedom(segment: number, segments: number): number {
  const window = hannWindow(segment);
  const hop = segmentHop(segment);
  const product = (shift: number): number => {
    let sum = 0;
    for (let j = shift; j < segment; j++) sum += window[j]! * window[j - shift]!;
    return sum;
  };
  const all = product(0);
  let spread = 1;
  for (let m = 1; m < segments && m * hop < segment; m++) {
    spread += 2 * (1 - m / segments) * (product(m * hop) / all) ** 2;
  }
  return (2 * segments) / spread;
}
