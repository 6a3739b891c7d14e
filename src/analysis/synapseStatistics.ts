import type { AboutMeasure } from './aboutMeasure.ts';

/** A synapse in a few numbers. */
export interface SynapseStatistics {
  /** Of the open fraction [O]. */
  readonly meanOpen: number;
  readonly peakOpen: number;
  /** ms */
  readonly timeOfPeak: number;
  /** Rises of [T] through half of its largest value. */
  readonly releases: number;
  /** Share of the time with [T] at or above half of its largest value, 0 … 1; 0 where there is none. */
  readonly releaseShare: number;
  /** ms: time constant of [O] in its longest stretch without transmitter, 1/β in theory; undefined where there is none. */
  readonly decay: number | undefined;
}

export const ABOUT_SYNAPSE: AboutMeasure = {
  title: 'Synapse',
  formula: 'd[O]/dt = α(1 − [O])[T] − β[O]; τ_decay = −1/slope of ln [O] where [T] = 0',
  window: 'recorded rows of the range; releases: rises of [T] through half its largest value',
  unit: '[O] and [T] as in the model; ms',
  source: 'Destexhe, Mainen & Sejnowski 1994, Neural Comput. 6',
};
