import type { AboutMeasure } from './aboutMeasure.ts';

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
  source: 'Koch 1999, Biophysics of Computation, chapter 7',
};
