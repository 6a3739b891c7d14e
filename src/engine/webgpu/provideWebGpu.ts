import { wantsCompensation, withCompensation } from '../compensation.ts';
import type { EngineRequest } from '../engineInfo.ts';
import type { Provider } from '../provider.ts';
import { testWebGpuCompensation } from './testWebGpuCompensation.ts';
import { openWebGpuDevice } from './webGpuDevice.ts';
import { WebGpuEngine } from './webGpuEngine.ts';
import { WebGpuEnsemble } from './webGpuEnsemble.ts';

/** WebGPU as this machine offers it. @throws Error with a sentence when it does not. */
export async function provideWebGpu(): Promise<Provider> {
  let gpu = await openWebGpuDevice();
  let canCompensate: boolean | undefined;
  const { description: device, isSoftware } = gpu;
  return {
    report: { kind: 'webgpu', available: true, precisions: ['float32'], device, isSoftware },
    async open(problem, request) {
      const isCompensated = await makeReady(request);
      const engine = await WebGpuEngine.create(withCompensation(problem, isCompensated), gpu);
      return { engine, precision: 'float32', isCompensated };
    },
    async openEnsemble(problems, request) {
      const isCompensated = await makeReady(request);
      const compensated = problems.map((problem) => withCompensation(problem, isCompensated));
      const engine = await WebGpuEnsemble.create(compensated, gpu);
      return { engine, precision: 'float32', isCompensated };
    },
  };

  /** Replaces a device that was lost, or that refused work of an earlier run. Answers whether a run is to be compensated. */
  async function makeReady(request: EngineRequest): Promise<boolean> {
    if (gpu.problem !== undefined) {
      if (!gpu.isLost) gpu.device.destroy();
      gpu = await openWebGpuDevice();
    }
    canCompensate ??= await testWebGpuCompensation(gpu.device);
    return wantsCompensation(request, canCompensate);
  }
}
