import { NERVEFLOW_SECONDS } from '../../benchmark/nerveflowTimes.ts';
import type { BenchmarkResult, BenchmarkRow } from '../../benchmark/runBenchmark.ts';
import { ENGINE_KINDS } from '../../engine/engineInfo.ts';
import type { EngineKind, EngineReport, EngineRequest } from '../../engine/engineInfo.ts';
import { engineKey } from '../../store/benchmark.ts';
import { hasThreads } from '../../store/engineRequest.ts';
import { ENGINE_NAMES, formatThreads, isGpu } from '../topBar/engineText.ts';

/** An engine as it can be asked for here, by name. */
export interface BenchmarkEngine {
  readonly key: string;
  readonly kind: EngineKind;
  readonly request: EngineRequest;
  /** 'WebGPU' and 'float32', 'CPU' and 'float64, 2 threads'. */
  readonly name: string;
  readonly how: string;
  /** Which GPU, where it is one. */
  readonly device?: string;
  /** False where a GPU's work is done by a program on the processor. */
  readonly isUsual: boolean;
}

/** One engine's results, by number of neurons. */
export interface BenchmarkColumn extends BenchmarkEngine {
  readonly results: ReadonlyMap<number, BenchmarkResult>;
}

/** Every engine of this machine in every precision; with one thread and with all where threads can be had. */
export function benchmarkEngines(reports: readonly EngineReport[], threads: number): readonly BenchmarkEngine[] {
  return ENGINE_KINDS.flatMap((kind) =>
    reports
      .filter((report) => report.kind === kind && report.available)
      .flatMap(({ precisions, device, isSoftware }) =>
        precisions.flatMap((precision) =>
          (hasThreads(kind) ? [...new Set([1, threads])] : [undefined]).map((count): BenchmarkEngine => {
            const request: EngineRequest = { choice: kind, precision, threads: count };
            return {
              key: engineKey(request),
              kind,
              request,
              name: ENGINE_NAMES[kind],
              how: count === undefined ? precision : `${precision}, ${formatThreads(count)}`,
              ...(isGpu(kind) && { device }),
              isUsual: !(isGpu(kind) && isSoftware),
            };
          }),
        ),
      ),
  );
}

/** The columns of the table: what is chosen, and what was measured. */
export function benchmarkColumns(
  engines: readonly BenchmarkEngine[],
  chosen: ReadonlySet<string>,
  rows: readonly BenchmarkRow[],
): readonly BenchmarkColumn[] {
  return engines
    .map((engine) => {
      const own = rows.filter(({ request }) => engineKey(request) === engine.key);
      return { ...engine, results: new Map(own.map(({ n, result }) => [n, result])) };
    })
    .filter(({ key, results }) => chosen.has(key) || results.size > 0);
}

/** The rows of the table: NerveFlow's sizes, those that are chosen, and those that were measured; ascending. */
export function benchmarkSizes(chosen: Iterable<number>, rows: readonly BenchmarkRow[]): readonly number[] {
  return [...new Set([...NERVEFLOW_SECONDS.keys(), ...chosen, ...rows.map(({ n }) => n)])].sort((a, b) => a - b);
}

/** Wall time for 1000 ms of simulated time, s; undefined where nothing was measured. */
export function secondsOf(result: BenchmarkResult | undefined): number | undefined {
  return result === undefined || 'blank' in result ? undefined : 1 / result.realTime;
}
