import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const LOADER = 'libvulkan.so.1';

/**
 * WebGPU in Node needs a Vulkan loader. Linux machines without a graphics card often have none, but a Chromium on them
 * brings one, with a driver that runs on the processor: then this is the environment in which Node finds both.
 * A machine with a loader of its own keeps it, and with it its graphics card.
 *
 * @returns {Record<string, string>} empty where nothing is missing or nothing can be done
 */
export function vulkanEnvironment() {
  if (process.platform !== 'linux' || hasLoader()) return {};
  const folder = browserFolders().find((candidate) => existsSync(path.join(candidate, LOADER)));
  if (folder === undefined) return {};
  const { LD_LIBRARY_PATH, VK_ICD_FILENAMES, VK_DRIVER_FILES } = process.env;
  /** @type {Record<string, string>} */
  const environment = { LD_LIBRARY_PATH: LD_LIBRARY_PATH ? `${LD_LIBRARY_PATH}:${folder}` : folder };
  const softwareDriver = path.join(folder, 'vk_swiftshader_icd.json');
  if (!VK_ICD_FILENAMES && !VK_DRIVER_FILES && !hasDriver() && existsSync(softwareDriver)) {
    environment['VK_ICD_FILENAMES'] = softwareDriver;
  }
  return environment;
}

/** True also where it cannot be known: then nothing is changed. */
function hasLoader() {
  const given = (process.env['LD_LIBRARY_PATH'] ?? '').split(':').filter(Boolean);
  if (given.some((folder) => existsSync(path.join(folder, LOADER)))) return true;
  const { status, stdout } = spawnSync('/sbin/ldconfig', ['-p'], { encoding: 'utf8' });
  return status !== 0 || stdout.includes(LOADER);
}

function hasDriver() {
  const folders = ['/etc/vulkan/icd.d', '/usr/share/vulkan/icd.d', '/usr/local/share/vulkan/icd.d'];
  return folders.some((folder) => existsSync(folder) && readdirSync(folder).length > 0);
}

function browserFolders() {
  const downloads = process.env['PLAYWRIGHT_BROWSERS_PATH'] ?? path.join(os.homedir(), '.cache/ms-playwright');
  const downloaded = existsSync(downloads)
    ? readdirSync(downloads).flatMap((name) =>
        ['chrome-linux', 'chrome-linux64'].map((folder) => path.join(downloads, name, folder)),
      )
    : [];
  const named = process.env['CHROMIUM_PATH'];
  return [
    ...(named ? [path.dirname(named)] : []),
    ...downloaded,
    '/usr/lib/chromium',
    '/usr/lib/chromium-browser',
    '/opt/google/chrome',
  ];
}
