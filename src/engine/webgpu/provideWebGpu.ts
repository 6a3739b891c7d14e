import type { Provider } from '../provider.ts';
import { openWebGpuDevice } from './webGpuDevice.ts';
import { WebGpuEngine } from './webGpuEngine.ts';

/** WebGPU as this machine offers it. @throws Error with a sentence when it does not. */
export async function provideWebGpu(): Promise<Provider> {
  let gpu = await openWebGpuDevice();
  let isLost = false;
  void gpu.device.lost.then(() => (isLost = true));
  const { description: device, isSoftware } = gpu;
  return {
    report: { kind: 'webgpu', available: true, precision: 'float32', device, isSoftware },
    async open(problem) {
      if (isLost) {
        gpu = await openWebGpuDevice();
        isLost = false;
        void gpu.device.lost.then(() => (isLost = true));
      }
      return WebGpuEngine.create(problem, gpu);
    },
  };
}
