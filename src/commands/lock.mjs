import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Runs `body` while no other process holds the lock, so that two commands started together do not install or build
 * into the same folder. A lock whose holder has ended is taken over.
 *
 * @template T
 * @param {string} file the lock: it exists while it is held, and holds the holder's process id
 * @param {() => Promise<T>} body
 * @returns {Promise<T>}
 */
export async function withLock(file, body) {
  mkdirSync(path.dirname(file), { recursive: true });
  while (!takeLock(file)) {
    if (isHeld(file)) await sleep(200);
    else rmSync(file, { force: true });
  }
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

/** @param {string} file */
function takeLock(file) {
  // A link appears with its content or not at all: nobody finds a lock that does not name its holder yet.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  } finally {
    rmSync(own);
  }
}

/**
 * Whether the process that a lock names is still there.
 *
 * @param {string} file
 */
export function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // A power cut may leave a lock empty; 0 would be asked of this process's own group.
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: the holder runs, under another user
    return codeOf(error) === 'EPERM';
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
