import { RunsClient } from './runsClient.ts';
import { lockName, runsDirectory } from './runsDirectory.ts';

/** Room on the disk that the browser gives the page, in bytes. */
export interface DiskRoom {
  readonly used: number;
  readonly free: number;
}

/** The runs on disk, as the page reaches them. */
export interface RunsOnDisk {
  /** What only a worker may do. */
  readonly worker: Pick<RunsClient, 'ask'>;
  /** Undefined where the browser does not tell. */
  room(): Promise<DiskRoom | undefined>;
  /** Asks the browser to keep the runs when the disk becomes full; resolves with whether it promises. */
  persist(): Promise<boolean>;
  /** Names of the runs that some tab is at work on. */
  held(): Promise<ReadonlySet<string>>;
  /** A file of a run. Its bytes stay on disk until they are read. */
  file(run: string, name: string): Promise<File>;
}

export function runsOfBrowser(): RunsOnDisk {
  const createWorker = (): Worker =>
    new Worker(new URL('./runs.worker.ts', import.meta.url), { type: 'module', name: 'runs on disk' });
  return {
    worker: new RunsClient(createWorker),
    async room() {
      const { usage, quota } = await navigator.storage.estimate();
      if (usage === undefined || quota === undefined) return undefined;
      return { used: usage, free: Math.max(0, quota - usage) };
    },
    async persist() {
      return (await navigator.storage.persisted()) || navigator.storage.persist();
    },
    async held() {
      const { held = [] } = await navigator.locks.query();
      const prefix = lockName('');
      return new Set(held.flatMap(({ name }) => (name?.startsWith(prefix) ? name.slice(prefix.length) : [])));
    },
    async file(run, name) {
      const directory = await (await runsDirectory()).getDirectoryHandle(run);
      return (await directory.getFileHandle(name)).getFile();
    },
  };
}
