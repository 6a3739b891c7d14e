import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, expect, test, vi } from 'vitest';
import { findPython, installedPythons } from './python.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'python-'));
afterEach(() => vi.unstubAllEnvs());
afterAll(() => rmSync(folder, { recursive: true }));

// Windows starts no scripts
const isPosix = process.platform !== 'win32';

function writePython(name: string, imports: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n[ "$2" = "${imports}" ]\n`);
  chmodSync(file, 0o755);
  return file;
}

test.runIf(isPosix)('PYTHON_PATH goes before every other Python', () => {
  const python = writePython('mine', 'import numpy, h5py, brian2');
  vi.stubEnv('PYTHON_PATH', python);
  expect(findPython()).toBe(python);
});

test('a PYTHON_PATH that does not exist, or lacks a package, is refused by name, not passed over', () => {
  vi.stubEnv('PYTHON_PATH', path.join(folder, 'gone'));
  expect(() => findPython()).toThrow(/^PYTHON_PATH is .*gone, which does not import numpy, h5py, brian2/);
  vi.stubEnv('PYTHON_PATH', writePython('bare', 'import numpy'));
  expect(() => findPython()).toThrow(/^PYTHON_PATH is .*bare, which does not import/);
});

test("the system's comes first, then those on the PATH", () => {
  expect(installedPythons('linux', { PATH: '/opt/bin::/usr/bin' })).toEqual(['/usr/bin/python3', '/opt/bin/python3']);
  expect(installedPythons('win32', { PATH: 'C:\\Python312;C:\\Windows' })).toEqual([
    'C:\\Python312\\python.exe',
    'C:\\Windows\\python.exe',
  ]);
});
