import '@tensorflow/tfjs-backend-webgpu';
import { WebGPUBackend } from '@tensorflow/tfjs-backend-webgpu';
import { registerBackend, removeBackend, setBackend, tensor1d, type Tensor1D } from '@tensorflow/tfjs-core';
import { isSoftwareAdapter } from '../softwareAdapter.ts';

/** tfjs's WebGPU backend on a device of our asking: tfjs's own request raises too few limits. */
export interface WebGpuDevice {
  readonly backend: WebGPUBackend;
  readonly device: GPUDevice;
  readonly description: string;
  readonly isSoftware: boolean;
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
  await setBackend('webgpu');
  return {
    backend,
    device,
    description: info.description || description || 'a GPU that does not tell its name',
    isSoftware: info.isFallbackAdapter === true || isSoftwareAdapter(description),
  };
}

/** A tensor that lives on the device, and the buffer that holds it; tfjs owns both, `tensor.dispose()` gives them back. */
export interface DeviceTensor {
  readonly tensor: Tensor1D;
  readonly buffer: GPUBuffer;
}

/** Uploads values as a tensor. Whole numbers travel as int32. */
export function uploadTensor({ backend }: WebGpuDevice, values: Float32Array | Int32Array): DeviceTensor {
  // A buffer of no bytes cannot be bound: a network without synapses still gets one number.
  const filled = values.length > 0 ? values : new Float32Array(1);
  const tensor = tensor1d(filled, filled instanceof Int32Array ? 'int32' : 'float32');
  backend.uploadToGPU(tensor.dataId);
  const { resource } = backend.tensorMap.get(tensor.dataId);
  // The upload may wait in tfjs's encoder; our own submissions must come after it.
  backend.ensureCommandEncoderReady();
  backend.submitQueue();
  return { tensor, buffer: resource as GPUBuffer };
}
