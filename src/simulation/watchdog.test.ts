import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { Watchdog } from './watchdog.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function open(patience = 20_000): { dog: Watchdog; heard: number[]; failures: string[] } {
  const heard: number[] = [];
  const failures: string[] = [];
  const dog = new Watchdog(
    patience,
    (seconds) => heard.push(seconds),
    (seconds) => `silent for ${seconds} s`,
  );
  dog.givenUp.catch((error: Error) => failures.push(error.message));
  return { dog, heard, failures };
}

test('two seconds of silence are told, then every two more, until the device is given up', async () => {
  const { dog, heard, failures } = open(6000);
  dog.begin();
  await vi.advanceTimersByTimeAsync(1999);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(heard).toEqual([2]);
  await vi.advanceTimersByTimeAsync(20_000);
  expect(heard).toEqual([2, 4]);
  expect(failures).toEqual(['silent for 6 s']);
});

test('a device without work may be silent', async () => {
  const { dog, heard } = open();
  dog.begin();
  dog.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual([]);
});

test('an answer starts the count afresh while more is under way', async () => {
  const { dog, heard } = open();
  dog.begin();
  dog.begin();
  await vi.advanceTimersByTimeAsync(1500);
  dog.end();
  await vi.advanceTimersByTimeAsync(1500);
  expect(heard).toEqual([]);
  await vi.advanceTimersByTimeAsync(500);
  expect(heard).toEqual([2]);
});

test('work that is queued behind other work does not hide a silence', async () => {
  const { dog, heard } = open();
  dog.begin();
  await vi.advanceTimersByTimeAsync(1000);
  dog.begin();
  await vi.advanceTimersByTimeAsync(1000);
  expect(heard).toEqual([2]);
});

test('a machine that was asleep has been silent for one tick', async () => {
  const { dog, heard, failures } = open();
  dog.begin();
  vi.setSystemTime(Date.now() + 3_600_000);
  await vi.advanceTimersByTimeAsync(2000);
  expect(heard).toEqual([2]);
  expect(failures).toEqual([]);
});

test('nothing is heard once it was stopped', async () => {
  const { dog, heard, failures } = open(6000);
  dog.begin();
  dog.begin();
  dog.stop();
  dog.end();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(heard).toEqual([]);
  expect(failures).toEqual([]);
});
