import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { run } from './run.mjs';

/** @returns {string[] | undefined} what must stand before apt-get to run it as root; nothing where that is not possible */
export function aptPrefix() {
  if (process.platform !== 'linux' || !existsSync('/usr/bin/apt-get')) return undefined;
  if (process.getuid?.() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0 ? ['sudo', '-n'] : undefined;
}

/**
 * @param {readonly string[]} sudo of `aptPrefix`
 * @param {readonly string[]} packages
 * @returns {Promise<string>} the last lines of apt-get, for the case that it failed
 */
export async function installPackages(sudo, packages) {
  let lastLines = '';
  for (const args of [['update'], ['install', '-y', ...packages]]) {
    const [file = '', ...rest] = [...sudo, 'env', 'DEBIAN_FRONTEND=noninteractive', 'apt-get', '-q', ...args];
    const { code, output } = await run(file, rest, { stdio: ['ignore', 'pipe', 'pipe'] });
    if (code !== 0) lastLines = output.trim().split('\n').slice(-3).join('\n');
  }
  return lastLines;
}
