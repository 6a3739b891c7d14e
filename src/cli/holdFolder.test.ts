import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { holdFolder } from './holdFolder.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'hold-folder-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('a folder is one process’s at a time, and free again afterwards', async () => {
  await holdFolder(folder, async () => {
    await expect(holdFolder(folder, async () => {})).rejects.toThrow(
      `${folder} is in use by the process ${process.pid}: wait until it has ended; where there is none any more, remove ${folder}/run.lock`,
    );
  });
  await expect(holdFolder(folder, () => Promise.reject(new Error('no room')))).rejects.toThrow('no room');
  expect(await holdFolder(folder, async () => 'free')).toBe('free');
  expect(await readdir(folder)).toEqual([]);
});

test('one that was left behind by a process that was killed is taken over', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  await writeFile(path.join(folder, 'run.lock'), String(pid));
  expect(await holdFolder(folder, async () => 'taken')).toBe('taken');
});

test('one whose process was killed before it had written its id is taken over; one that is being written is waited for', async () => {
  const lock = path.join(folder, 'run.lock');
  await writeFile(lock, '');
  expect(await holdFolder(folder, async () => 'taken')).toBe('taken');
  await writeFile(lock, '');
  const other = holdFolder(folder, async () => {});
  await writeFile(lock, String(process.pid));
  await expect(other).rejects.toThrow(`is in use by the process ${process.pid}`);
});
