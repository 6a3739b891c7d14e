import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';
import { aptPrefix, installPackages } from './apt.mjs';
import { CommandError, note } from './run.mjs';

/** What tests of exported files read and run them with, and the packages of Debian that hold it. */
const MODULES = ['numpy', 'h5py', 'brian2'];
const DEBIAN_PACKAGES = ['python3-numpy', 'python3-h5py', 'python3-brian'];

const WHAT_TO_DO = `install ${MODULES.join(', ')} for a Python 3, or name one that has them in the environment variable PYTHON_PATH`;

/**
 * A Python 3 of this machine that has NumPy, h5py and Brian2: the one that PYTHON_PATH names, else the system's, else one on the PATH.
 *
 * @returns {string | undefined} its path; nothing where none has all of them
 * @throws {CommandError} where PYTHON_PATH names one that has not
 */
export function findPython() {
  const named = process.env['PYTHON_PATH'];
  if (named) {
    if (hasModules(named)) return named;
    throw new CommandError(
      `PYTHON_PATH is ${named}, which does not import ${MODULES.join(', ')}: expected the path of a Python 3 that does.`,
    );
  }
  return installedPythons(process.platform, process.env).find(hasModules);
}

/**
 * Where a Python usually is.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @returns {string[]}
 */
export function installedPythons(platform, env) {
  const isWindows = platform === 'win32';
  const { join, delimiter } = isWindows ? path.win32 : path.posix;
  // first the system's, which packages of the system belong to
  const folders = new Set([...(isWindows ? [] : ['/usr/bin']), ...(env['PATH'] ?? '').split(delimiter)]);
  folders.delete('');
  return [...folders].map((folder) => join(folder, isWindows ? 'python.exe' : 'python3'));
}

/** @param {string} python */
function hasModules(python) {
  if (!existsSync(python)) return false;
  const { status } = spawnSync(python, ['-c', `import ${MODULES.join(', ')}`], { stdio: 'ignore', timeout: 60_000 });
  return status === 0;
}

/**
 * Finds a Python with what tests need, or installs Debian's packages.
 *
 * @returns {Promise<{ path: string } | { problem: string }>} its path, or a sentence that says why there is none
 * @throws {CommandError} where PYTHON_PATH names a Python that lacks something
 */
export async function ensurePython() {
  const found = findPython();
  if (found) return { path: found };
  const sudo = aptPrefix();
  if (!sudo) return { problem: `no Python here imports ${MODULES.join(', ')}: ${WHAT_TO_DO}` };
  note(`No Python with ${MODULES.join(', ')} found: installing ${DEBIAN_PACKAGES.join(', ')} with apt-get …`);
  const lastLines = await installPackages(sudo, DEBIAN_PACKAGES);
  const installed = findPython();
  if (installed) return { path: installed };
  return {
    problem: `no Python here imports ${MODULES.join(', ')}, and apt-get did not bring one: ${WHAT_TO_DO}\n${lastLines}`,
  };
}
