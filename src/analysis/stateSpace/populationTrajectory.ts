import type { AboutMeasure } from '../aboutMeasure.ts';
import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import type { PopulationRange } from '../../model/population.ts';
import { ROUNDING } from '../rounding.ts';
import { rowCount, type SignalRows } from '../signal.ts';
import type { Span } from '../span.ts';
import { binnedCounts, type SpikeTrains } from '../firing/spikeTrains.ts';

/** The path of a population through the directions in which its activity varies most. */
export interface PopulationTrajectory {
  /** Middle of each bin, ms; [bins]. */
  readonly time: Float64Array;
  /** [components, bins], row-major, in the unit of the activity: its deviation from the mean along each component. */
  readonly scores: Float64Array;
  /** [components, channels], row-major: unit vectors, the largest entry of each positive. */
  readonly loadings: Float64Array;
  /** [components]: share of the total variance, 0 … 1, descending. */
  readonly explained: Float64Array;
  /** At most what was asked for: fewer where the activity varies in fewer directions. */
  readonly components: number;
}

export const ABOUT_TRAJECTORY: AboutMeasure = {
  title: 'Population trajectory',
  formula: 'yₖ(t) = Σᵢ wₖᵢ (rᵢ(t) − r̄ᵢ), wₖ: k-th eigenvector of the covariance of the rates r over time',
  window:
    'spikes in bins of 5 ms, smoothed with a Gaussian of σ = 20 ms (cut at 4σ), or mean voltages of the bins; PNs only',
  unit: 'Hz, or mV',
  source:
    'PN trajectories: Mazor & Laurent 2005, Neuron 48; principal components: Jolliffe 2002, Principal Component Analysis',
};

/**
 * Firing rates in Hz, [bins, population.count]: spikes per whole bin, smoothed over time with a Gaussian that is cut at
 * 4σ; beyond either end the rates continue as in a mirror, so that no spike is lost.
 * @throws RangeError when binMs is not positive or sigmaMs negative.
 */
export function smoothedRates(
  trains: SpikeTrains,
  population: PopulationRange,
  span: Span,
  { binMs = 5, sigmaMs = 20 }: { readonly binMs?: number; readonly sigmaMs?: number } = {},
): SignalRows {
  if (!(sigmaMs >= 0)) throw new RangeError(`rates smoothed with σ = ${sigmaMs} ms: expected 0 or more`);
  const counts = binnedCounts(trains, population, span, binMs);
  const bins = rowCount(counts);
  const { channels } = counts;
  const kernel = gaussian(sigmaMs / binMs);
  const values = new Float64Array(counts.values.length);
  const spread = new Float64Array(bins);
  for (let channel = 0; channel < channels; channel++) {
    // From each spike to the bins around it: most bins are empty.
    spread.fill(0);
    for (let bin = 0; bin < bins; bin++) {
      const hertz = (1000 / binMs) * counts.values[bin * channels + channel]!;
      if (hertz > 0) kernel.forEach((weight, shift) => addMirrored(spread, bin, shift, hertz * weight));
    }
    for (let bin = 0; bin < bins; bin++) values[bin * channels + channel] = spread[bin]!;
  }
  return { ...counts, values };
}

/** Weights of shifts 0, 1, …, of a Gaussian of unit sum over both sides; σ in bins. */
function gaussian(sigma: number): Float64Array {
  const radius = Math.floor(4 * sigma + 0.5);
  const weights = Float64Array.from({ length: radius + 1 }, (_, k) =>
    k === 0 ? 1 : Math.exp(-0.5 * (k / sigma) ** 2),
  );
  const sum = weights.reduce((total, weight, k) => total + (k === 0 ? weight : 2 * weight), 0);
  return weights.map((weight) => weight / sum);
}

function addMirrored(values: Float64Array, bin: number, shift: number, amount: number): void {
  const length = values.length;
  const mirror = (k: number): number => {
    const around = ((k % (2 * length)) + 2 * length) % (2 * length);
    return around < length ? around : 2 * length - 1 - around;
  };
  values[mirror(bin + shift)]! += amount;
  if (shift > 0) values[mirror(bin - shift)]! += amount;
}

/** Means of as many whole rows as fit into binMs (one at least); a rest at the end is left out. */
export function binnedRows(rows: SignalRows, binMs: number): SignalRows {
  const { values, channels, interval, start } = rows;
  const block = Math.max(1, Math.floor(binMs / interval + ROUNDING));
  const bins = Math.floor(rowCount(rows) / block);
  const means = new Float64Array(bins * channels);
  for (let row = 0, k = 0; row < bins * block; row++) {
    const at = Math.floor(row / block) * channels;
    for (let channel = 0; channel < channels; channel++, k++) means[at + channel]! += values[k]! / block;
  }
  return { values: means, channels, interval: block * interval, start: start + ((block - 1) / 2) * interval };
}

/** Less of the largest variance than this is rounding. */
const SMALLEST_SHARE = 1e-12;

/** Principal components of the channels over the rows. */
export function populationTrajectory(rows: SignalRows, components = 3): PopulationTrajectory {
  const { channels, interval, start } = rows;
  const T = rowCount(rows);
  const time = Float64Array.from({ length: T }, (_, row) => start + row * interval);
  const centred = centre(rows, T);
  const nothing = { time, scores: new Float64Array(), loadings: new Float64Array(), explained: new Float64Array() };
  if (T < 2 || channels === 0) return { ...nothing, components: 0 };

  const largestValue = Math.max(centred.max(), -centred.min());
  if (!(largestValue > 0)) return { ...nothing, components: 0 };
  // Of very small values the squares would be rounded away. A power of two rounds nothing.
  const scaled = Matrix.div(centred, 2 ** Math.floor(Math.log2(largestValue)));
  // Both products have the same eigenvalues but for zeros: the smaller one is cheaper.
  const isWide = channels > T;
  const product = isWide ? scaled.mmul(scaled.transpose()) : scaled.transpose().mmul(scaled);
  const total = product.trace();
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(product, { assumeSymmetric: true });
  const order = realEigenvalues.map((_, k) => k).sort((a, b) => realEigenvalues[b]! - realEigenvalues[a]!);
  const largest = realEigenvalues[order[0]!]!;
  const kept = order.slice(0, components).filter((k) => realEigenvalues[k]! > SMALLEST_SHARE * largest);

  const loadings = new Matrix(
    kept.map((k) => {
      const vector = eigenvectorMatrix.getColumnVector(k);
      return unitVector((isWide ? scaled.transpose().mmul(vector) : vector).to1DArray());
    }),
  );
  return {
    time,
    scores: Float64Array.from(loadings.mmul(centred.transpose()).to1DArray()),
    loadings: Float64Array.from(loadings.to1DArray()),
    explained: Float64Array.from(kept, (k) => realEigenvalues[k]! / total),
    components: kept.length,
  };
}

function centre({ values, channels }: SignalRows, T: number): Matrix {
  const centred = new Matrix(T, Math.max(1, channels));
  for (let channel = 0; channel < channels; channel++) {
    // Less the first value, so that a channel at rest is exactly 0.
    const first = values[channel]!;
    let sum = 0;
    for (let row = 0; row < T; row++) sum += values[row * channels + channel]! - first;
    for (let row = 0; row < T; row++) {
      centred.set(row, channel, values[row * channels + channel]! - first - sum / T);
    }
  }
  return centred;
}

/** Of length 1, its largest entry (the first of equals) positive: an eigenvector has no sign of its own. */
function unitVector(values: readonly number[]): number[] {
  const length = Math.hypot(...values);
  const largest = values.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return values.map((value) => value / (largest < 0 ? -length : length));
}
