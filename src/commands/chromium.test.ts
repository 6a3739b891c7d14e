import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { findChromium, installedBrowsers } from './chromium.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'chromium-'));
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

function writeBrowser(name: string, exitCode: number): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\nexit ${exitCode}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('CHROMIUM_PATH goes before every other browser', async () => {
  const browser = writeBrowser('mine', 0);
  vi.stubEnv('CHROMIUM_PATH', browser);
  expect(await findChromium()).toBe(browser);
});

test('a CHROMIUM_PATH that is wrong is refused by name, not passed over', async () => {
  vi.stubEnv('CHROMIUM_PATH', path.join(folder, 'gone'));
  await expect(findChromium()).rejects.toThrow(/^CHROMIUM_PATH is .*gone, which does not start/);
});

// Windows starts no scripts, and there a browser is taken without a trial
test.skipIf(process.platform === 'win32')('a browser that is there but does not start is passed over', async () => {
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', folder);
  const broken = writeBrowser('chromium', 1);
  vi.stubEnv('PATH', folder);
  expect(await findChromium()).not.toBe(broken);
});

test.skipIf(process.platform !== 'linux')('on Linux a browser on the PATH is found', async () => {
  vi.stubEnv('CHROMIUM_PATH', '');
  vi.stubEnv('PLAYWRIGHT_BROWSERS_PATH', folder);
  const working = writeBrowser('chromium', 0);
  vi.stubEnv('PATH', folder);
  expect(await findChromium()).toBe(working);
});

test('every system has its usual places', () => {
  expect(installedBrowsers('linux', { PATH: '/opt/bin:' }, '/home/a')).toEqual(
    expect.arrayContaining(['/opt/bin/chromium', '/usr/bin/google-chrome', '/snap/bin/chromium']),
  );
  expect(installedBrowsers('linux', {}, '/home/a').every((browser) => path.posix.isAbsolute(browser))).toBe(true);
  expect(installedBrowsers('darwin', {}, '/Users/a')).toContain(
    '/Users/a/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  );
  expect(installedBrowsers('win32', { PROGRAMFILES: 'C:\\Program Files' }, 'C:\\Users\\a')).toEqual([
    'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
    'C:\\Program Files\\Chromium\\Application\\chrome.exe',
    'C:\\Program Files\\Microsoft\\Edge\\Application\\msedge.exe',
  ]);
});
