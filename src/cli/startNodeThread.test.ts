import { expect, test } from 'vitest';
import { CpuEngine } from '../engine/cpu/cpuEngine.ts';
import { provideThreads } from '../engine/cpu/threads.ts';
import { problemOf } from '../engine/testing/problemOf.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { startNodeScript, startNodeThread } from './startNodeThread.ts';

provideThreads(startNodeThread, 2);

test.each([
  ['float64', 130],
  ['float32', 130],
  // Sums by tables, and more threads than one population has blocks.
  ['float64', 400],
] as const)('a run does not depend on its threads: %s, %d neurons', async (precision, n) => {
  const problem = problemOf(buildNetwork({ preset: 'nerveflow', n, seed: 2 }, 100));
  const engines = await Promise.all(
    [1, 2, 3].map((threads) => CpuEngine.create(problem, { precision, threads, isCompensated: true })),
  );
  try {
    for (let batch = 0; batch < 3; batch++) {
      const [one, ...more] = await Promise.all(engines.map((engine) => engine.advance(101)));
      for (const other of more) expect(other).toEqual(one);
    }
    const [one, ...more] = await Promise.all(engines.map((engine) => engine.readState()));
    for (const other of more) expect(other).toEqual(one);
  } finally {
    for (const engine of engines) engine.dispose();
  }
});

test('a script that fails is told', async () => {
  const thread = startNodeScript('throw new Error("no such thing")');
  const message = await new Promise((resolve) => (thread.onerror = (event) => resolve(event.message)));
  expect(message).toBe('no such thing');
});
