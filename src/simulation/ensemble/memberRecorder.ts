import type { DivergenceError, Problem } from '../../engine/engine.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { Batch } from '../../recording/batch.ts';
import { Recording } from '../../recording/recording.ts';
import { describeDivergence } from '../explainDivergence.ts';
import type { MemberResult } from './ensemble.ts';

/** Rows of V that are held; their means and the spikes are kept, V itself is not. */
const ROWS_HELD = 2;

/** Takes the batches of one member and keeps what its result holds. */
export class MemberRecorder {
  private readonly problem: Problem;
  private readonly recording: Recording;
  private diverged: DivergenceError | undefined;

  constructor(problem: Problem) {
    const { network, dt, recordEvery } = problem;
    const { n, populations } = network;
    this.problem = problem;
    this.recording = new Recording({ n, populations, dt, recordEvery, capacityRows: ROWS_HELD });
  }

  /** Takes the next batch, or the end of the run. */
  append(batch: Batch | DivergenceError): void {
    if (batch instanceof Error) this.diverged = batch;
    else this.recording.append(batch);
  }

  get hasDiverged(): boolean {
    return this.diverged !== undefined;
  }

  result(engine: EngineInfo): MemberResult {
    const { recording, problem, diverged } = this;
    const { populations, spikes, events, endRow, time, rowInterval } = recording;
    return {
      populations,
      engine,
      time,
      rowInterval,
      meanVoltage: populations.map((_, p) =>
        Float64Array.from({ length: endRow }, (__, row) => recording.meanVoltage(p, row)),
      ),
      spikeNeuron: spikes.neuron.slice(0, spikes.count),
      spikeTime: spikes.time.slice(0, spikes.count),
      eventCounts: populations.map(({ first, count }) => {
        let sum = 0;
        for (let neuron = first; neuron < first + count; neuron++) sum += events.countOf(neuron);
        return sum;
      }),
      ...(diverged !== undefined && { diverged: describeDivergence(diverged, problem) }),
    };
  }
}
