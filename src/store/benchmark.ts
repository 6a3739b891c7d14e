import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import type { BenchmarkMessage, BenchmarkRequest } from '../benchmark/benchmarkProtocol.ts';
import type { BenchmarkWorker } from '../benchmark/benchmarkWorker.ts';
import type { BenchmarkCase, BenchmarkRow } from '../benchmark/runBenchmark.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';

export interface BenchmarkState {
  readonly status: 'idle' | 'running' | 'stopped' | 'finished' | 'failed';
  /** What was measured since the page was opened, the newest of each case. */
  readonly rows: readonly BenchmarkRow[];
  /** What is measured now. */
  readonly current?: BenchmarkCase;
  /** Cases of the last start that are done, and all of them. */
  readonly done: number;
  readonly cases: number;
  /** One sentence: why it ended early. */
  readonly failure?: string;
}

/** The benchmark of this device: one at a time, in a worker of its own that ends with it. */
export class Benchmark {
  readonly state: StoreApi<BenchmarkState> = createStore<BenchmarkState>(() => ({
    status: 'idle',
    rows: [],
    done: 0,
    cases: 0,
  }));
  readonly #createWorker: () => BenchmarkWorker;
  #worker: BenchmarkWorker | undefined;

  constructor(createWorker: () => BenchmarkWorker) {
    this.#createWorker = createWorker;
  }

  /** Measures each engine at each size; rows of the same cases give way to the new ones. */
  start(request: BenchmarkRequest): void {
    this.stop();
    const { sizes, engines } = request;
    const planned = new Set(sizes.flatMap((n) => engines.map((engine) => caseKey({ n, request: engine }))));
    const rows = this.state.getState().rows.filter((row) => !planned.has(caseKey(row)));
    this.state.setState({ status: 'running', rows, done: 0, cases: planned.size, failure: undefined });
    const worker = this.#createWorker();
    this.#worker = worker;
    // What was on its way when a worker was ended may still arrive.
    worker.onmessage = ({ data }) => worker === this.#worker && this.#receive(data);
    // Without a message the script itself could not be fetched or parsed.
    worker.onerror = ({ message }) =>
      this.#end(
        'failed',
        message
          ? `The benchmark's worker stopped: ${message}.`
          : 'The benchmark could not be loaded; check the connection and reload the page.',
      );
    worker.postMessage(request);
  }

  /** Ends the measurement; what it has found stays. */
  stop(): void {
    if (this.#worker) this.#end('stopped');
  }

  #receive(message: BenchmarkMessage): void {
    switch (message.kind) {
      case 'begun':
        return this.state.setState({ current: message.begun });
      case 'row':
        return this.state.setState(({ rows, done }) => ({ rows: [...rows, message.row], done: done + 1 }));
      case 'finished':
        return this.#end('finished');
      case 'failed':
        return this.#end('failed', message.message);
      default:
        return message satisfies never;
    }
  }

  #end(status: 'stopped' | 'finished' | 'failed', failure?: string): void {
    this.#worker?.terminate();
    this.#worker = undefined;
    this.state.setState({ status, failure, current: undefined });
  }
}

/** The same text for the same engine as it is asked for. */
export function engineKey({ choice, precision, threads }: EngineRequest): string {
  return [choice, precision, threads].filter((part) => part !== undefined).join(' ');
}

function caseKey({ n, request }: BenchmarkCase): string {
  return `${n} ${engineKey(request)}`;
}
