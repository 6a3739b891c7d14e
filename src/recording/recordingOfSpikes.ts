import type { PopulationRange } from '../model/population.ts';
import { Recording } from './recording.ts';

/** Events in the order of time; both arrays are of one length. */
export interface EventTrain {
  readonly neuron: Int32Array<ArrayBuffer>;
  /** ms. */
  readonly time: Float64Array<ArrayBuffer>;
}

export interface KnownSpikes {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** Upward crossings of 0 mV. */
  readonly spikes: EventTrain;
  /** Upward crossings of −20 mV, where they are known. */
  readonly events?: EventTrain;
  /** How long was listened, ms. */
  readonly duration: number;
}

/**
 * A recording of which only spikes are known: `hasVoltage` is false, its one row of V is NaN.
 * @throws RangeError where a neuron is not there, or a time comes before the one ahead of it or not within the duration
 */
export function recordingOfSpikes({ n, populations, spikes, events, duration }: KnownSpikes): Recording {
  // Steps of 1 ms, in fractions of which spikes may come.
  // 50.00000000000001 ms are 50.
  const steps = Math.max(1, Math.ceil(duration - 1e-6));
  const recording = new Recording({
    n,
    populations,
    dt: 1,
    recordEvery: steps,
    hasVoltage: false,
    hasEvents: events !== undefined,
  });
  recording.append({
    firstStep: 0,
    steps,
    firstRecordedStep: 0,
    voltage: new Float32Array(n).fill(NaN),
    spikeNeuron: spikes.neuron,
    spikeStep: spikes.time,
  });
  events?.neuron.forEach((neuron, k) => recording.events.append(neuron, events.time[k]!));
  return recording;
}
