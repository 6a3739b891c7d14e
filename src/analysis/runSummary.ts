import type { PopulationRange } from '../model/population.ts';
import { averagedSpectrum, HIGHEST_HZ, LONGEST_INTERVAL, SHORTEST_SIGNAL } from './averagedSpectrum.ts';
import { peakFrequency } from './spectrum.ts';
import { isCountedByEvents } from './spikes.ts';

/** What is known of a run of which V was not kept. */
export interface CondensedRun {
  readonly populations: readonly PopulationRange[];
  /** Simulated time, ms. */
  readonly time: number;
  /** The neuron of every spike (0 mV). */
  readonly spikeNeuron: Int32Array;
  /** How many −20 mV events each population had. */
  readonly eventCounts: readonly number[];
  /** Mean V by population, a value every rowInterval ms, mV. */
  readonly meanVoltage: readonly Float64Array[];
  readonly rowInterval: number;
}

/** A run in a few numbers: a row of a sweep's table, a cell of its picture. */
export interface RunSummary {
  readonly populations: readonly {
    readonly name: string;
    readonly spikes: number;
    /** Hz per neuron, counted by events where the population is; NaN for an empty population. */
    readonly rateHz: number;
  }[];
  /** Where the mean voltage of the first population (PN), the field-potential proxy, has most power, Hz; undefined where nothing can be said. */
  readonly peakHz: number | undefined;
}

export function summarizeRun({ populations, time, spikeNeuron, eventCounts, ...run }: CondensedRun): RunSummary {
  return {
    populations: populations.map((population, p) => {
      const { name, first, count } = population;
      const spikes = spikeNeuron.reduce((sum, neuron) => sum + Number(neuron >= first && neuron < first + count), 0);
      const counted = isCountedByEvents(population) ? eventCounts[p]! : spikes;
      return { name, spikes, rateHz: (1000 * counted) / (count * time) };
    }),
    peakHz: peakOf(run.meanVoltage[0] ?? new Float64Array(), run.rowInterval),
  };
}

function peakOf(signal: Float64Array, interval: number): number | undefined {
  // The allowance is for rounding: 200 rows of 1 ms may be 199.99999999999997 ms.
  if (signal.length * interval < SHORTEST_SIGNAL - 1e-6 || interval > LONGEST_INTERVAL) return undefined;
  if (!signal.every(Number.isFinite)) return undefined;
  const spectrum = averagedSpectrum(signal, interval);
  return peakFrequency(spectrum, spectrum.lowestHz, HIGHEST_HZ);
}
