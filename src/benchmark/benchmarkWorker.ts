import type { BenchmarkMessage, BenchmarkRequest } from './benchmarkProtocol.ts';

/** The part of the benchmark's worker that the page uses. */
export interface BenchmarkWorker {
  postMessage(request: BenchmarkRequest): void;
  terminate(): void;
  onmessage: ((event: MessageEvent<BenchmarkMessage>) => void) | null;
  onerror: ((event: ErrorEvent) => void) | null;
}

export function createBenchmarkWorker(): BenchmarkWorker {
  return new Worker(new URL('./benchmark.worker.ts', import.meta.url), { type: 'module', name: 'benchmark' });
}
