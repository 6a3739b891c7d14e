import type { AboutMeasure } from '../aboutMeasure.ts';
import type { Signal } from '../signal.ts';

/** A synapse in a few numbers; where [O] is not a number (the neuron had no such synapses yet) it takes no part, and all of it is NaN where it never is. */
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

/** Less [T] than this share of its largest value is none: the LNs' sigmoid never reaches 0. */
const NO_TRANSMITTER = 1e-6;

/**
 * @param open [O] of the synapse.
 * @param transmitter [T] at the same times.
 * @throws RangeError when the two differ in length.
 */
export function synapseStatistics(open: Signal, transmitter: Signal): SynapseStatistics {
  const [O, T] = [Float64Array.from(open.samples), Float64Array.from(transmitter.samples)];
  if (O.length !== T.length) {
    throw new RangeError(`a synapse with ${O.length} values of [O] and ${T.length} of [T]: expected as many`);
  }
  const largest = T.reduce((most, value) => Math.max(most, value), 0);
  const peakOpen = O.reduce((most, value) => (value > most ? value : most), -Infinity);
  const known = O.filter((value) => !Number.isNaN(value));
  let releases = 0;
  let releasing = 0;
  for (let k = 0; k < T.length; k++) {
    const isReleasing = largest > 0 && T[k]! >= largest / 2;
    if (!isReleasing) continue;
    releasing++;
    if (k > 0 && T[k - 1]! < largest / 2) releases++;
  }
  return {
    meanOpen: known.reduce((sum, value) => sum + value, 0) / known.length,
    peakOpen: known.length > 0 ? peakOpen : NaN,
    timeOfPeak: known.length > 0 ? open.start + O.indexOf(peakOpen) * open.interval : NaN,
    releases,
    releaseShare: releasing / T.length,
    decay: largest > 0 ? decayOf(O, T, NO_TRANSMITTER * largest, open.interval) : undefined,
  };
}

/** From the line of best fit through ln [O] over the longest stretch after a release in which [T] stays below `none`. */
function decayOf(O: Float64Array, T: Float64Array, none: number, interval: number): number | undefined {
  let [from, length] = [0, 0];
  let start = -1;
  let wasReleased = false;
  for (let k = 0; k <= T.length; k++) {
    const isQuiet = k < T.length && T[k]! < none && O[k]! > 0;
    if (isQuiet && wasReleased && start < 0) start = k;
    if (!isQuiet) {
      if (start >= 0 && k - start > length) [from, length] = [start, k - start];
      start = -1;
      wasReleased ||= k < T.length && T[k]! >= none;
    }
  }
  if (length < 3) return undefined;
  const middle = (length - 1) / 2;
  let moment = 0;
  for (let j = 0; j < length; j++) moment += (j - middle) * Math.log(O[from + j]!);
  const slope = moment / ((length * (length * length - 1)) / 12);
  return slope < 0 ? -interval / slope : undefined;
}
