import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { problemOf } from '../testing/problemOf.ts';
import { provideCpu, recommendedThreads, threadsToTry } from './provideCpu.ts';
import { provideThreads } from './threads.ts';

const problem = problemOf(buildNetwork({ preset: 'nerveflow', n: 4, seed: 1 }, 10));

test('where no threads can be started, one computes, and the report says why', async () => {
  const { report, open } = provideCpu();
  expect(report).toMatchObject({
    available: true,
    device: 'WebAssembly SIMD, one thread: no threads can be started here',
  });
  expect(threadsToTry(10_000)).toEqual([1]);
  await expect(open(problem, { choice: 'cpu', threads: 2 })).rejects.toThrow(
    '2 threads are not to be had: no threads can be started here',
  );
  expect(await open(problem, { choice: 'cpu' })).toMatchObject({ precision: 'float64', threads: 1 });
});

test('threads grow with the network and leave a core free; a trial compares what may be faster', () => {
  provideThreads(() => {
    throw new Error('none is started here');
  }, 8);
  expect([12, 120, 384, 4000].map(recommendedThreads)).toEqual([1, 1, 3, 7]);
  expect([12, 120, 384].map(threadsToTry)).toEqual([[1], [1, 2], [3, 2, 1]]);
});

test.each([0, 1.5, 17])('%d threads are refused', async (threads) => {
  await expect(provideCpu().open(problem, { choice: 'cpu', threads })).rejects.toThrow(
    `${threads} threads: expected a whole number from 1 to 16`,
  );
});
