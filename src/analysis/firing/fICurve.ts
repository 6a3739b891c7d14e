import type { AboutMeasure } from '../aboutMeasure.ts';
import type { Span } from '../span.ts';

/** One run under a constant current. */
export interface CurrentStep {
  /** I_stim, µA/cm². */
  readonly amplitude: number;
  /** Spikes of the neuron, ms, ascending. */
  readonly spikeTimes: Float64Array;
}

/** Rate by current; arrays are [points], by ascending amplitude. */
export interface FICurve {
  /** µA/cm² */
  readonly amplitude: Float64Array;
  /** Spikes over the whole step divided by its length, Hz. */
  readonly meanHz: Float64Array;
  /** 1 / first inter-spike interval, Hz; 0 with fewer than two spikes. */
  readonly firstHz: Float64Array;
  /** 1 / mean inter-spike interval of the step's second half, Hz; 0 with fewer than two spikes there. */
  readonly steadyHz: Float64Array;
  /** Between the largest current below which nothing fires and the smallest that fires, µA/cm²; undefined where one of them is missing. */
  readonly rheobase: { readonly below: number; readonly above: number; readonly estimate: number } | undefined;
}

export const ABOUT_FI_CURVE: AboutMeasure = {
  title: 'f–I curve',
  formula:
    'f_first = 1/I₁; f_steady = 1/⟨I⟩ over the second half; f_mean = n/T; rheobase between the last silent and the first firing amplitude',
  window: 'one run per amplitude, constant current throughout the step of length T',
  unit: 'Hz against µA/cm²',
  source: 'Hodgkin 1948, J. Physiol. 107',
};

/** @param span When the current flows, ms. */
export function fICurve(steps: readonly CurrentStep[], { from, to }: Span): FICurve {
  const sorted = steps.toSorted((a, b) => a.amplitude - b.amplitude);
  const trains = sorted.map(({ spikeTimes }) => spikeTimes.filter((time) => time >= from && time < to));
  const amplitude = Float64Array.from(sorted, (step) => step.amplitude);
  const firing = trains.findIndex((times) => times.length > 0);
  const below = firing > 0 ? amplitude[firing - 1] : undefined;
  const above = amplitude[firing];
  return {
    amplitude,
    meanHz: Float64Array.from(trains, (times) => (1000 * times.length) / (to - from)),
    firstHz: Float64Array.from(trains, (times) => rateOf(times.subarray(0, 2))),
    steadyHz: Float64Array.from(trains, (times) => rateOf(times.filter((time) => time >= (from + to) / 2))),
    rheobase: below === undefined || above === undefined ? undefined : { below, above, estimate: (below + above) / 2 },
  };
}

/** 1 / mean interval, Hz; 0 with fewer than two spikes. */
function rateOf(times: Float64Array): number {
  return times.length < 2 ? 0 : (1000 * (times.length - 1)) / (times.at(-1)! - times[0]!);
}
