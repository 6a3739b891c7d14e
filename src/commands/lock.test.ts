import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, test } from 'vitest';
import { withLock } from './lock.mjs';

const folder = mkdtempSync(path.join(os.tmpdir(), 'lock-'));
afterAll(() => rmSync(folder, { recursive: true }));

test('two bodies under one lock never run at once, and the lock is gone afterwards', async () => {
  const file = path.join(folder, 'cache/two');
  const events: string[] = [];
  const body = (name: string) =>
    withLock(file, async () => {
      events.push(`${name} starts`);
      await sleep(30);
      events.push(`${name} ends`);
      return name;
    });
  expect(await Promise.all([body('a'), body('b')])).toEqual(['a', 'b']);
  expect(events).toEqual(['a starts', 'a ends', 'b starts', 'b ends']);
  expect(existsSync(file)).toBe(false);
});

test('a body that throws gives the lock back', async () => {
  const file = path.join(folder, 'throws');
  await expect(withLock(file, () => Promise.reject(new Error('no space left')))).rejects.toThrow('no space left');
  expect(await withLock(file, () => Promise.resolve('free'))).toBe('free');
});

test('the lock of a process that has ended is taken over', async () => {
  const file = path.join(folder, 'left');
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  writeFileSync(file, String(pid));
  expect(await withLock(file, () => Promise.resolve('taken'))).toBe('taken');
});
