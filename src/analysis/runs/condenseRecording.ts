import type { Recording } from '../../recording/recording.ts';
import type { CondensedRun } from './runSummary.ts';
import { meanVoltageSignal } from '../rhythm/spectrum.ts';

/** What summaries need of a run, up to `until` (ms) or to where it has come: the same as of runs of which nothing else was kept. */
export function condenseRecording(recording: Recording, until = Infinity): CondensedRun {
  const { populations, spikes, events, rowInterval } = recording;
  const time = Math.min(until, recording.time);
  const count = spikes.firstAtOrAfter(time);
  const end = events.firstAtOrAfter(time);
  return {
    populations,
    time,
    spikeNeuron: spikes.neuron.slice(0, count),
    spikeTime: spikes.time.slice(0, count),
    eventCounts: populations.map(({ first, count: neurons }) => {
      let found = 0;
      for (let event = 0; event < end; event++) {
        if (events.neuron[event]! >= first && events.neuron[event]! < first + neurons) found++;
      }
      return found;
    }),
    meanVoltage: populations.map((_, p) => meanVoltageSignal(recording, p, { from: 0, to: time })),
    rowInterval,
  };
}
