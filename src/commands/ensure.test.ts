import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { hashSources, packagesAreInstalled } from './ensure.mjs';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(os.tmpdir(), 'ensure-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(file: string, content: unknown) {
  mkdirSync(path.dirname(path.join(root, file)), { recursive: true });
  writeFileSync(path.join(root, file), typeof content === 'string' ? content : JSON.stringify(content));
}

const react = { version: '19.0.0', integrity: 'sha512-a' };
const forOtherSystem = { version: '1.0.0', integrity: 'sha512-b', optional: true };
const lock = { packages: { '': {}, 'node_modules/react': react, 'node_modules/binding-win32': forOtherSystem } };

test('packages are missing in a fresh clone, and in one whose installation was interrupted', () => {
  write('package-lock.json', lock);
  expect(packagesAreInstalled(root)).toBe(false);
  write('node_modules/react/package.json', {});
  expect(packagesAreInstalled(root)).toBe(false);
});

test('packages are installed when npm wrote down all but the binaries of other systems', () => {
  write('package-lock.json', lock);
  write('node_modules/.package-lock.json', { packages: { 'node_modules/react': react } });
  expect(packagesAreInstalled(root)).toBe(true);
});

test.each([
  ['another version', { 'node_modules/react': { ...react, version: '19.0.1' } }],
  ['another content under the same version', { 'node_modules/react': { ...react, integrity: 'sha512-c' } }],
  ['a package that is not installed', { 'node_modules/vite': react }],
  ['another version of a binary', { 'node_modules/binding-win32': { ...forOtherSystem, version: '1.0.1' } }],
])('packages are to be installed when package-lock.json changed to %s', (_change, changed) => {
  write('node_modules/.package-lock.json', lock);
  write('package-lock.json', { packages: { ...lock.packages, ...changed } });
  expect(packagesAreInstalled(root)).toBe(false);
});

test('the hash of the sources changes with what a build reads, and with nothing else', () => {
  write('index.html', '<p>');
  write('src/model/model.ts', 'a');
  const before = hashSources(root);
  write('src/model/model.test.ts', 'a test');
  write('dist/index.html', 'a build');
  write('README.md', 'prose');
  expect(hashSources(root)).toBe(before);
  const changes = [
    () => write('src/model/model.ts', 'b'),
    () => write('src/model/added.ts', ''),
    () => rmSync(path.join(root, 'src/model/added.ts')),
    () => write('public/icon.svg', '<svg>'),
    () => write('vite.config.ts', 'export {}'),
    () => write('package-lock.json', lock),
  ];
  const hashes = changes.map((change) => {
    change();
    return hashSources(root);
  });
  expect(hashes[2]).toBe(hashes[0]);
  expect(new Set([before, ...hashes]).size).toBe(changes.length);
});

test('moving text from one file to the next changes the hash', () => {
  write('src/a.ts', 'xy');
  write('src/b.ts', 'z');
  const before = hashSources(root);
  write('src/a.ts', 'x');
  write('src/b.ts', 'yz');
  expect(hashSources(root)).not.toBe(before);
});
