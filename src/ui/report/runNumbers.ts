import { firingRates } from '../../analysis/firing/firingRates.ts';
import { intervalStatistics } from '../../analysis/firing/interSpikeIntervals.ts';
import { meanVoltageOf, spikeTrainsOf, voltageRowsOf } from '../../analysis/measureInput.ts';
import { analyticBand, octaveAround, spikePhases } from '../../analysis/rhythm/oscillationPhase.ts';
import type { AnalyticSignal, PhaseStatistics } from '../../analysis/rhythm/oscillationPhase.ts';
import { fundamentalPeak, measureRhythm } from '../../analysis/rhythm/rhythm.ts';
import type { Rhythm } from '../../analysis/rhythm/rhythm.ts';
import type { Signal } from '../../analysis/signal.ts';
import type { Span } from '../../analysis/span.ts';
import { spikeFieldCoherence } from '../../analysis/rhythm/spikeFieldCoherence.ts';
import { isCountedByEvents, recordedSpan } from '../../analysis/firing/spikes.ts';
import { populationSynchrony, spikeCorrelation } from '../../analysis/firing/synchrony.ts';
import type { PopulationRange } from '../../model/population.ts';
import type { Recording } from '../../recording/recording.ts';
import { whyNoSpectrum } from '../figure/meanSpectrum.ts';
import { activityOf } from '../neurons/activityOf.ts';

/** A run in numbers, over all that was recorded. */
export interface RunNumbers {
  /** ms. */
  readonly span: Span;
  /** ms: voltages from before are no longer held. */
  readonly voltagesFrom: number;
  readonly populations: readonly PopulationNumbers[];
  readonly rhythm: Rhythm | { readonly problem: string };
  /** Of the strongest peak, or of the fundamental of which it is a harmonic: around it phases are measured; undefined without one. */
  readonly peakHz: number | undefined;
}

/** Where nothing can be said, NaN. */
export interface PopulationNumbers {
  readonly name: string;
  readonly neurons: number;
  /** mV: the upward crossing that counts. */
  readonly threshold: number;
  readonly events: number;
  readonly active: number;
  /** Hz per neuron, and of the neuron that fires most. */
  readonly rateHz: number;
  readonly largestRateHz: number;
  readonly meanInterval: number;
  readonly cv: number;
  /** Over so many neurons. */
  readonly cvNeurons: number;
  readonly cv2: number;
  /** Mean pairwise correlation of spike counts in bins of 10 ms, and of how many neurons. */
  readonly correlation: number;
  readonly correlated: number;
  readonly chi: number;
  readonly phase: Pick<PhaseStatistics, 'mean' | 'vectorStrength' | 'consistency' | 'p'> | undefined;
  /** With the mean PN voltage at the peak, and what independent signals stay below. */
  readonly coherence: { readonly value: number; readonly bound: number } | undefined;
}

export function readRunNumbers(recording: Recording): RunNumbers {
  const span = recordedSpan(recording);
  const { populations } = recording;
  const field = populations.findIndex(({ name, count }) => name === 'PN' && count > 0);
  const signal = field < 0 ? undefined : meanVoltageOf(recording, field, span);
  const problem = signal
    ? whyNoSpectrum(signal)
    : 'This network has no PNs: there is no field whose rhythm could be measured.';
  const rhythm = problem || !signal ? { problem: problem ?? '' } : measureRhythm(signal);
  const peakHz = 'problem' in rhythm ? undefined : fundamentalPeak(rhythm)?.hz;
  const analytic = signal && peakHz !== undefined ? analyticBand(signal, octaveAround(peakHz)) : undefined;
  return {
    span,
    voltagesFrom: recording.droppedBefore,
    populations: populations
      .filter(({ count }) => count > 0)
      .map((population) => numbersOf(recording, population, span, { signal, analytic, peakHz })),
    rhythm,
    peakHz,
  };
}

interface Field {
  readonly signal: Signal | undefined;
  readonly analytic: AnalyticSignal | undefined;
  readonly peakHz: number | undefined;
}

function numbersOf(
  recording: Recording,
  population: PopulationRange,
  span: Span,
  { signal, analytic, peakHz }: Field,
): PopulationNumbers {
  const trains = spikeTrainsOf(recording, population, span);
  const { count, active, rateHz } = activityOf(recording, population);
  const intervals = intervalStatistics(trains, population, span);
  const correlation = spikeCorrelation(trains, population, span);
  const coherence =
    signal && peakHz !== undefined && trains.time.length > 0 ? spikeFieldCoherence(trains, signal) : undefined;
  return {
    name: population.name,
    neurons: population.count,
    threshold: isCountedByEvents(population) ? -20 : 0,
    events: count,
    active,
    rateHz,
    largestRateHz: Math.max(...firingRates(trains, population, span)),
    meanInterval: intervals.mean,
    cv: intervals.meanCv,
    cvNeurons: intervals.cv.filter((one) => !Number.isNaN(one)).length,
    cv2: intervals.meanCv2,
    correlation: correlation.mean,
    correlated: correlation.channels,
    chi: populationSynchrony(voltageRowsOf(recording, population, span)),
    phase: analytic && trains.time.length > 0 ? spikePhases(trains, analytic) : undefined,
    coherence: coherence && {
      value: coherence.coherence[nearest(coherence.frequency, peakHz!)]!,
      bound: coherence.bound,
    },
  };
}

function nearest(frequency: Float64Array, hz: number): number {
  let found = 0;
  frequency.forEach((one, k) => {
    if (Math.abs(one - hz) < Math.abs(frequency[found]! - hz)) found = k;
  });
  return found;
}
