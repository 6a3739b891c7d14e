import { OpfsFolder } from './opfsFolder.ts';
import { lockName, runsDirectory } from './runsDirectory.ts';

/** ms: a worker that was ended lets go of its runs within so long. */
const PATIENCE = 5000;

/** A run's folder while nobody else may touch it. */
export interface HeldRun {
  readonly folder: OpfsFolder;
  /** Lets go of its files, and of the run. */
  release(): void;
}

/**
 * Takes a run for this worker alone, over all tabs, until it is released or the worker ends.
 * @param isNew Makes the folder where there is none.
 * @throws Error with a sentence when another tab has it, or there is no such run
 */
export async function holdRun(name: string, { isNew = false } = {}): Promise<HeldRun> {
  const directory = await runsDirectory();
  const unlock = await lockRun(name);
  try {
    const folder = new OpfsFolder(await directory.getDirectoryHandle(name, { create: isNew }));
    return {
      folder,
      release() {
        folder.release();
        unlock();
      },
    };
  } catch (error) {
    unlock();
    if (error instanceof Error && error.name === 'NotFoundError') {
      throw new Error(`there is no run ${name} on disk: it may have been deleted in another tab`, { cause: error });
    }
    throw error;
  }
}

function lockRun(name: string): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const held = (): Promise<void> => new Promise((unlock) => resolve(unlock));
    navigator.locks.request(lockName(name), { signal: AbortSignal.timeout(PATIENCE) }, held).catch((error: unknown) => {
      const message = `the run ${name} is used by another tab of the lab: close it there, then try again`;
      reject(new Error(message, { cause: error }));
    });
  });
}
