import { describe, expect, test } from 'vitest';
import { PRECISIONS, type EngineInfo } from '../../engine/engineInfo.ts';
import { multiplyAdd } from './javaScriptPeak.ts';
import { measurePeak } from './measurePeak.ts';
import { CHAINS, LANES, makeMultiplyAdd } from './webAssemblyPeak.ts';

const info: EngineInfo = { kind: 'cpu', precision: 'float64', threads: 1, device: '', isSoftware: true, reason: '' };

describe('what is counted is what is computed', () => {
  // From 1: 1 · 0.5 + 1 = 1.5, then 1.75, then 1.875.
  test.each([
    [0, 1],
    [1, 1.5],
    [3, 1.875],
  ])('%d iterations leave %d in every chain', async (iterations, value) => {
    expect(multiplyAdd(iterations, 0.5, 1)).toBe(8 * value);
    for (const precision of PRECISIONS) {
      const run = await makeMultiplyAdd(precision);
      expect(run(iterations, 0.5, 1)).toBe(CHAINS * LANES[precision] * value);
    }
  });
});

test('every kind of processor program has a peak', async () => {
  const peak = async (changes: Partial<EngineInfo>) => (await measurePeak({ ...info, ...changes }))!.flopsPerSecond;
  const [single, double, float] = [
    await peak({ kind: 'reference' }),
    await peak({ precision: 'float64' }),
    await peak({ precision: 'float32' }),
  ];
  // Anything that computes at all does a million operations per second; how they compare is for quiet machines.
  for (const flops of [single, double, float]) expect(flops).toBeGreaterThan(1e6);
});

test('where it cannot be measured there is no number', async () => {
  expect(await measurePeak({ ...info, threads: 2 })).toBeUndefined();
  expect(await measurePeak({ ...info, kind: 'webgl' })).toBeUndefined();
  expect(await measurePeak({ ...info, kind: 'webgpu' })).toBeUndefined(); // there is none in these tests
});
