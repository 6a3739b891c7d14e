import type { Recording } from '../../recording/recording.ts';
import type { CondensedRun } from './runSummary.ts';

export interface CondenseOptions {
  /** ms. */
  readonly until: number;
  /** Mean V of the first population up to then, mV: to read it takes longest. */
  readonly meanVoltage: Float64Array;
  /** Whether events are counted. */
  readonly hasEvents: boolean;
}

/** What summaries need of a run, up to `until` or to where it has come: the same as of runs of which nothing else was kept. */
export function condenseRecording(
  recording: Recording,
  { until, meanVoltage, hasEvents }: CondenseOptions,
): CondensedRun {
  const { populations, spikes, events, rowInterval } = recording;
  const time = Math.min(until, recording.time);
  const count = spikes.firstAtOrAfter(time);
  const end = events.firstAtOrAfter(time);
  const eventCounts = populations.map(({ first, count: neurons }) => {
    let found = 0;
    for (let event = 0; event < end; event++) {
      if (events.neuron[event]! >= first && events.neuron[event]! < first + neurons) found++;
    }
    return found;
  });
  return {
    populations,
    time,
    spikeNeuron: spikes.neuron.slice(0, count),
    spikeTime: spikes.time.slice(0, count),
    ...(hasEvents && { eventCounts }),
    meanVoltage: [meanVoltage],
    rowInterval,
  };
}
