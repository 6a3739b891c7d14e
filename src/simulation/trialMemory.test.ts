import { afterEach, expect, test, vi } from 'vitest';
import type { EngineTrial } from '../engine/engineInfo.ts';
import { fakeDatabases } from './fixtures/fakeDatabases.ts';
import { trialMemoryOfBrowser } from './trialMemory.ts';

const trials: EngineTrial[] = [{ kind: 'cpu', precision: 'float32', stepsPerSecond: 40_000 }];

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

test('what was remembered is recalled, by its key', async () => {
  vi.stubGlobal('indexedDB', fakeDatabases());
  const memory = trialMemoryOfBrowser();
  expect(await memory.recall('2^7 neurons')).toBeUndefined();
  await memory.remember('2^7 neurons', trials);
  expect(await trialMemoryOfBrowser().recall('2^7 neurons')).toEqual(trials);
  expect(await memory.recall('2^8 neurons')).toBeUndefined();
});

test('trials are forgotten after 30 days', async () => {
  vi.stubGlobal('indexedDB', fakeDatabases());
  vi.useFakeTimers({ toFake: ['Date'] });
  const memory = trialMemoryOfBrowser();
  await memory.remember('a', trials);
  vi.setSystemTime(Date.now() + 29 * 24 * 3600 * 1000);
  expect(await memory.recall('a')).toEqual(trials);
  vi.setSystemTime(Date.now() + 2 * 24 * 3600 * 1000);
  expect(await memory.recall('a')).toBeUndefined();
});

test('a browser without a memory remembers nothing, and says nothing', async () => {
  vi.stubGlobal('indexedDB', undefined);
  const memory = trialMemoryOfBrowser();
  await memory.remember('a', trials);
  expect(await memory.recall('a')).toBeUndefined();
});
