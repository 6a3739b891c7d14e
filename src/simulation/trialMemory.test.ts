import { afterEach, expect, test, vi } from 'vitest';
import type { EngineTrial } from '../engine/engineInfo.ts';
import { trialMemoryOfBrowser } from './trialMemory.ts';

const trials: EngineTrial[] = [{ kind: 'cpu', precision: 'float32', stepsPerSecond: 40_000 }];

/** As much of IndexedDB as a store of one version needs; requests answer in a later task. */
function fakeDatabases(): Pick<IDBFactory, 'open'> {
  const stores = new Map<string, Map<IDBValidKey, unknown>>();
  const request = <T>(result: () => T, before?: (request: { onupgradeneeded?: () => void }) => void): unknown => {
    const one: { result?: T; onsuccess?: () => void; onupgradeneeded?: () => void } = {};
    setTimeout(() => {
      one.result = result();
      before?.(one);
      one.onsuccess?.();
    });
    return one;
  };
  const database = {
    createObjectStore: (name: string) => stores.set(name, new Map()),
    transaction: (name: string) => ({
      objectStore: () => ({
        get: (key: string) => request(() => structuredClone(stores.get(name)!.get(key))),
        put: (value: unknown, key: string) => request(() => stores.get(name)!.set(key, structuredClone(value))),
      }),
    }),
    close: () => {},
  };
  const open = () =>
    request(
      () => database,
      (one) => stores.size === 0 && one.onupgradeneeded?.(),
    );
  return { open: open as unknown as IDBFactory['open'] };
}

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
