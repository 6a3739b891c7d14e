import { describeRun } from '../../experiment/describeRun.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { buffersOf } from '../checkpoint.ts';
import type { Checkpoint } from '../checkpoint.ts';
import { readCheckpoint, writeCheckpoint } from '../checkpointFile.ts';
import { planBatches } from './batchPlan.ts';
import { holdRun } from './holdRun.ts';
import { mergeRun } from './mergeRun.ts';
import { OpfsFolder } from './opfsFolder.ts';
import { readDiskRun } from './readDiskRun.ts';
import { findExperiment, putExperiment } from './runExperiment.ts';
import {
  ENGINE_FILE,
  EXPERIMENT_FILE,
  MERGED_FILES,
  MERGED_STATES,
  keptFile,
  startFile,
  startOfRun,
} from './runFiles.ts';
import { putFile, type RunFolder } from './runFolder.ts';
import { runsDirectory } from './runsDirectory.ts';
import type { DiskRun, FromRunsWorker, RunsAnswers, RunsRequest, ToRunsWorker } from './runsProtocol.ts';
import { userFileWriter } from './userFileWriter.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** ms between two words of how much is done. */
const PROGRESS_INTERVAL = 100;

interface Work {
  readonly signal: AbortSignal;
  onProgress(share: number): void;
}

/** Looks after the runs on disk: what takes its time or only a worker may do. */
export class RunsOfWorker {
  readonly #send: (message: FromRunsWorker, transfer: Transferable[]) => void;
  /** What goes on, by its id. */
  readonly #working = new Map<number, AbortController>();

  constructor(send: (message: FromRunsWorker, transfer: Transferable[]) => void) {
    this.#send = send;
  }

  receive(message: ToRunsWorker): void {
    if ('isCancelled' in message) this.#working.get(message.id)?.abort(new Error('it was cancelled'));
    else void this.#answer(message.id, message.request);
  }

  async #answer(id: number, request: RunsRequest): Promise<void> {
    const work = new AbortController();
    this.#working.set(id, work);
    let saidAt = performance.now();
    const onProgress = (share: number): void => {
      const now = performance.now();
      if (now - saidAt < PROGRESS_INTERVAL) return;
      saidAt = now;
      this.#send({ type: 'progress', id, share }, []);
    };
    try {
      const { value, transfer = [] } = await this.#do(request, { signal: work.signal, onProgress });
      this.#send({ type: 'done', id, value }, transfer);
    } catch (error) {
      this.#send({ type: 'refused', id, message: messageOf(error) }, []);
    } finally {
      this.#working.delete(id);
    }
  }

  async #do(
    request: RunsRequest,
    work: Work,
  ): Promise<{ readonly value: RunsAnswers[RunsRequest['type']]; readonly transfer?: Transferable[] }> {
    switch (request.type) {
      case 'list':
        return { value: await list() };
      case 'create':
        await create(request);
        return { value: undefined };
      case 'remove':
        await remove(request.name);
        return { value: undefined };
      case 'removeMerged':
        await removeMerged(request.name, request.file);
        return { value: undefined };
      case 'experiment':
        return { value: await experimentOf(request.name) };
      case 'checkpoint': {
        const file = (await filesOf(request.name, [request.file])).get(request.file);
        if (!file) throw new Error(`${request.file} is not there any more: it may have been deleted in another tab`);
        const checkpoint = readCheckpoint(new Uint8Array(await file.arrayBuffer()), request.file);
        return { value: checkpoint, transfer: buffersOf(checkpoint) };
      }
      case 'keep':
        await keep(request.name, request.checkpoint);
        return { value: undefined };
      case 'merge':
        return { value: await merge(request, work) };
    }
  }
}

/** The newest first. */
async function list(): Promise<readonly DiskRun[]> {
  const runs: DiskRun[] = [];
  for await (const [name, handle] of (await runsDirectory()).entries()) {
    if (handle.kind !== 'directory') continue;
    try {
      runs.push(await readDiskRun(name, handle as FileSystemDirectoryHandle));
    } catch (error) {
      // Deleted meanwhile, here or in another tab.
      if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
    }
  }
  return runs.toSorted((a, b) => b.date - a.date);
}

/** Those files of a run that are there, and are wanted: of thousands, each takes its time. */
async function filesOf(name: string, wanted: readonly string[]): Promise<ReadonlyMap<string, File>> {
  const files = new Map<string, File>();
  const directory = await (await runsDirectory()).getDirectoryHandle(name);
  for (const file of wanted) {
    try {
      files.set(file, await (await directory.getFileHandle(file)).getFile());
    } catch (error) {
      if (!(error instanceof Error && error.name === 'NotFoundError')) throw error;
    }
  }
  return files;
}

async function experimentOf(name: string): Promise<Experiment> {
  return (await findExperiment(await filesOf(name, [EXPERIMENT_FILE, ENGINE_FILE]))).experiment;
}

async function create({ name, experiment, from }: Extract<RunsRequest, { type: 'create' }>): Promise<void> {
  const { folder, release } = await holdRun(name, { isNew: true });
  try {
    // Of two runs that are begun in the same second one would go on with the batches of the other.
    if ((await folder.list()).length > 0) throw new Error(`there is a run ${name} on disk already: start once more`);
    try {
      if (from) await putFile(folder, startFile(from.step), writeCheckpoint(from));
      await putExperiment(folder, experiment);
    } catch (error) {
      await (await runsDirectory()).removeEntry(name, { recursive: true });
      throw error;
    }
  } finally {
    release();
  }
}

async function remove(name: string): Promise<void> {
  const { release } = await holdRun(name);
  try {
    await (await runsDirectory()).removeEntry(name, { recursive: true });
  } finally {
    release();
  }
}

/** @throws Error where it is no merged file: what the batches hold comes from nowhere else. */
async function removeMerged(name: string, file: string): Promise<void> {
  if (!MERGED_FILES.includes(file))
    throw new Error(`${file} is kept: only ${MERGED_FILES.join(', ')} can be made again from the batches`);
  const { folder, release } = await holdRun(name);
  try {
    await folder.remove(file);
  } finally {
    release();
  }
}

/** The run may be this page's, at work: its folder is not taken, since nobody else writes a file of that name. */
async function keep(name: string, checkpoint: Checkpoint): Promise<void> {
  const directory = await (await runsDirectory()).getDirectoryHandle(name);
  await putFile(new OpfsFolder(directory), keptFile(checkpoint.step), writeCheckpoint(checkpoint));
}

async function merge(
  { name, format, target }: Extract<RunsRequest, { type: 'merge' }>,
  { signal, onProgress }: Work,
): Promise<string | undefined> {
  const experiment = await experimentOf(name);
  const { longRun } = experiment;
  if (!longRun) throw new Error('this run was not recorded in batches: there is nothing to merge');
  const run = describeRun(experiment);
  const { folder, release } = await holdRun(name);
  const merged = MERGED_STATES[format];
  try {
    const start = startOfRun(await folder.list());
    const plan = planBatches(run, longRun, buildNetwork(run.network, run.duration), start);
    const into: RunFolder = target
      ? {
          open: (file) => folder.open(file),
          list: () => folder.list(),
          remove: (file) => folder.remove(file),
          create: async (file) => (file === merged ? userFileWriter(target) : folder.create(file)),
        }
      : folder;
    await mergeRun(into, plan, format, { signal, onProgress: (done, all) => onProgress(done / all) });
    return target ? undefined : merged;
  } finally {
    release();
  }
}
