import { expect, test } from 'vitest';
import type { BenchmarkMessage, BenchmarkRequest } from '../benchmark/benchmarkProtocol.ts';
import type { BenchmarkWorker } from '../benchmark/benchmarkWorker.ts';
import { Benchmark } from './benchmark.ts';

const REFERENCE = { choice: 'reference', precision: 'float64' } as const;
const REQUEST: BenchmarkRequest = { sizes: [12, 24], engines: [REFERENCE], seconds: 1 };

function setUp() {
  const workers: { port: BenchmarkWorker; sent: BenchmarkRequest[]; isTerminated: boolean }[] = [];
  const benchmark = new Benchmark(() => {
    const worker = {
      sent: [] as BenchmarkRequest[],
      isTerminated: false,
      port: undefined as unknown as BenchmarkWorker,
    };
    worker.port = {
      postMessage: (request) => worker.sent.push(request),
      terminate: () => (worker.isTerminated = true),
      onmessage: null,
      onerror: null,
    };
    workers.push(worker);
    return worker.port;
  });
  const say = (message: BenchmarkMessage): void =>
    workers.at(-1)!.port.onmessage!({ data: message } as MessageEvent<BenchmarkMessage>);
  const row = (n: number, blank: string): void =>
    say({ kind: 'row', row: { n, request: REFERENCE, result: { blank } } });
  return { benchmark, workers, say, row };
}

test('a benchmark goes through its cases, finishes, and lets its worker go', () => {
  const { benchmark, workers, say, row } = setUp();
  benchmark.start(REQUEST);
  expect(workers[0]!.sent).toEqual([REQUEST]);
  expect(benchmark.state.getState()).toMatchObject({ status: 'running', done: 0, cases: 2 });
  say({ kind: 'begun', begun: { n: 12, request: REFERENCE } });
  expect(benchmark.state.getState().current).toEqual({ n: 12, request: REFERENCE });
  row(12, 'first');
  row(24, 'second');
  say({ kind: 'finished' });
  expect(benchmark.state.getState()).toMatchObject({ status: 'finished', done: 2, current: undefined });
  expect(workers[0]!.isTerminated).toBe(true);
});

test('a stop ends the worker at once and keeps what was measured', () => {
  const { benchmark, workers, row } = setUp();
  benchmark.start(REQUEST);
  row(12, 'first');
  benchmark.stop();
  expect(workers[0]!.isTerminated).toBe(true);
  expect(benchmark.state.getState()).toMatchObject({ status: 'stopped', rows: [{ n: 12 }] });
  benchmark.stop();
  expect(benchmark.state.getState().status).toBe('stopped');
});

test('a new start takes the place of its own cases, and leaves the others', () => {
  const { benchmark, row } = setUp();
  benchmark.start(REQUEST);
  row(12, 'old');
  row(24, 'kept');
  benchmark.start({ ...REQUEST, sizes: [12] });
  row(12, 'new');
  const found = benchmark.state.getState().rows.map(({ n, result }) => [n, 'blank' in result && result.blank]);
  expect(found).toEqual([
    [24, 'kept'],
    [12, 'new'],
  ]);
});

test('a worker that cannot be loaded, and one that fails, end it with a sentence', () => {
  const { benchmark, workers, say } = setUp();
  benchmark.start(REQUEST);
  workers[0]!.port.onerror!({ message: '' } as ErrorEvent);
  expect(benchmark.state.getState()).toMatchObject({ status: 'failed' });
  expect(benchmark.state.getState().failure).toContain('check the connection');
  benchmark.start(REQUEST);
  expect(benchmark.state.getState().failure).toBeUndefined();
  say({ kind: 'failed', message: 'out of order' });
  expect(benchmark.state.getState()).toMatchObject({ status: 'failed', failure: 'out of order' });
});
