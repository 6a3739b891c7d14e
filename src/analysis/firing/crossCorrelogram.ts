import type { AboutMeasure } from '../aboutMeasure.ts';
import { poissonQuantile } from '../statistics/gammaFunctions.ts';
import { ROUNDING } from '../rounding.ts';
import type { Span } from '../span.ts';

/** How often one neuron fires at each lag after another. Arrays are [2 K + 1], from the most negative lag. */
export interface CrossCorrelogram {
  /** Middle of each bin, ms: positive where `target` fires after `reference`. */
  readonly lag: Float64Array;
  readonly counts: Float64Array;
  /** Rate of the target at this lag from a spike of the reference, Hz. */
  readonly rate: Float64Array;
  /** Counts of independent Poisson trains with these numbers of spikes. */
  readonly expected: Float64Array;
  /** 95 % interval of such counts, bin by bin (quantiles of the Poisson distribution). */
  readonly lower: Float64Array;
  readonly upper: Float64Array;
  /** What such counts stay at or below in 95 % of pairs of trains, in all bins. */
  readonly bound: Float64Array;
}

export const ABOUT_CROSS_CORRELOGRAM: AboutMeasure = {
  title: 'Cross-correlogram',
  formula: 'C(τ) = #{(j, k): t_k − t_j ∈ [τ − Δ/2, τ + Δ/2)}; expected n₁ n₂ Δ (T − |τ|) / T²; rate C/(n₁ Δ)',
  window:
    'spikes in the range of length T; bins of Δ centred on multiples of Δ; 95 % bin by bin, a lag stands out above the quantile 0.95^(1/M) of M bins; with itself, a spike is not paired with itself, and C(−τ) = C(τ)',
  unit: 'spikes per bin; Hz',
  source: 'Perkel, Gerstein & Moore 1967, Biophys. J. 7',
};

/**
 * @param reference Times of the one neuron in ms, ascending; of one and the same neuron where it is the same array as `target`.
 * @param target Times of the other in ms, ascending.
 * @param span What was recorded of both; spikes outside are left out.
 * @throws RangeError when binMs is not positive or longestMs negative.
 */
export function crossCorrelogram(
  reference: Float64Array,
  target: Float64Array,
  { from, to }: Span,
  { binMs, longestMs }: { readonly binMs: number; readonly longestMs: number },
): CrossCorrelogram {
  if (!(binMs > 0 && longestMs >= 0)) {
    throw new RangeError(`lags to ${longestMs} ms in bins of ${binMs} ms: expected bins above 0 and lags from 0 on`);
  }
  const isSame = reference === target;
  const within = (time: number): boolean => time >= from && time < to;
  const [one, other] = [reference.filter(within), target.filter(within)];
  const K = Math.floor(longestMs / binMs + ROUNDING);
  const reach = (K + 1) * binMs;
  const counts = new Float64Array(2 * K + 1);
  for (let j = 0, first = 0; j < one.length; j++) {
    while (first < other.length && other[first]! < one[j]! - reach) first++;
    for (let k = isSame ? j + 1 : first; k < other.length && other[k]! <= one[j]! + reach; k++) {
      const bin = Math.floor((other[k]! - one[j]!) / binMs + 0.5 + ROUNDING) + K;
      if (bin < 0 || bin > 2 * K) continue;
      counts[bin]!++;
      // What lies on the border of two bins would make it lopsided otherwise.
      if (isSame) counts[2 * K - bin]!++;
    }
  }
  const duration = to - from;
  const pairs = one.length * (isSame ? one.length - 1 : other.length);
  const lag = Float64Array.from(counts, (_, bin) => (bin - K) * binMs);
  const expected = lag.map((tau) => (pairs * binMs * Math.max(0, duration - Math.abs(tau))) / duration ** 2);
  return {
    lag,
    counts,
    rate: counts.map((count) => (1000 * count) / (one.length * binMs)),
    expected,
    lower: expected.map((mean) => poissonQuantile(0.025, mean)),
    upper: expected.map((mean) => poissonQuantile(0.975, mean)),
    bound: expected.map((mean) => poissonQuantile(0.95 ** (1 / lag.length), mean)),
  };
}
