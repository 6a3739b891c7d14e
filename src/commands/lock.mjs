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
  while (!takeLock(file)) await sleep(200);
  try {
    return await body();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Takes a lock that nobody holds, or whose holder has ended. Of several processes that find the same one at the same moment one gets it.
 *
 * @param {string} file
 * @returns {boolean} whether it is this process's now
 */
export function takeLock(file) {
  if (create(file)) return true;
  if (isHeld(file)) return false;
  // Who holds this alone may remove what was left behind: the second of two that found it would remove the first one's new lock.
  const removal = `${file}.removal`;
  if (!takeLock(removal)) return false;
  try {
    if (!isHeld(file)) rmSync(file, { force: true });
    return create(file);
  } finally {
    rmSync(removal, { force: true });
  }
}

/** @param {string} file */
function create(file) {
  // A link appears with its content or not at all: nobody finds a lock that does not name its holder yet.
  const own = `${file}.${process.pid}`;
  writeFileSync(own, String(process.pid));
  try {
    linkSync(own, file);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    if (!WITHOUT_LINKS.includes(codeOf(error) ?? '')) throw error;
    return createEmpty(file);
  } finally {
    rmSync(own);
  }
}

/** What file systems say that know no links, as on most memory sticks. */
const WITHOUT_LINKS = ['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS'];

/**
 * A lock that is empty for a moment.
 *
 * @param {string} file
 */
function createEmpty(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Whether the process that a lock names is still there.
 *
 * @param {string} file
 */
function isHeld(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    // A power cut may leave a lock empty; 0 would be asked of this process's own group.
    if (!(pid > 0)) return false;
    process.kill(pid, 0);
    return !isZombie(pid);
  } catch (error) {
    // EPERM: the holder runs, under another user
    return codeOf(error) === 'EPERM';
  }
}

/**
 * Whether a process has ended and only waits for its parent to ask how; in a container that may never happen. Only Linux tells.
 *
 * @param {number} pid
 */
function isZombie(pid) {
  try {
    // 'pid (name) state …', and the name may hold anything
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.startsWith('Z') === true;
  } catch {
    return false;
  }
}

/** @param {unknown} error */
function codeOf(error) {
  return /** @type {NodeJS.ErrnoException} */ (error).code;
}
