import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { takeLock } from '../commands/lock.mjs';
import { messageOf } from '../wording/messageOf.ts';

/** It is there while a process is at work in the folder, and holds that process's id. */
const LOCK = 'run.lock';

/**
 * Keeps a folder for this process while `body` runs: two that write the same run would spoil it. The lock of a process that has ended is taken over.
 * @throws Error with a sentence for the user where another process is at work there.
 */
export async function holdFolder<T>(folder: string, body: () => Promise<T>): Promise<T> {
  const file = path.join(folder, LOCK);
  // Its holder may be about to write its id into it, or was killed before it had, or has been killed and is not gone yet.
  if (readIfThere(file) !== undefined) await sleep(GRACE);
  if (!take(file)) {
    const holder = readIfThere(file);
    const who = holder ? `in use by the process ${holder}` : 'just being taken by another process';
    throw new Error(`${folder} is ${who}: wait until it has ended; where there is none any more, remove ${file}`);
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

/** ms: far more than a process takes to write its id, or to end once it was killed. */
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
    return takeLock(file);
  } catch (error) {
    throw new Error(`${path.dirname(file)} cannot be written to: ${messageOf(error)}`, { cause: error });
  }
}
