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
  dog.orGivenUp(new Promise(() => {})).catch((error: Error) => failures.push(error.message));
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

test('an answer that comes in time is heard, one after it was given up is not', async () => {
  const { dog } = open(6000);
  expect(await dog.orGivenUp(Promise.resolve(1))).toBe(1);
  await expect(dog.orGivenUp(Promise.reject(new Error('lost')))).rejects.toThrow('lost');
  dog.giveUp();
  await expect(dog.orGivenUp(Promise.resolve(2))).rejects.toThrow('silent for 0 s');
});

test('answers that have come are let go, however long the run goes on', async () => {
  const { dog } = open();
  const answers: WeakRef<object>[] = [];
  for (let k = 0; k < 10; k++) {
    const answer = { large: new Float64Array(1000) };
    answers.push(new WeakRef(answer));
    await dog.orGivenUp(Promise.resolve(answer));
  }
  vi.useRealTimers();
  // Objects that a WeakRef has handed out live to the end of the task.
  await new Promise((resolve) => setTimeout(resolve));
  (await import('node:v8')).setFlagsFromString('--expose-gc');
  (await import('node:vm')).runInNewContext('gc')();
  expect(answers.slice(0, -1).filter((answer) => answer.deref() !== undefined)).toEqual([]);
  dog.stop();
});
