import type { PopulationRange } from '../../model/population.ts';
import { LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../rhythm/averagedSpectrum.ts';
import { measureRhythm, strongestPeak } from '../rhythm/rhythm.ts';
import type { Rhythm } from '../rhythm/rhythm.ts';
import { isCountedByEvents } from '../firing/spikes.ts';
import { spikeCorrelation } from '../firing/synchrony.ts';

/** What is known of a run of which V was not kept. */
export interface CondensedRun {
  readonly populations: readonly PopulationRange[];
  /** Simulated time, ms. */
  readonly time: number;
  /** Spikes (0 mV) in the order of time: neuron, and time in ms. */
  readonly spikeNeuron: Int32Array;
  readonly spikeTime: Float64Array;
  /** How many −20 mV events each population had, where that is known. */
  readonly eventCounts?: readonly number[];
  /** Mean V by population, a value every rowInterval ms, mV. */
  readonly meanVoltage: readonly Float64Array[];
  readonly rowInterval: number;
}

/** A run in a few numbers: a row of a sweep's table, a cell of its picture. */
export interface RunSummary {
  readonly populations: readonly {
    readonly name: string;
    readonly spikes: number;
    /** Where the population is counted by them, and they are known. */
    readonly events?: number;
    /** Hz per neuron, counted by events where the population is; NaN for an empty population. */
    readonly rateHz: number;
  }[];
  /** `strongestPeak` of the mean voltage of the first population (PN), the field-potential proxy, Hz; undefined where there is none. */
  readonly peakHz: number | undefined;
  /** Whether that peak is above what a spectrum without rhythm has in 95 % of runs; undefined where there is none, or nobody looked. */
  readonly peakStandsOut?: boolean | undefined;
  /** Mean pairwise correlation of the first population's (PN) spikes in bins of 10 ms; undefined with fewer than two neurons that fired. */
  readonly synchrony: number | undefined;
}

/** @param rhythm that of the run, where it has been measured already */
export function summarizeRun(run: CondensedRun, rhythm = rhythmOfRun(run)): RunSummary {
  const { populations, time, spikeNeuron, spikeTime, eventCounts } = run;
  const trains = { neuron: spikeNeuron, time: spikeTime };
  const peak = rhythm && strongestPeak(rhythm);
  const synchrony = spikeCorrelation(trains, populations[0] ?? NOBODY, { from: 0, to: time }).mean;
  return {
    populations: populations.map((population, p) => {
      const { name, first, count } = population;
      const spikes = spikeNeuron.reduce((sum, neuron) => sum + Number(neuron >= first && neuron < first + count), 0);
      const events = isCountedByEvents(population) ? eventCounts?.[p] : undefined;
      const rateHz = (1000 * (events ?? spikes)) / (count * time);
      return { name, spikes, ...(events !== undefined && { events }), rateHz };
    }),
    peakHz: peak?.hz,
    peakStandsOut: peak?.standsOut,
    synchrony: Number.isNaN(synchrony) ? undefined : synchrony,
  };
}

/** The rhythm of the mean voltage of the first population (PN); undefined where the run is too short, its rows too far apart, or V not known. */
export function rhythmOfRun({ meanVoltage, rowInterval: interval }: CondensedRun): Rhythm | undefined {
  const [samples = new Float64Array()] = meanVoltage;
  // The allowance is for rounding: 200 rows of 1 ms may be 199.99999999999997 ms.
  if (samples.length * interval < SHORTEST_SIGNAL - 1e-6 || interval > LONGEST_INTERVAL) return undefined;
  return samples.every(Number.isFinite) ? measureRhythm({ samples, interval, start: 0 }) : undefined;
}

const NOBODY: PopulationRange = { name: '', first: 0, count: 0 };
