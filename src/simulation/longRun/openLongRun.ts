import { FileError } from '../../files/fileError.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { messageOf } from '../../wording/messageOf.ts';
import { readCheckpoint } from '../checkpointFile.ts';
import { planBatches, type BatchPlan } from './batchPlan.ts';
import { checkStates } from './mergeRun.ts';
import {
  batchOfFile,
  checkpointFile,
  MERGED_SPIKES,
  MERGED_STATES,
  spikesFile,
  startFile,
  startOfRun,
  stateFile,
} from './runFiles.ts';
import type { RunFolder } from './runFolder.ts';

/** What the folder of a long run holds of it. */
export interface FoundRun {
  readonly plan: BatchPlan;
  /** Batches from the first on that are whole, with the checkpoint behind them. */
  readonly confirmed: number;
  /** Bytes of their files. */
  readonly bytes: number;
  /** A sentence for each of them whose files are damaged, though the run goes on behind it. */
  readonly damage: readonly string[];
  /** Where the run goes on; missing where that is t = 0. */
  readonly from?: Checkpoint;
}

/**
 * Finds out how far a run got in its folder. What was not confirmed is removed: the files of a batch that was in progress, and what
 * was merged of a run that is not over. A batch that is damaged keeps no run from going on behind it.
 * @throws FileError with a sentence where a checkpoint or the last batch is damaged, or that of another run; nothing is removed then.
 * @throws RangeError as `planBatches`
 */
export async function openLongRun(
  folder: RunFolder,
  run: RunDescription,
  longRun: LongRunDescription,
): Promise<FoundRun> {
  const names = await folder.list();
  const start = startOfRun(names);
  const plan = planBatches(run, longRun, buildNetwork(run.network, run.duration), start);
  const files = names.flatMap((name) => batchOfFile(name) ?? []);
  const last = files.reduce((most, { kind, batch }) => (kind === 'checkpoint' ? Math.max(most, batch) : most), -1);
  if (last >= plan.batches) {
    throw new FileError(`${checkpointFile(last)} is that of a run of more batches: expected at most ${plan.batches}`);
  }
  let from = await readStart(folder, start);
  let confirmed = 0;
  let bytes = 0;
  let damage: readonly string[] = [];
  let before = damage;
  while (confirmed <= last) {
    const found = await readConfirmed(folder, plan, confirmed, confirmed === last);
    if (found === undefined) break;
    from = found.checkpoint;
    bytes += found.bytes;
    before = damage;
    if (found.damage !== undefined) damage = [...damage, found.damage];
    confirmed++;
  }
  if (damage !== before) throw new FileError(`${damage.at(-1)}: ${howToGoOn(confirmed - 1)}`);
  const dropped = names.filter((name) => (batchOfFile(name)?.batch ?? -1) >= confirmed);
  const merged = confirmed < plan.batches ? names.filter(isMerged) : [];
  for (const name of [...dropped, ...merged]) await folder.remove(name);
  return { plan, confirmed, bytes, damage, ...(from && { from }) };
}

/** The state that the run begins with at step `start`; undefined where that is its experiment's, at t = 0. */
export async function readStart(folder: RunFolder, start: number): Promise<Checkpoint | undefined> {
  const name = startFile(start);
  const packed = await readAll(folder, name);
  if (packed === undefined) return undefined;
  const checkpoint = readCheckpoint(packed, name);
  if (checkpoint.step === start) return checkpoint;
  throw new FileError(`${name} was taken at step ${checkpoint.step}: expected ${start}`);
}

/** @param isLast whether it may be the checkpoint that was being written when the run ended. */
async function readConfirmed(
  folder: RunFolder,
  plan: BatchPlan,
  batch: number,
  isLast: boolean,
): Promise<{ readonly checkpoint: Checkpoint; readonly bytes: number; readonly damage?: string } | undefined> {
  const name = checkpointFile(batch);
  const packed = await readAll(folder, name);
  if (packed === undefined) {
    throw new FileError(`${name} is missing, and later ones are there: ${howToGoOn(batch)}`);
  }
  let checkpoint: Checkpoint;
  try {
    checkpoint = readCheckpoint(packed, name);
  } catch (error) {
    if (isLast) return undefined;
    throw new FileError(`${(error as Error).message}: ${howToGoOn(batch)}`, { cause: error });
  }
  const end = plan.firstStep(batch + 1);
  if (checkpoint.step !== end) {
    throw new FileError(`${name} was taken at step ${checkpoint.step}: expected ${end}, the end of batch ${batch}`);
  }
  const states = await folder.open(stateFile(batch));
  const spikes = await folder.open(spikesFile(batch));
  try {
    const bytes = packed.length + (states?.size ?? 0) + (spikes?.size ?? 0);
    const missing = [states ? [] : stateFile(batch), spikes ? [] : spikesFile(batch)].flat();
    const damage =
      missing.length > 0
        ? `${missing.join(' and ')} of a confirmed batch is missing`
        : await checkStates(states!, batch, plan).then(() => undefined, messageOf);
    return { checkpoint, bytes, ...(damage !== undefined && { damage }) };
  } finally {
    await states?.close();
    await spikes?.close();
  }
}

function howToGoOn(batch: number): string {
  return `remove the checkpoints from ${checkpointFile(batch)} on to go on from the batch before`;
}

function isMerged(name: string): boolean {
  return name === MERGED_SPIKES || Object.values<string>(MERGED_STATES).includes(name);
}

async function readAll(folder: RunFolder, name: string): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const file = await folder.open(name);
  if (file === undefined) return undefined;
  try {
    return await file.read(0, file.size);
  } finally {
    await file.close();
  }
}
