import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { isHeld } from '../commands/lock.mjs';

/** It is there while a process is at work in the folder, and holds that process's id. */
const LOCK = 'run.lock';

/**
 * Keeps a folder for this process while `body` runs: two that write the same run would spoil it. The lock of a process that has ended is taken over.
 * @throws Error with a sentence for the user where another process is at work there.
 */
export async function holdFolder<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const file = path.join(folder, LOCK);
  if (!take(file)) {
    // Its holder may be about to write its id into it, or was killed before it had.
    if (readIfThere(file) === '') await sleep(GRACE);
    if (isHeld(file)) {
      const holder = readIfThere(file) ?? '';
      const way = `wait until it has ended; where there is none any more, remove ${file}`;
      throw new Error(`${folder} is in use by the process ${holder}: ${way}`);
    }
    rmSync(file, { force: true });
    if (!take(file)) throw new Error(`${folder} has just been taken by another process: wait until it has ended`);
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

/** ms: far more than a process that lives takes for it. */
const GRACE = 200;

function readIfThere(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // Let go of meanwhile.
  }
}

function take(file: string): boolean {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'EEXIST') return false;
    throw new Error(`${path.dirname(file)} cannot be written to: ${message}`, { cause: error });
  }
}
