import type { PopulationRange } from '../model/population.ts';
import type { Recording } from '../recording/recording.ts';

/** A stretch of time, from ≤ t < to, ms. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** Spikes per neuron within the span (all of the run by default), [n]. */
export declare function spikeCounts(recording: Recording, span?: Span): Int32Array;

/** Inter-spike intervals of one neuron in ms, in the order of time; empty with fewer than two spikes. */
export declare function interSpikeIntervals(recording: Recording, neuron: number): Float64Array;

/** Mean firing rate of a population's neurons over the span, Hz per neuron; NaN for an empty population or span. */
export declare function meanRate(recording: Recording, population: PopulationRange, span: Span): number;

/** Population rate in bins: Hz per neuron; bin b covers span.from + b·binMs … */
export declare function populationRate(
  recording: Recording,
  population: PopulationRange,
  span: Span,
  binMs: number,
): Float64Array;

/** Neuron and time (ms) of the population's −20 mV events within the span: how LN activity is counted. */
export declare function populationEvents(
  recording: Recording,
  population: PopulationRange,
  span?: Span,
): { readonly neuron: Int32Array; readonly time: Float64Array };
