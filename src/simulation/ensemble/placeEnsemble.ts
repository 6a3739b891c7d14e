import type { EngineRequest } from '../../engine/engineInfo.ts';

export interface EnsemblePlace {
  /** What each member's engine is asked to be. */
  readonly request: EngineRequest;
  /** Whether one device runs the members together; otherwise each runs alone on one core. */
  readonly isTogether: boolean;
}

/**
 * Where an ensemble runs, of an engine as it is asked for one run.
 * @param hasGpu whether WebGPU is to be had on a real GPU.
 */
export function placeEnsemble({ choice, precision }: EngineRequest, hasGpu: boolean): EnsemblePlace {
  const asked = precision !== undefined && { precision };
  if (choice === 'webgpu' || (choice === 'auto' && precision !== 'float64' && hasGpu)) {
    return { request: { choice: 'webgpu', ...asked }, isTogether: true };
  }
  return { request: { choice: choice === 'auto' ? 'cpu' : choice, ...asked, threads: 1 }, isTogether: false };
}
