import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The repository's folder, whatever the working directory is. */
export const ROOT = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..');

/** What the user can put right: the message is the sentence they read, without a stack. */
export class CommandError extends Error {}

/**
 * Runs the body of a command; the process ends with its exit code, or with 1 and a sentence.
 *
 * @param {() => Promise<number>} body
 */
export async function runCommand(body) {
  try {
    process.exitCode = await body();
  } catch (error) {
    reportError(error);
    process.exitCode = 1;
  }
}

/** @param {unknown} error */
export function reportError(error) {
  if (error instanceof CommandError) note(error.message);
  else note(error instanceof Error ? (error.stack ?? error.message) : String(error));
}

/**
 * Tells the user what takes its time. On stderr, because the output of `simulate` belongs to the simulation.
 *
 * @param {string} line
 */
export function note(line) {
  process.stderr.write(`${line}\n`);
}

/**
 * @typedef {object} RunOptions
 * @property {string} [cwd] the repository's folder by default
 * @property {NodeJS.ProcessEnv} [env] added to the environment
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {number} [silenceLimit] ms: a program that prints nothing for so long is ended; needs `stdio: 'pipe'`
 * @property {boolean} [shell]
 */

/**
 * Runs a program to its end. A signal that asks this process to end is left to the program to decide about.
 *
 * @param {string} file
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 * @returns {Promise<{ code: number, output: string }>} `output` is what it printed where `stdio` is 'pipe'
 * @throws {Error} where the program cannot be started
 */
export function run(file, args, { cwd = ROOT, env, stdio = ['ignore', 2, 2], silenceLimit, shell = false } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, { cwd, env: { ...process.env, ...env }, stdio, shell });
    // a terminal sends Ctrl+C to both; other signals reach this process alone
    const stay = () => {};
    const passOn = () => child.kill('SIGTERM');
    process.on('SIGINT', stay).on('SIGTERM', passOn);

    let output = '';
    /** @type {NodeJS.Timeout | undefined} */
    let silence;
    const listen = () => {
      clearTimeout(silence);
      if (silenceLimit !== undefined) silence = setTimeout(() => child.kill(), silenceLimit);
    };
    listen();
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
        output += text;
        listen();
      });
    }
    const settle = () => {
      clearTimeout(silence);
      process.off('SIGINT', stay).off('SIGTERM', passOn);
    };
    child.once('error', (error) => {
      settle();
      reject(error);
    });
    child.once('close', (code, signal) => {
      settle();
      // a shell's convention for a program that a signal ended
      resolve({ code: code ?? 128 + (signal ? os.constants.signals[signal] : 0), output });
    });
  });
}

/**
 * Runs the command-line program of an installed package with this Node: no shell, no PATH, the same on every system.
 *
 * @param {string} packageName
 * @param {readonly string[]} args
 * @param {RunOptions} [options]
 */
export function runTool(packageName, args, options) {
  const folder = path.join(ROOT, 'node_modules', packageName);
  /** @type {{ bin: string | Record<string, string> }} */
  const { bin } = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
  const script = typeof bin === 'string' ? bin : Object.values(bin)[0];
  if (script === undefined) throw new Error(`${packageName} brings no program`);
  return run(process.execPath, [path.join(folder, script), ...args], options);
}
