import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { NodeFolder } from './nodeFolder.ts';

let place: string;
beforeEach(async () => {
  place = await mkdtemp(path.join(os.tmpdir(), 'node-folder-'));
});
afterEach(() => rm(place, { recursive: true }));

test('files are written, overwritten in part, read in stretches, listed and removed', async () => {
  const folder = await NodeFolder.open(path.join(place, 'a/b'));
  const writer = await folder.create('one.bin');
  await writer.append(Uint8Array.of(0, 1, 2));
  await writer.append(Uint8Array.of(3, 4));
  expect(writer.size).toBe(5);
  await writer.overwrite(1, Uint8Array.of(9, 8));
  await expect(writer.overwrite(4, Uint8Array.of(1, 1))).rejects.toThrow(/one\.bin holds 5 bytes: 4 … 6 lies beyond/);
  // Whoever is killed now has all of it in the file.
  expect([...(await readFile(path.join(place, 'a/b/one.bin')))]).toEqual([0, 9, 8, 3, 4]);
  await writer.close();
  const reader = (await folder.open('one.bin'))!;
  expect(reader.size).toBe(5);
  expect([...(await reader.read(3, 10))]).toEqual([3, 4]);
  expect([...(await reader.read(7, 10))]).toEqual([]);
  await reader.close();
  await mkdir(path.join(place, 'a/b/folder'));
  expect(await folder.list()).toEqual(['one.bin']);
  await (await folder.create('one.bin')).close();
  expect((await folder.open('one.bin'))!.size).toBe(0);
  await folder.remove('one.bin');
  await folder.remove('one.bin');
  expect(await folder.open('one.bin')).toBeUndefined();
  expect(await folder.room()).toBeGreaterThan(0);
});

test('a place that is no folder is named', async () => {
  const file = path.join(place, 'file');
  await writeFile(file, '');
  await expect(NodeFolder.open(file)).rejects.toThrow(`${file} cannot be written to: ENOTDIR`);
});
