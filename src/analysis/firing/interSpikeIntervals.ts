import type { AboutMeasure } from '../aboutMeasure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { ROUNDING } from '../rounding.ts';
import type { Span } from '../span.ts';
import { timesByNeuron, type SpikeTrains } from './spikeTrains.ts';

/** Intervals between successive spikes of the same neuron, of one neuron or pooled over several. */
export interface IntervalStatistics {
  /** ms, neuron by neuron, each in the order of time. */
  readonly intervals: Float64Array;
  /** ms; NaN without intervals. */
  readonly mean: number;
  /** By neuron, [count]: standard deviation (of the population, ÷ N) over mean of its intervals; NaN with fewer than two. */
  readonly cv: Float64Array;
  /** By neuron, [count]: local variation of successive intervals; NaN with fewer than two. */
  readonly cv2: Float64Array;
  /** Means over the neurons that have one; NaN where none has. */
  readonly meanCv: number;
  readonly meanCv2: number;
}

/** Bin b counts what lies in edges[b] ≤ x < edges[b + 1]. */
export interface Histogram {
  /** [bins + 1] */
  readonly edges: Float64Array;
  /** [bins] */
  readonly counts: Float64Array;
  /** What lies at or above the last edge. */
  readonly above: number;
}

export const ABOUT_INTERVALS: AboutMeasure = {
  title: 'Inter-spike intervals',
  formula: 'Iₖ = tₖ₊₁ − tₖ; CV = √⟨(I − ⟨I⟩)²⟩ / ⟨I⟩; CV2 = ⟨2 |Iₖ₊₁ − Iₖ| / (Iₖ₊₁ + Iₖ)⟩',
  window:
    'between spikes of one neuron that both lie in the range; CV and CV2 by neuron (two intervals or more), then averaged over neurons',
  unit: 'ms; CV and CV2 have none (0 for a clock, 1 for a Poisson process)',
  source: 'CV as scipy.stats.variation; CV2: Holt, Softky, Koch & Douglas 1996, J. Neurophysiol. 75',
};

export function intervalStatistics(trains: SpikeTrains, population: PopulationRange, span: Span): IntervalStatistics {
  const byNeuron = timesByNeuron(trains, population, span).map((times) =>
    Float64Array.from({ length: Math.max(0, times.length - 1) }, (_, k) => times[k + 1]! - times[k]!),
  );
  const intervals = Float64Array.from(byNeuron.flatMap((ofOne) => [...ofOne]));
  const cv = Float64Array.from(byNeuron, coefficientOfVariation);
  const cv2 = Float64Array.from(byNeuron, localVariation);
  return {
    intervals,
    mean: meanOf(intervals),
    cv,
    cv2,
    meanCv: meanOf(cv.filter((value) => !Number.isNaN(value))),
    meanCv2: meanOf(cv2.filter((value) => !Number.isNaN(value))),
  };
}

/**
 * Values in bins of binMs from 0 to the first multiple at or above longestMs.
 * @throws RangeError when binMs or longestMs is not positive.
 */
export function histogramOf(values: Float64Array, binMs: number, longestMs: number): Histogram {
  if (!(binMs > 0 && longestMs > 0)) {
    throw new RangeError(`a histogram to ${longestMs} ms in bins of ${binMs} ms: expected more than 0`);
  }
  const bins = Math.max(1, Math.ceil(longestMs / binMs - ROUNDING));
  const counts = new Float64Array(bins);
  let above = 0;
  for (const value of values) {
    const bin = Math.floor(value / binMs + ROUNDING);
    if (bin < bins) counts[bin]!++;
    else above++;
  }
  return { edges: Float64Array.from({ length: bins + 1 }, (_, bin) => bin * binMs), counts, above };
}

function coefficientOfVariation(intervals: Float64Array): number {
  if (intervals.length < 2) return NaN;
  const mean = meanOf(intervals);
  return Math.sqrt(meanOf(intervals.map((interval) => (interval - mean) ** 2))) / mean;
}

function localVariation(intervals: Float64Array): number {
  return meanOf(
    Float64Array.from({ length: Math.max(0, intervals.length - 1) }, (_, k) => {
      const [one, next] = [intervals[k]!, intervals[k + 1]!];
      return (2 * Math.abs(next - one)) / (next + one);
    }),
  );
}

/** NaN of nothing. */
function meanOf(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
