import type { Engine, Problem } from './engine.ts';
import type { EnsembleEngine } from './ensemble.ts';
import type { EngineKind, EngineReport, EngineRequest, Precision } from './engineInfo.ts';

/** An engine and what its badge says beyond the report. */
export interface Opened {
  readonly engine: Engine;
  readonly precision: Precision;
  /** Threads that a step is shared out to; undefined where the word means nothing. */
  readonly threads?: number;
  /** In float32: whether the state is kept as a high and a low part. */
  readonly isCompensated?: boolean;
}

/** What this machine can offer of one kind of engine, and how to open it. */
export interface Provider {
  readonly report: EngineReport;
  open(problem: Problem, request: EngineRequest): Promise<Opened>;
  /** The numbers of threads that a network of n neurons may gain from, the likeliest first; absent where there are none. */
  threadCounts?(n: number): readonly number[];
  /** Absent where this kind runs one network at a time. */
  openEnsemble?(
    problems: readonly Problem[],
    request: EngineRequest,
  ): Promise<Omit<Opened, 'engine'> & { readonly engine: EnsembleEngine }>;
}

/** What each kind can compute in; the first unless another is asked for. */
export const PRECISIONS_OF: Readonly<Record<EngineKind, readonly Precision[]>> = {
  webgpu: ['float32'],
  webgl: ['float32'],
  cpu: ['float64', 'float32'],
  reference: ['float64'],
};

export const LABELS = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU', reference: 'reference' } as const;

/** A kind that this machine does not offer, with the reason in one sentence. */
export function unavailable(kind: EngineKind, problem: string): Provider {
  return {
    report: { kind, available: false, precisions: PRECISIONS_OF[kind], device: '', isSoftware: false, problem },
    open: () => Promise.reject(new Error(`${LABELS[kind]} is not available here: ${problem}`)),
  };
}
