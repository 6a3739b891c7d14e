import type { BenchmarkEvent, BenchmarkPlan } from './runBenchmark.ts';

/** To the benchmark's worker, once: what to measure. It is stopped by ending the worker. */
export type BenchmarkRequest = Pick<BenchmarkPlan, 'sizes' | 'engines' | 'seconds'>;

/** From the worker, in the order in which it happens; after 'finished' or 'failed' nothing comes any more. */
export type BenchmarkMessage =
  | BenchmarkEvent
  | { readonly kind: 'finished' }
  /** `message` is one sentence for the user. A case that could not be measured is a row, and no failure. */
  | { readonly kind: 'failed'; readonly message: string };
