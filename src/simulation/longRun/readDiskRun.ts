import { readCheckpoint } from '../checkpointFile.ts';
import { firstStepOf } from './batchPlan.ts';
import { batchOfFile, checkpointFile, MERGED_FILES, startOfRun, stepOfFile } from './runFiles.ts';
import { findExperiment } from './runExperiment.ts';
import type { DiskCheckpoint, DiskRun } from './runsProtocol.ts';
import { messageOf } from '../../wording/messageOf.ts';

/**
 * What a folder tells of its run, without the files being locked: another worker may be at work on them. The last checkpoint of a batch is
 * read, since it may have been cut off; those before it were followed by a whole batch.
 */
export async function readDiskRun(name: string, directory: FileSystemDirectoryHandle): Promise<DiskRun> {
  const files = new Map<string, File>();
  for await (const [file, handle] of directory.entries()) {
    if (handle.kind === 'file') files.set(file, await (handle as FileSystemFileHandle).getFile());
  }
  const bytes = [...files.values()].reduce((sum, { size }) => sum + size, 0);
  const cutOff = new Set<string>();
  for (const merged of MERGED_FILES) {
    const file = files.get(merged);
    if (file && !(await isWhole(file))) cutOff.add(merged);
  }
  const names = [...files.keys()].toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true }));
  const facts = {
    name,
    files: names.map((file) => ({
      name: file,
      bytes: files.get(file)!.size,
      ...(cutOff.has(file) && { isCutOff: true as const }),
    })),
    bytes,
  };
  try {
    const { experiment, date } = await findExperiment(files);
    const { title, duration, dt, engine, longRun } = experiment;
    const batches = longRun?.batches ?? 0;
    const confirmed = await countConfirmed(files);
    const start = startOfRun(names);
    const steps = Math.round(duration / dt);
    const checkpoints: DiskCheckpoint[] = names.flatMap((file) => {
      const ofBatch = batchOfFile(file);
      if (ofBatch?.kind === 'checkpoint' && ofBatch.batch < confirmed) {
        const { batch } = ofBatch;
        return { file, batch, step: firstStepOf({ start, steps, batches }, batch + 1) };
      }
      const step = stepOfFile(file);
      return step === undefined ? [] : { file, step };
    });
    return {
      ...facts,
      title,
      date,
      plan: {
        duration,
        dt,
        engine,
        batches,
        start: start * dt,
        n: experiment.network.n,
        ...(longRun && { record: longRun.record }),
      },
      confirmed,
      checkpoints: checkpoints.toSorted((a, b) => a.step - b.step),
    };
  } catch (error) {
    const problem = messageOf(error);
    const date = Math.max(0, ...[...files.values()].map(({ lastModified }) => lastModified));
    return { ...facts, title: name, date, confirmed: 0, checkpoints: [], problem };
  }
}

/** Whether a merged file is; one that was given up half-way is made anew when it is asked for. */
async function isWhole(file: File): Promise<boolean> {
  // One that is being written may not be read.
  const start = await file
    .slice(0, 1)
    .arrayBuffer()
    .catch(() => new ArrayBuffer(0));
  const [first = 0] = new Uint8Array(start);
  return first !== 0;
}

/** Batches from the first on that have a checkpoint behind them, the last of which is whole. */
async function countConfirmed(files: ReadonlyMap<string, File>): Promise<number> {
  const of = (batch: number): File | undefined => files.get(checkpointFile(batch));
  let count = 0;
  while (of(count)) count++;
  if (count === 0) return 0;
  try {
    readCheckpoint(new Uint8Array(await of(count - 1)!.arrayBuffer()), checkpointFile(count - 1));
    return count;
  } catch {
    return count - 1; // It was being written when the run ended.
  }
}
