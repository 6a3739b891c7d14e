import { fastestRun } from './fastestRun.ts';
import type { MeasuredPeak } from './measuredPeak.ts';

const CHAINS = 8;
const WORKGROUP = 64;
/** Enough to fill a large GPU several times over. */
const WORKGROUPS = 4096;

/** The result is written under a condition that never holds, which no compiler can know. */
const SHADER = `
struct Parameters { iterations: u32, factor: f32, term: f32, never: f32 }
@group(0) @binding(0) var<uniform> parameters: Parameters;
@group(0) @binding(1) var<storage, read_write> result: array<f32>;

@compute @workgroup_size(${WORKGROUP})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let factor = vec4f(parameters.factor);
  let term = vec4f(parameters.term);
  ${chains((x, k) => `var ${x} = vec4f(f32(id.x) + ${k}.0);`)}
  for (var i = 0u; i < parameters.iterations; i++) {
    ${chains((x) => `${x} = fma(${x}, factor, term);`)}
  }
  let sum = ${Array.from({ length: CHAINS }, (_, k) => `x${k}`).join(' + ')};
  if (dot(sum, vec4f(1.0)) == parameters.never) { result[0] = sum.x; }
}`;

function chains(write: (name: string, k: number) => string): string {
  return Array.from({ length: CHAINS }, (_, k) => write(`x${k}`, k)).join('\n  ');
}

/**
 * The peak of float32 on the GPU, on a device of its own; undefined where there is none.
 */
export async function webGpuPeak(): Promise<MeasuredPeak | undefined> {
  const adapter = await globalThis.navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  const device = await adapter?.requestDevice();
  if (device === undefined) return undefined;
  try {
    const module = device.createShaderModule({ code: SHADER });
    const pipeline = await device.createComputePipelineAsync({
      layout: 'auto',
      compute: { module, entryPoint: 'main' },
    });
    const parameters = device.createBuffer({ size: 16, usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST });
    const result = device.createBuffer({ size: 4, usage: GPUBufferUsage.STORAGE });
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [
        { binding: 0, resource: { buffer: parameters } },
        { binding: 1, resource: { buffer: result } },
      ],
    });
    const seconds = await fastestRun(async (iterations) => {
      const values = new ArrayBuffer(16);
      new Uint32Array(values, 0, 1)[0] = iterations;
      new Float32Array(values, 4, 3).set([0.999, 1e-3, -1]);
      device.queue.writeBuffer(parameters, 0, values);
      const encoder = device.createCommandEncoder();
      const pass = encoder.beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(WORKGROUPS);
      pass.end();
      device.queue.submit([encoder.finish()]);
      await device.queue.onSubmittedWorkDone();
    });
    return {
      how: `fused multiply-adds in ${CHAINS} chains of vec4f on ${WORKGROUP * WORKGROUPS} invocations`,
      flopsPerSecond: (2 * 4 * CHAINS * WORKGROUP * WORKGROUPS) / seconds,
    };
  } finally {
    device.destroy();
  }
}
