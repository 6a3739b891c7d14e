import type { EngineBatch } from '../../engine/engine.ts';
import { SPIKES_HEADER, spikeLine } from '../../files/csv.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { writeCheckpoint } from '../checkpointFile.ts';
import type { BatchPlan } from './batchPlan.ts';
import { checkpointFile, spikesFile, stateFile } from './runFiles.ts';
import { letGo, putFile, type FileWriter, type RunFolder } from './runFolder.ts';
import type { LongRunProgress, RunRecorder } from './runRecorder.ts';
import type { StateRows } from './stateRows.ts';

interface OpenBatch {
  readonly states: FileWriter;
  readonly spikes: FileWriter;
}

/** Writes the batches of a long run into its folder, from the first that is not confirmed on. */
export class FolderRecorder implements RunRecorder {
  private readonly folder: RunFolder;
  private readonly plan: BatchPlan;
  private readonly rows: StateRows;
  /** ms. */
  private readonly dt: number;
  private readonly encoder = new TextEncoder();
  private confirmed: number;
  /** Bytes of what is confirmed. */
  private confirmedBytes: number;
  private nextStep: number;
  private batch: OpenBatch | undefined;

  /** @param found what the folder holds already: batches, and their bytes. */
  constructor(
    folder: RunFolder,
    plan: BatchPlan,
    rows: StateRows,
    dt: number,
    found: Pick<LongRunProgress, 'confirmed' | 'bytes'>,
  ) {
    this.folder = folder;
    this.plan = plan;
    this.rows = rows;
    this.dt = dt;
    this.confirmed = found.confirmed;
    this.confirmedBytes = found.bytes;
    this.nextStep = plan.firstStep(found.confirmed);
  }

  get progress(): LongRunProgress {
    const { plan, confirmed, confirmedBytes, batch } = this;
    return {
      confirmed,
      batches: plan.batches,
      start: plan.start,
      batchEnd: plan.firstStep(Math.min(confirmed + 1, plan.batches)),
      bytes: confirmedBytes + (batch ? batch.states.size + batch.spikes.size : 0),
    };
  }

  /** @throws RangeError when steps are missing or belong to the next batch: a file with a hole would look whole. */
  async append(recorded: EngineBatch): Promise<void> {
    const { firstStep, steps, spikeNeuron, spikeStep } = recorded;
    const { batchEnd } = this.progress;
    if (firstStep !== this.nextStep || firstStep + steps > batchEnd) {
      throw new RangeError(
        `the steps ${firstStep} … ${firstStep + steps}: expected them from ${this.nextStep}, up to ${batchEnd}`,
      );
    }
    this.nextStep += steps;
    const { states, spikes } = (this.batch ??= await this.begin());
    for (const piece of this.rows.read(recorded)) {
      await states.append(new Uint8Array(piece.buffer, piece.byteOffset, piece.byteLength));
    }
    const lines = Array.from(spikeNeuron, (neuron, s) => spikeLine(neuron, spikeStep[s]!, this.dt));
    if (lines.length > 0) await spikes.append(this.encoder.encode(lines.join('')));
  }

  /** @throws RangeError when the batch is not whole, or the checkpoint that of another step. */
  async confirm(checkpoint: Checkpoint): Promise<void> {
    const { plan, confirmed, batch } = this;
    const { batchEnd } = this.progress;
    const expected = plan.bytes(confirmed);
    if (batch?.states.size !== expected || this.nextStep !== batchEnd || checkpoint.step !== batchEnd) {
      const found = `${batch?.states.size ?? 0} bytes, up to step ${this.nextStep}, with a checkpoint of step ${checkpoint.step}`;
      throw new RangeError(`batch ${confirmed} has ${found}: expected ${expected} bytes, up to step ${batchEnd}`);
    }
    const { states, spikes } = batch;
    const bytes = states.size + spikes.size;
    await states.close();
    await spikes.close();
    this.batch = undefined;
    const packed = writeCheckpoint(checkpoint);
    await putFile(this.folder, checkpointFile(confirmed), packed);
    this.confirmedBytes += bytes + packed.length;
    this.confirmed++;
  }

  async close(): Promise<void> {
    const { batch } = this;
    this.batch = undefined;
    if (batch) await Promise.all([letGo(batch.states), letGo(batch.spikes)]);
  }

  private async begin(): Promise<OpenBatch> {
    const { folder, plan, confirmed } = this;
    const states = await folder.create(stateFile(confirmed));
    await states.append(plan.header(confirmed));
    const spikes = await folder.create(spikesFile(confirmed));
    await spikes.append(this.encoder.encode(SPIKES_HEADER));
    return { states, spikes };
  }
}
