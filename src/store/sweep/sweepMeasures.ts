import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import type { AboutMeasure } from '../../analysis/aboutMeasure.ts';
import { ABOUT_FIRING_RATES } from '../../analysis/firing/firingRates.ts';
import { isCountedByEvents } from '../../analysis/firing/spikes.ts';
import { ABOUT_SPIKE_CORRELATION } from '../../analysis/firing/synchrony.ts';
import { ABOUT_RHYTHM } from '../../analysis/rhythm/rhythm.ts';
import type { PopulationRange } from '../../model/population.ts';

/** What is kept of one run of a sweep. */
export interface SweepResult {
  readonly summary: RunSummary;
  /** Simulated time, ms: the whole run, or up to where it diverged. */
  readonly time: number;
  /** Where it diverged: which neuron, which variable, when. */
  readonly diverged: string | undefined;
  /** Spikes (0 mV) in the order of their time: neuron, and time in ms. */
  readonly spikeNeuron: Int32Array<ArrayBuffer>;
  readonly spikeTime: Float64Array<ArrayBuffer>;
}

/** What the picture of a sweep may show. */
export interface SweepMeasure {
  readonly key: string;
  readonly label: string;
  /** Empty for a ratio. */
  readonly unit: string;
  readonly meaning: string;
  /** Formula and source; undefined for a count. */
  readonly about?: AboutMeasure;
  /** Undefined where nothing can be said of the run. */
  read(result: SweepResult): number | undefined;
  /** Whether what is read is no more than chance gives; absent where there is no test of it. */
  isByChance?(result: SweepResult): boolean;
}

/** The rhythm first: it is what most sweeps are for. */
export function sweepMeasures(populations: readonly PopulationRange[]): SweepMeasure[] {
  const [first] = populations;
  const rates = populations.map((population, p): SweepMeasure => {
    const { name } = population;
    const counted = isCountedByEvents(population) ? `${name} events (upward crossings of −20 mV)` : 'spikes (of 0 mV)';
    return {
      key: `rate ${name}`,
      label: `${name} rate`,
      unit: 'Hz',
      meaning: `Mean firing rate of the ${name}s over the whole run: ${counted} per neuron and second.`,
      about: ABOUT_FIRING_RATES,
      read: ({ summary }) => finite(summary.populations[p]?.rateHz),
    };
  });
  return [
    {
      key: 'peak',
      label: 'peak frequency',
      unit: 'Hz',
      meaning: `Strongest peak in the spectrum of the mean ${first?.name} voltage, a proxy of the field potential: of those above the background, if there are any; hollow (on a map: struck through) where there is none, which is no more than chance gives. Runs of less than 200 ms have none.`,
      about: ABOUT_RHYTHM,
      read: ({ summary }) => summary.peakHz,
      isByChance: ({ summary }) => summary.peakStandsOut === false,
    },
    {
      key: 'synchrony',
      label: 'synchrony',
      unit: '',
      meaning: `Mean pairwise correlation of the ${first?.name}s’ spikes in bins of 10 ms: 1 where all fire together, 0 where each fires for itself.`,
      about: ABOUT_SPIKE_CORRELATION,
      read: ({ summary }) => summary.synchrony,
    },
    ...rates,
    {
      key: 'spikes',
      label: 'spikes',
      unit: '',
      meaning: 'Spikes (0 mV) of all neurons over the whole run.',
      read: ({ summary }) => summary.populations.reduce((sum, { spikes }) => sum + spikes, 0),
    },
  ];
}

/** What a chart's band and a table's ± are. */
export const ABOUT_SEEDS: AboutMeasure = {
  title: 'Mean and band over seeds',
  formula: 'm ± s, m = Σ xₖ / n, s = √(Σ (xₖ − m)² / (n − 1))',
  window:
    'the n seeds of one value or cell that have ended and did not diverge; dots are single seeds; one seed has no band',
  unit: 'that of the measure',
  source: 'sample mean and sample standard deviation',
};

/** Mean and sample standard deviation (of n − 1) of what the runs of a cell came to. */
export interface CellStatistics {
  /** NaN of no value. */
  readonly mean: number;
  /** Undefined of fewer than two values. */
  readonly deviation: number | undefined;
  readonly count: number;
}

export function statisticsOf(values: readonly number[]): CellStatistics {
  const count = values.length;
  const mean = values.reduce((sum, value) => sum + value, 0) / count;
  if (count < 2) return { mean, deviation: undefined, count };
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return { mean, deviation: Math.sqrt(squares / (count - 1)), count };
}

function finite(value: number | undefined): number | undefined {
  return value !== undefined && Number.isFinite(value) ? value : undefined;
}
