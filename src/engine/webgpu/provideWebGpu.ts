import { wantsCompensation, withCompensation } from '../compensation.ts';
import type { Provider } from '../provider.ts';
import { testWebGpuCompensation } from './testWebGpuCompensation.ts';
import { openWebGpuDevice } from './webGpuDevice.ts';
import { WebGpuEngine } from './webGpuEngine.ts';

/** WebGPU as this machine offers it. @throws Error with a sentence when it does not. */
export async function provideWebGpu(): Promise<Provider> {
  let gpu = await openWebGpuDevice();
  let canCompensate: boolean | undefined;
  const { description: device, isSoftware } = gpu;
  return {
    report: { kind: 'webgpu', available: true, precisions: ['float32'], device, isSoftware },
    async open(problem, request) {
      // A device that was lost, or that refused work of an earlier run, is replaced.
      if (gpu.problem !== undefined) {
        if (!gpu.isLost) gpu.device.destroy();
        gpu = await openWebGpuDevice();
      }
      canCompensate ??= await testWebGpuCompensation(gpu.device);
      const isCompensated = wantsCompensation(request, canCompensate);
      const engine = await WebGpuEngine.create(withCompensation(problem, isCompensated), gpu);
      return { engine, precision: 'float32', isCompensated };
    },
  };
}
