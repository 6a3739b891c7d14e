import { describePrecision, ENGINE_NAMES } from '../../engine/engineInfo.ts';
import type { EngineInfo } from '../../engine/engineInfo.ts';

/** 'CPU, float64, WebAssembly', 'WebGPU, float32, compensated, Apple M3': in full, for who has nothing else. */
export function describeEngine(engine: EngineInfo): string {
  const { kind, device } = engine;
  return `${ENGINE_NAMES[kind]}, ${describePrecision(engine)}${kind === 'reference' ? '' : `, ${device}`}`;
}
