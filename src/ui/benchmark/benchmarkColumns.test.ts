import { expect, test } from 'vitest';
import type { BenchmarkRow } from '../../benchmark/runBenchmark.ts';
import type { EngineReport } from '../../engine/engineInfo.ts';
import { benchmarkColumns, benchmarkEngines, benchmarkSizes } from './benchmarkColumns.ts';

const REPORTS: readonly EngineReport[] = [
  { kind: 'webgpu', available: true, precisions: ['float32'], device: 'SwiftShader', isSoftware: true },
  { kind: 'webgl', available: false, precisions: ['float32'], device: '', isSoftware: false, problem: 'no WebGL' },
  { kind: 'cpu', available: true, precisions: ['float64', 'float32'], device: 'WebAssembly SIMD', isSoftware: true },
];

test('every engine that is there is offered in every precision, with one thread and with all; a software GPU is not usual', () => {
  const engines = benchmarkEngines(REPORTS, 4);
  expect(engines.map(({ name, how, isUsual }) => `${name} ${how}${isUsual ? '' : ' (not usual)'}`)).toEqual([
    'WebGPU float32 (not usual)',
    'CPU float64, 1 thread',
    'CPU float64, 4 threads',
    'CPU float32, 1 thread',
    'CPU float32, 4 threads',
  ]);
});

test('where a page has one thread it is offered once', () => {
  expect(benchmarkEngines(REPORTS, 1).map(({ key }) => key)).toEqual([
    'webgpu float32',
    'cpu float64 1',
    'cpu float32 1',
  ]);
});

test('a column stands for what is chosen or was measured; what was not measured has no result', () => {
  const engines = benchmarkEngines(REPORTS, 1);
  const row: BenchmarkRow = { n: 1000, request: engines[0]!.request, result: { blank: 'too large' } };
  const columns = benchmarkColumns(engines, new Set(['cpu float32 1']), [row]);
  expect(columns.map(({ key, results }) => [key, [...results.keys()]])).toEqual([
    ['webgpu float32', [1000]],
    ['cpu float32 1', []],
  ]);
  expect(benchmarkSizes([4000], [row])).toEqual([12, 24, 48, 96, 120, 192, 384, 1000, 4000]);
});
