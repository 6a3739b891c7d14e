import type { EngineInfo } from '../../engine/engineInfo.ts';
import { javaScriptPeak } from './javaScriptPeak.ts';
import type { MeasuredPeak } from './measuredPeak.ts';
import { webAssemblyPeak } from './webAssemblyPeak.ts';
import { webGpuPeak } from './webGpuPeak.ts';

/**
 * The most floating-point operations per second of the kind that an engine uses: independent multiplications and additions on
 * registers alone, where the engine runs. It takes less than a second.
 * @returns undefined where it cannot be measured: WebGL has no such loop, and several threads are not several times one.
 */
export async function measurePeak({ kind, precision, threads = 1 }: EngineInfo): Promise<MeasuredPeak | undefined> {
  switch (kind) {
    case 'webgpu':
      return webGpuPeak();
    case 'webgl':
      return undefined;
    case 'cpu':
      return threads === 1 ? webAssemblyPeak(precision) : undefined;
    case 'reference':
      return javaScriptPeak();
  }
}
