import type { Precision } from '../compiler/targets/wasm/precision.ts';

export const ENGINE_KINDS = ['webgpu', 'webgl', 'cpu', 'reference'] as const;
export type EngineKind = (typeof ENGINE_KINDS)[number];

export const PRECISIONS = ['float32', 'float64'] as const satisfies readonly Precision[];
export type { Precision };

/** What the user asks for: a kind, or the automatic choice. */
export type EngineChoice = 'auto' | EngineKind;

/** What people call them. */
export const ENGINE_NAMES: Readonly<Record<EngineChoice, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  cpu: 'CPU',
  reference: 'Reference',
};

/** An engine as it is asked for; what is left out is chosen. */
export interface EngineRequest {
  readonly choice: EngineChoice;
  readonly precision?: Precision;
  /** Threads of the cpu engine. */
  readonly threads?: number;
  /** false runs float32 without its low part, for comparison; otherwise engines compensate where the device can. */
  readonly isCompensated?: false;
}

/** Asks for the engine that a run had: the same kind, precision, threads and compensation. */
export function sameEngine({ kind, precision, threads, isCompensated }: EngineInfo): EngineRequest {
  return {
    choice: kind,
    precision,
    ...(threads !== undefined && { threads }),
    ...(isCompensated === false && { isCompensated }),
  };
}

/** More threads than this are refused: they would wait for each other more than they compute. */
export const MOST_THREADS = 16;

/** What a short trial of one engine on the network at hand came to. */
export type EngineTrial = {
  readonly kind: EngineKind;
  readonly precision: Precision;
  readonly threads?: number;
} & ({ readonly stepsPerSecond: number } | { /** Why there is no figure, one sentence. */ readonly problem: string });

/** Which engine runs, on what, in which precision, and why: the badge on the page and the head of run.json. */
export interface EngineInfo {
  readonly kind: EngineKind;
  readonly precision: Precision;
  /** Threads that a step is shared out to; undefined where the word means nothing. */
  readonly threads?: number;
  /**
   * float32 only: whether the state is kept as a high and a low part, and the device's compiler was seen to keep them apart.
   * Undefined where it was not looked at.
   */
  readonly isCompensated?: boolean;
  /** Whether it is not compensated because the request leaves the low part away; otherwise the device's compiler drops it. */
  readonly isCompensationOff?: boolean;
  /** The device in the words of its driver: 'SwiftShader Device (Subzero)', 'Apple M3', 'float64 JavaScript'. */
  readonly device: string;
  /** True where the "GPU" is a program on the processor (SwiftShader, llvmpipe). */
  readonly isSoftware: boolean;
  /** One sentence: why this engine was taken and what was passed over. */
  readonly reason: string;
  /** What the automatic choice was made from. */
  readonly trials?: readonly EngineTrial[];
}

/** One line of the engine menu: what this machine offers. */
export interface EngineReport {
  readonly kind: EngineKind;
  readonly available: boolean;
  /** What it can compute in; the first unless another is asked for. */
  readonly precisions: readonly Precision[];
  readonly device: string;
  readonly isSoftware: boolean;
  /** Where it is not available: the reason, in one sentence. */
  readonly problem?: string;
}

/** Whether the automatic choice may take what a kind offers here: a software adapter counts as none. */
export function isTakenAutomatically({ kind, available, isSoftware }: EngineReport): boolean {
  return available && (kind === 'cpu' || kind === 'reference' || !isSoftware);
}

/** 'float64', 'float32, compensated', 'float32, not compensated'. */
export function describePrecision({
  precision,
  isCompensated,
}: Pick<EngineInfo, 'precision' | 'isCompensated'>): string {
  if (isCompensated === undefined) return precision;
  return `${precision}, ${isCompensated ? '' : 'not '}compensated`;
}
