import type { PopulationRange } from '../../model/population.ts';
import { ROUNDING } from '../rounding.ts';
import type { SignalRows } from '../signal.ts';
import type { Span } from '../span.ts';

/** Spikes (or −20 mV events) of several neurons in the order of their time: neuron's index in the network, time in ms; equal lengths. */
export interface SpikeTrains {
  readonly neuron: Int32Array;
  readonly time: Float64Array;
}

/** Calls `visit` for each spike of the population's neurons in from ≤ t < to, in the order of time; neurons count from 0 within it. */
export function forEachSpike(
  { neuron, time }: SpikeTrains,
  { first, count }: PopulationRange,
  { from, to }: Span,
  visit: (neuron: number, time: number) => void,
): void {
  for (let spike = 0; spike < time.length; spike++) {
    const index = neuron[spike]! - first;
    if (index >= 0 && index < count && time[spike]! >= from && time[spike]! < to) visit(index, time[spike]!);
  }
}

/** Times of each neuron of the population within the span, ms, ascending. */
export function timesByNeuron(trains: SpikeTrains, population: PopulationRange, span: Span): Float64Array[] {
  const times = Array.from({ length: population.count }, (): number[] => []);
  forEachSpike(trains, population, span, (neuron, time) => times[neuron]!.push(time));
  return times.map((ofOne) => Float64Array.from(ofOne));
}

/**
 * Spikes per bin, [bins, population.count], of the whole bins that the span holds; a row stands for the middle of its bin.
 * @throws RangeError when binMs is not positive.
 */
export function binnedCounts(
  trains: SpikeTrains,
  population: PopulationRange,
  { from, to }: Span,
  binMs: number,
): SignalRows & { readonly values: Float64Array } {
  if (!(binMs > 0)) throw new RangeError(`spikes in bins of ${binMs} ms: expected more than 0`);
  const bins = Math.max(0, Math.floor((to - from) / binMs + ROUNDING));
  const values = new Float64Array(bins * population.count);
  forEachSpike(trains, population, { from, to }, (neuron, time) => {
    const bin = Math.floor((time - from) / binMs + ROUNDING);
    if (bin < bins) values[bin * population.count + neuron]!++;
  });
  return { values, channels: population.count, interval: binMs, start: from + binMs / 2 };
}
