import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { aptPrefix, installPackages } from './apt.mjs';
import { CommandError, note, runTool } from './run.mjs';

/** Headless Chromium then offers WebGPU and WebGL on the processor (SwiftShader), the same on every machine. */
export const SOFTWARE_GPU_ARGS = [
  '--enable-unsafe-webgpu',
  '--use-webgpu-adapter=swiftshader',
  '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader',
];

const WHAT_TO_DO =
  'Install Chromium or Chrome, or name one in the environment variable CHROMIUM_PATH, and start the command again.';

/**
 * The Chromium of this machine: the one that CHROMIUM_PATH names, else Playwright's own, else an installed browser.
 * Needs the packages.
 *
 * @returns {Promise<string | undefined>} its path; nothing where no browser was found that starts
 * @throws {CommandError} where CHROMIUM_PATH names no browser that starts
 */
export async function findChromium() {
  const named = process.env['CHROMIUM_PATH'];
  if (named) {
    if (starts(named)) return named;
    throw new CommandError(
      `CHROMIUM_PATH is ${named}, which does not start: expected the path of a Chromium or Chrome.`,
    );
  }
  const { chromium } = await import('playwright-core');
  return [chromium.executablePath(), ...installedBrowsers(process.platform, process.env, os.homedir())].find(starts);
}

/**
 * Where browsers built on Chromium are usually installed.
 *
 * @param {NodeJS.Platform} platform
 * @param {NodeJS.ProcessEnv} env
 * @param {string} home
 * @returns {string[]}
 */
export function installedBrowsers(platform, env, home) {
  if (platform === 'darwin') {
    return ['Google Chrome', 'Chromium', 'Microsoft Edge'].flatMap((name) =>
      ['/Applications', path.posix.join(home, 'Applications')].map((folder) =>
        path.posix.join(folder, `${name}.app/Contents/MacOS`, name),
      ),
    );
  }
  if (platform === 'win32') {
    const folders = [env['PROGRAMFILES'], env['PROGRAMFILES(X86)'], env['LOCALAPPDATA']];
    return ['Google\\Chrome', 'Chromium', 'Microsoft\\Edge'].flatMap((name) =>
      folders.flatMap((folder) => {
        const program = name.endsWith('Edge') ? 'msedge.exe' : 'chrome.exe';
        return folder ? [path.win32.join(folder, name, 'Application', program)] : [];
      }),
    );
  }
  const folders = new Set([...(env['PATH'] ?? '').split(':'), '/usr/bin', '/usr/local/bin', '/snap/bin']);
  folders.delete('');
  return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'].flatMap((name) =>
    [...folders].map((folder) => path.posix.join(folder, name)),
  );
}

/** @param {string} browser */
function starts(browser) {
  if (!existsSync(browser)) return false;
  // on Windows Chrome knows no --version and would open a window
  if (process.platform === 'win32') return true;
  // a download may lack the system's libraries, and /usr/bin/chromium-browser may only say where to get one
  return spawnSync(browser, ['--version'], { stdio: 'ignore', timeout: 20_000 }).status === 0;
}

/**
 * Finds a Chromium, or downloads Playwright's, or installs Debian's package.
 *
 * @returns {Promise<string>} its path
 * @throws {CommandError} where none can be had: one sentence that says what to do
 */
export async function ensureChromium() {
  const found = await findChromium();
  if (found) return found;
  note('No Chromium found: downloading the one of Playwright …');
  await downloadChromium();
  const downloaded = await findChromium();
  if (downloaded) return downloaded;
  const sudo = aptPrefix();
  if (!sudo) throw new CommandError(`No Chromium was found and Playwright could not download one. ${WHAT_TO_DO}`);
  note('That did not work: installing the package chromium with apt-get …');
  const problem = await installPackages(sudo, ['chromium']);
  const installed = await findChromium();
  if (installed) return installed;
  throw new CommandError(
    `No Chromium was found, and neither Playwright nor apt-get brought one. ${WHAT_TO_DO}\n${problem}`,
  );
}

/** Its failure is no error yet: the caller looks whether there is a Chromium now. */
async function downloadChromium() {
  await runTool('playwright', ['install', 'chromium'], {
    stdio: 'pipe',
    // ms. A machine without a way out fails within seconds; a slow download prints its progress.
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '5000' },
    silenceLimit: 60_000,
  });
}
