import { messageOf } from '../../wording/messageOf.ts';
/** The folder of the browser's private file system in which each run on disk has one of its own. */
const RUNS = 'runs';

/** @throws Error with a sentence where the browser keeps no files (a private window, an old browser) */
export async function runsDirectory(): Promise<FileSystemDirectoryHandle> {
  try {
    const root = await navigator.storage.getDirectory();
    return await root.getDirectoryHandle(RUNS, { create: true });
  } catch (error) {
    const reason = messageOf(error);
    throw new Error(`this browser keeps no files for the lab (${reason}): use a normal window, not a private one`, {
      cause: error,
    });
  }
}

/** The name of the lock that a tab has while it is at work on the run. */
export function lockName(run: string): string {
  return `nerveflow-lab ${RUNS}/${run}`;
}
