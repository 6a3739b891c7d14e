import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
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

test.runIf(process.platform === 'linux')('so is that of one that has ended and was not asked how', async () => {
  const file = path.join(folder, 'zombie');
  // The shell becomes a program that does not ask.
  const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'inherit'] });
  const pid = await new Promise<string>((resolve) => parent.stdout.on('data', (text) => resolve(String(text).trim())));
  try {
    await sleep(300);
    writeFileSync(file, pid);
    expect(await withLock(file, () => Promise.resolve('taken'))).toBe('taken');
    // It is still there.
    expect(process.kill(Number(pid), 0)).toBe(true);
  } finally {
    parent.kill();
  }
});

test('of processes that find the lock of one that has ended at the same moment exactly one gets it, each time', async () => {
  const { pid } = spawnSync(process.execPath, ['-e', '']);
  const rounds = 40;
  for (let round = 0; round < rounds; round++) writeFileSync(path.join(folder, `race${round}`), String(pid));
  // They meet by the clock: a word to each would come to one after the other. All stay until the last has tried.
  const racer = `
    import { takeLock } from ${JSON.stringify(new URL('./lock.mjs', import.meta.url).href)};
    for (let round = 0; round < ${rounds}; round++) {
      while (Date.now() < Number(process.argv[1]) + 8 * round);
      if (takeLock(${JSON.stringify(path.join(folder, 'race'))} + round)) process.stdout.write(round + ' ');
    }
    process.stdout.write('done');
    process.stdin.resume();`;
  const start = String(Date.now() + 800);
  const racers = Array.from({ length: 4 }, () => spawn(process.execPath, ['--input-type=module', '-e', racer, start]));
  const said = await Promise.all(
    racers.map(async ({ stdout }) => {
      let text = '';
      for await (const piece of stdout) {
        text += String(piece);
        if (text.endsWith('done')) break;
      }
      return text;
    }),
  );
  for (const { stdin } of racers) stdin.end();
  const won = said.flatMap((text) => text.match(/\d+/g) ?? []).map(Number);
  expect(won.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rounds }, (_, round) => round));
  expect(readdirSync(folder).filter((name) => name.includes('.'))).toEqual([]);
});
