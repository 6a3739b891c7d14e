import '@tensorflow/tfjs-backend-webgpu';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerBackend, removeBackend, setBackend, tensor } from '@tensorflow/tfjs-core';
import type { Owned } from '../owned.ts';
import { isSoftwareAdapter } from '../softwareAdapter.ts';

/** tfjs's WebGPU backend on a device of our asking: tfjs's own request raises too few limits. */
export interface WebGpuDevice {
  readonly device: GPUDevice;
  readonly description: string;
  readonly isSoftware: boolean;
  /** What went wrong on the device outside of any call: it was lost, or it refused a submission. */
  problem: string | undefined;
  isLost: boolean;
}

/** Limits that large networks need; each is asked for as high as the adapter goes. */
const LIMITS = [
  'maxStorageBufferBindingSize',
  'maxBufferSize',
  'maxComputeWorkgroupStorageSize',
  'maxComputeInvocationsPerWorkgroup',
  'maxComputeWorkgroupSizeX',
  'maxComputeWorkgroupsPerDimension',
  'maxStorageBuffersPerShaderStage',
] as const;

/**
 * Asks for a device and makes it tfjs's backend 'webgpu'.
 * @throws Error with a sentence when there is no WebGPU here.
 */
export async function openWebGpuDevice(): Promise<WebGpuDevice> {
  if (globalThis.navigator?.gpu === undefined) throw new Error('this browser offers no WebGPU');
  const { gpu } = navigator;
  const adapter =
    (await gpu.requestAdapter({ powerPreference: 'high-performance' })) ??
    (await gpu.requestAdapter({ forceFallbackAdapter: true }));
  if (adapter === null) throw new Error('WebGPU finds no adapter on this machine');
  const device = await adapter.requestDevice({
    requiredLimits: Object.fromEntries(LIMITS.map((name) => [name, adapter.limits[name]])),
  });
  const { info } = adapter;
  const description = [info.vendor, info.architecture, info.device, info.description].filter(Boolean).join(' ');
  const backend = new WebGPUBackend(device, info);
  removeBackend('webgpu'); // tfjs's own factory; the kernels stay registered under the name
  registerBackend('webgpu', () => backend);
  const opened: WebGpuDevice = {
    device,
    description: info.description || description || 'a GPU that does not tell its name',
    isSoftware: info.isFallbackAdapter === true || isSoftwareAdapter(description),
    problem: undefined,
    isLost: false,
  };
  void noteLoss(opened);
  device.addEventListener('uncapturederror', ({ error }) => {
    opened.problem ??= `the GPU refused the work: ${error.message}`;
  });
  return opened;
}

async function noteLoss(gpu: WebGpuDevice): Promise<void> {
  const { message } = await gpu.device.lost;
  gpu.isLost = true;
  gpu.problem = `the GPU was taken away (${message || 'no reason given'}): press Run to start again, or choose another engine`;
}

/** Makes the device's backend the one that tfjs puts new tensors on. */
export async function makeWebGpuCurrent(): Promise<void> {
  await setBackend('webgpu');
}

/**
 * A buffer on the device that is also a tensor of tfjs, without a copy between them.
 * @param values what it holds at the start, or how many zeros.
 */
export function makeTensorBuffer(
  { device }: WebGpuDevice,
  owned: Owned,
  label: string,
  values: Float32Array | Int32Array | { readonly length: number; readonly dtype: 'float32' },
): GPUBuffer {
  // A buffer of no bytes cannot be bound: a network without synapses still gets one number.
  const length = Math.max(1, values.length);
  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const isFilled = ArrayBuffer.isView(values);
  const buffer = device.createBuffer({ label, size: 4 * length, usage, mappedAtCreation: isFilled });
  owned.add(buffer, (one) => one.destroy());
  if (isFilled) {
    const mapped = buffer.getMappedRange();
    if (values instanceof Int32Array) new Int32Array(mapped).set(values);
    else new Float32Array(mapped).set(values);
    buffer.unmap();
  }
  const dtype = values instanceof Int32Array ? 'int32' : 'float32';
  owned.add(tensor({ buffer, zeroCopy: true }, [length], dtype), (one) => one.dispose());
  return buffer;
}
