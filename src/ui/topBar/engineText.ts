import type { EngineChoice, EngineReport } from '../../engine/engineInfo.ts';

export const ENGINE_NAMES: Readonly<Record<EngineChoice, string>> = {
  auto: 'Automatic',
  webgpu: 'WebGPU',
  webgl: 'WebGL',
  reference: 'Reference',
};

/** What an engine is, in the words of the menu. */
export function describeEngine({ available, precision, device, isSoftware, problem, kind }: EngineReport): string {
  if (!available) return problem ?? 'not available here';
  if (kind === 'reference') return `${device}: slow, and the judge of the others`;
  return `${precision} on ${device}${isSoftware ? ' (software, no GPU)' : ''}`;
}
