import { afterEach, expect, test, vi } from 'vitest';
import { fakeDatabases } from '../../simulation/fixtures/fakeDatabases.ts';
import { trialMemoryOfBrowser } from '../../simulation/trialMemory.ts';
import { arrayMemoryOfBrowser } from './arrayMemory.ts';
import type { ExperimentArray } from '../../experiment/arraysOf.ts';

afterEach(() => vi.unstubAllGlobals());

test('arrays of every type are kept and come back; those that nobody names any more are forgotten', async () => {
  vi.stubGlobal('indexedDB', fakeDatabases());
  const memory = arrayMemoryOfBrowser();
  const arrays = new Map<string, ExperimentArray>([
    ['a', Float64Array.of(-0.5, 1e300)],
    ['b', Float32Array.of(0.5)],
    ['c', Uint32Array.of(2 ** 32 - 1)],
    ['d', Uint8Array.of(1, 0)],
  ]);
  await memory.keep(arrays);
  expect(await arrayMemoryOfBrowser().recall(['a', 'b', 'c', 'd'])).toEqual(arrays);
  await memory.keep(new Map([['b', arrays.get('b')!]]));
  expect([...(await memory.recall(['a', 'b', 'e'])).keys()]).toEqual(['b']);
});

test('what is there already is not written again', async () => {
  vi.stubGlobal('indexedDB', fakeDatabases());
  const memory = arrayMemoryOfBrowser();
  await memory.keep(new Map([['a', Uint8Array.of(1)]]));
  await memory.keep(new Map([['a', Uint8Array.of(2)]]));
  expect((await memory.recall(['a'])).get('a')).toEqual(Uint8Array.of(1));
});

test('trials of engines lie beside the arrays, and are not forgotten with them', async () => {
  vi.stubGlobal('indexedDB', fakeDatabases());
  const trials = [{ kind: 'cpu', precision: 'float32', stepsPerSecond: 1 }] as const;
  await trialMemoryOfBrowser().remember('12', trials);
  await arrayMemoryOfBrowser().keep(new Map());
  expect(await trialMemoryOfBrowser().recall('12')).toEqual(trials);
});

test('a browser without a memory says so', async () => {
  vi.stubGlobal('indexedDB', undefined);
  await expect(arrayMemoryOfBrowser().keep(new Map())).rejects.toThrow('open');
  await expect(arrayMemoryOfBrowser().recall(['a'])).rejects.toThrow('open');
});
