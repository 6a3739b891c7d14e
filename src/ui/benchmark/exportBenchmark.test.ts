import { expect, test } from 'vitest';
import type { BenchmarkRow } from '../../benchmark/runBenchmark.ts';
import { benchmarkCsv } from './exportBenchmark.ts';

const request = { choice: 'cpu', precision: 'float32', threads: 1 } as const;
const MEASURED: BenchmarkRow = {
  n: 12,
  request,
  result: {
    info: {
      kind: 'cpu',
      precision: 'float32',
      threads: 1,
      isCompensated: true,
      device: 'WebAssembly SIMD, "fast"',
      isSoftware: true,
      reason: '',
    },
    measurement: { msPerStep: 0.005, spread: 0.02, stepsPerSubmission: 800, steps: 24_000 },
    realTime: 2,
    ofPeak: 0.25,
    operations: { flops: 24_000, exponentials: 400, sums: 500, bytes: { float64: 8000, float32: 4000 } },
  },
};
const REFUSED: BenchmarkRow = { n: 24, request, result: { blank: 'needs 9 GB, there are 4' } };

test('CSV has NerveFlow’s times, what was measured, and why something was not', () => {
  const [header, ...lines] = benchmarkCsv([MEASURED, REFUSED]).trimEnd().split('\n');
  expect(header!.split(',')).toHaveLength(15);
  expect(lines[0]).toBe('12,NerveFlow,,,,,359,,0.002785515320334262,,,,,,');
  expect(lines[6]).toBe('384,NerveFlow,,,,,,,,,,,,,out of memory');
  expect(lines[7]).toBe('12,cpu,float32,1,true,"WebAssembly SIMD, ""fast""",0.5,0.02,2,800,24000,4000,4.8,0.25,');
  expect(lines[8]).toBe('24,cpu,float32,1,,,,,,,,,,,"needs 9 GB, there are 4"');
  expect(lines).toHaveLength(9);
});
