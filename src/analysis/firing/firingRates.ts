import type { AboutMeasure } from '../aboutMeasure.ts';
import type { PopulationRange } from '../../model/population.ts';
import { ROUNDING } from '../rounding.ts';
import type { Span } from '../span.ts';
import { forEachSpike, type SpikeTrains } from './spikeTrains.ts';

export const ABOUT_FIRING_RATES: AboutMeasure = {
  title: 'Firing rates',
  formula: 'rᵢ = nᵢ / T; population rate in bin b: n_b / (N Δ)',
  window: 'spikes (upward crossings of 0 mV) or LN events (of −20 mV) in from ≤ t < to',
  unit: 'Hz (per neuron)',
  source: 'spike-count rate: Dayan & Abbott 2001, Theoretical Neuroscience, chapter 1',
};

/** Hz of each neuron of the population, [population.count]; NaN where the span is empty. */
export function firingRates(trains: SpikeTrains, population: PopulationRange, span: Span): Float64Array {
  const rates = new Float64Array(population.count);
  forEachSpike(trains, population, span, (neuron) => rates[neuron]!++);
  const duration = Math.max(0, span.to - span.from);
  return rates.map((spikes) => (1000 * spikes) / duration);
}

/**
 * Hz per neuron of the population in bins of binMs, the first from `from` on. The last bin may be shorter; its rate is
 * that of its own length.
 * @throws RangeError when binMs is not positive.
 */
export function binnedRate(
  trains: SpikeTrains,
  population: PopulationRange,
  { from, to }: Span,
  binMs: number,
): Float64Array {
  if (!(binMs > 0)) throw new RangeError(`rates in bins of ${binMs} ms: expected more than 0`);
  const bins = Math.max(0, Math.ceil((to - from) / binMs - ROUNDING));
  const rates = new Float64Array(bins);
  forEachSpike(trains, population, { from, to }, (_, time) => {
    rates[Math.min(bins - 1, Math.floor((time - from) / binMs + ROUNDING))]!++;
  });
  return rates.map((spikes, bin) => {
    const length = Math.min(binMs, to - from - bin * binMs);
    return (1000 * spikes) / (population.count * length);
  });
}
