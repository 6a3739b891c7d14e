import type { Provider } from '../provider.ts';
import { openWebGpuDevice } from './webGpuDevice.ts';
import { WebGpuEngine } from './webGpuEngine.ts';

/** WebGPU as this machine offers it. @throws Error with a sentence when it does not. */
export async function provideWebGpu(): Promise<Provider> {
  let gpu = await openWebGpuDevice();
  const { description: device, isSoftware } = gpu;
  return {
    report: { kind: 'webgpu', available: true, precisions: ['float32'], device, isSoftware },
    async open(problem) {
      // A device that was lost, or that refused work of an earlier run, is replaced.
      if (gpu.problem !== undefined) {
        if (!gpu.isLost) gpu.device.destroy();
        gpu = await openWebGpuDevice();
      }
      return { engine: await WebGpuEngine.create(problem, gpu), precision: 'float32' };
    },
  };
}
