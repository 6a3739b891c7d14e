import type { Engine, Problem } from './engine.ts';
import type { EngineKind, EngineReport } from './engineInfo.ts';

/** What this machine can offer of one kind of engine, and how to open it. */
export interface Provider {
  readonly report: EngineReport;
  open(problem: Problem): Promise<Engine>;
}

export const PRECISION = { webgpu: 'float32', webgl: 'float32', reference: 'float64' } as const;

export const LABELS = { webgpu: 'WebGPU', webgl: 'WebGL', reference: 'reference' } as const;

/** A kind that this machine does not offer, with the reason in one sentence. */
export function unavailable(kind: EngineKind, problem: string): Provider {
  return {
    report: { kind, available: false, precision: PRECISION[kind], device: '', isSoftware: false, problem },
    open: () => Promise.reject(new Error(`${LABELS[kind]} is not available here: ${problem}`)),
  };
}
