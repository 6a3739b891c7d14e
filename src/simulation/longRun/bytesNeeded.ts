import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import { columnCount, recordableVariables, stateColumns, type RecordedShape } from '../../model/stateColumns.ts';
import { planBatches, type BatchPlan } from './batchPlan.ts';

/** The room on disk that a long run takes, in bytes. */
export interface BytesNeeded {
  /** Rows of all batches, and numbers in each. */
  readonly rows: number;
  readonly width: number;
  /** Of the files state.batchK.npy: exactly. */
  readonly states: number;
  /** Of spikes and checkpoints: about. */
  readonly others: number;
  /** What is needed once more to merge the states: exactly as .npy, about as .csv. */
  readonly merged: { readonly npy: number; readonly csv: number };
}

/** A neuron of this network fires less often than that, Hz. */
const SPIKES_PER_SECOND = 20;
/** '117,12345.67\n' */
const SPIKE_BYTES = 14;
/** '-66.812, ' down to '0.000, ', most of them in between. */
const CSV_BYTES = 8;
/** A value of a checkpoint: a high and a low part, or float64. They hardly pack; what says whose they are packs to next to nothing. */
const CHECKPOINT_BYTES = 8;

/**
 * What a run needs on disk.
 * @param network of the run: `buildNetwork` makes it
 * @param start the step that it begins with
 * @throws RangeError with a sentence where the run cannot be split or recorded like that.
 */
export function bytesNeeded(
  run: RunDescription,
  longRun: LongRunDescription,
  network: RecordedShape,
  start = 0,
): BytesNeeded {
  const plan = planBatches(run, longRun, network, start);
  const { allRows: rows, width, mergedHeader } = plan;
  const spikes = (run.duration / 1000) * SPIKES_PER_SECOND * network.n * SPIKE_BYTES;
  const variables = recordableVariables(network.model).filter((name) => !name.startsWith('o_'));
  const ofNeurons = columnCount(stateColumns(network, { every: 1, variables })) + 2 * network.n;
  const values = ofNeurons + differentSynapses(run, network);
  const checkpoints = longRun.batches * (CHECKPOINT_BYTES * values + 2048);
  return {
    rows,
    width,
    states: statesBytes(plan),
    others: Math.ceil(spikes + checkpoints),
    merged: { npy: mergedHeader.length + 8 * rows * width, csv: CSV_BYTES * rows * width },
  };
}

/** Synapses of the types in which those of one neuron may differ in α or β: each has an open fraction of its own then. */
function differentSynapses({ network: { changes = [] } }: RunDescription, { n, synapses }: RecordedShape): number {
  const differing = changes.filter(
    ({ kind, neurons, population }) =>
      kind === 'draw' || kind === 'list' || neurons !== undefined || population !== undefined,
  );
  return synapses.reduce((sum, { type: { parameters }, rowStart }) => {
    const isDifferent = differing.some(({ parameter }) => parameters[parameter]?.of === 'synapse');
    return sum + (isDifferent ? rowStart[n]! : 0);
  }, 0);
}

function statesBytes(plan: BatchPlan): number {
  let sum = 0;
  for (let batch = 0; batch < plan.batches; batch++) sum += plan.bytes(batch);
  return sum;
}
