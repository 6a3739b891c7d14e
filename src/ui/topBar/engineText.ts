import type { EngineChoice, EngineInfo, EngineReport } from '../../engine/engineInfo.ts';

export const ENGINE_NAMES: Readonly<Record<EngineChoice, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  reference: 'Reference',
};

/** What an engine is, in the words of the menu. */
export function describeEngine({ available, precisions, device, isSoftware, problem, kind }: EngineReport): string {
  if (!available) return problem ?? 'not available here';
  if (kind === 'reference') return `${device}: slow, and the judge of the others`;
  return `${precisions.join(' or ')} on ${device}${isSoftware ? ' (software, no GPU)' : ''}`;
}

/** What an engine computes in, or what one that is yet to be opened will most likely compute in. */
export function precisionOf(engine: EngineInfo | EngineReport): string {
  return 'precision' in engine ? engine.precision : (engine.precisions[0] ?? '');
}
