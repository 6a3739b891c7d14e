import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import type { SpikeList } from '../../recording/spikeList.ts';
import { binnedRate } from './firingRates.ts';
import type { Span } from '../span.ts';
import type { SpikeTrains } from './spikeTrains.ts';

export type { Span } from '../span.ts';

/** Populations whose potentials often peak below 0 mV: their activity is counted at −20 mV. */
const EVENT_POPULATIONS: readonly string[] = ['LN'];

/** Whether a population's activity is counted by −20 mV events instead of spikes. */
export function isCountedByEvents({ name }: Pick<PopulationRange, 'name'>): boolean {
  return EVENT_POPULATIONS.includes(name);
}

/** What has been recorded in full of the span; all of the run where none is given. */
export function recordedSpan(recording: Recording, span?: Span): Span {
  return {
    from: Math.max(recording.completeFrom, span?.from ?? 0),
    to: Math.min(recording.time, span?.to ?? Infinity),
  };
}

/** Spikes per neuron within the span (all of the run by default), [n]. */
export function spikeCounts(recording: Recording, span?: Span): Int32Array {
  const counts = new Int32Array(recording.n);
  forEachWithin(recording.spikes, span, (neuron) => counts[neuron]!++);
  return counts;
}

/** Inter-spike intervals of one neuron in ms, in the order of time; empty with fewer than two spikes. */
export function interSpikeIntervals(recording: Recording, neuron: number): Float64Array {
  const times = recording.spikes.timesOf(neuron);
  return Float64Array.from({ length: Math.max(0, times.length - 1) }, (_, k) => times[k + 1]! - times[k]!);
}

/**
 * Mean firing rate of a population's neurons over what has been recorded of the span, Hz per neuron; NaN for an empty
 * population or where nothing has been recorded.
 */
export function meanRate(recording: Recording, population: PopulationRange, span?: Span): number {
  const recorded = recordedSpan(recording, span);
  const duration = recorded.to - recorded.from;
  if (!(duration > 0)) return NaN;
  let spikes = 0;
  forEachWithin(recording.spikes, recorded, (neuron) => {
    if (isIn(population, neuron)) spikes++;
  });
  return (1000 * spikes) / (population.count * duration);
}

/**
 * Firing rate of a population in bins of `binMs`, Hz per neuron, over what has been recorded of the span; bin b starts
 * at from + b·binMs. The last bin may be shorter; its rate is that of its own length.
 * @throws RangeError when binMs is not positive.
 */
export function populationRate(
  recording: Recording,
  population: PopulationRange,
  binMs: number,
  span?: Span,
): Float64Array {
  const { neuron, time, count } = recording.spikes;
  const trains = { neuron: neuron.subarray(0, count), time: time.subarray(0, count) };
  return binnedRate(trains, population, recordedSpan(recording, span), binMs);
}

/** The population's −20 mV events within the span: how LN activity is counted. */
export function populationEvents(recording: Recording, population: PopulationRange, span?: Span): SpikeTrains {
  return trainsWithin(recording.events, population, span);
}

/** The population's spikes (0 mV) within the span. */
export function populationSpikes(recording: Recording, population: PopulationRange, span?: Span): SpikeTrains {
  return trainsWithin(recording.spikes, population, span);
}

function trainsWithin(spikes: SpikeList, population: PopulationRange, span: Span | undefined): SpikeTrains {
  const neurons: number[] = [];
  const times: number[] = [];
  forEachWithin(spikes, span, (neuron, time) => {
    if (!isIn(population, neuron)) return;
    neurons.push(neuron);
    times.push(time);
  });
  return { neuron: Int32Array.from(neurons), time: Float64Array.from(times) };
}

function isIn({ first, count }: PopulationRange, neuron: number): boolean {
  return neuron >= first && neuron < first + count;
}

function forEachWithin(spikes: SpikeList, span: Span | undefined, visit: (neuron: number, time: number) => void): void {
  const end = span ? spikes.firstAtOrAfter(span.to) : spikes.count;
  for (let spike = span ? spikes.firstAtOrAfter(span.from) : 0; spike < end; spike++) {
    visit(spikes.neuron[spike]!, spikes.time[spike]!);
  }
}
