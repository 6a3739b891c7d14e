import { WGSL_TWO_SUM, writeTwoSum } from '../../compiler/targets/twoSum.ts';
import { COMPENSATION_CASES, compensationTest, isCompensationKept } from '../compensation.ts';

/** Whether this device's compiler keeps the low part of compensated sums (see `CompensationTest`): one small dispatch. */
export async function testWebGpuCompensation(device: GPUDevice): Promise<boolean> {
  const given = compensationTest();
  const module = device.createShaderModule({ code: CODE });
  const pipeline = await device.createComputePipelineAsync({ layout: 'auto', compute: { module, entryPoint: 'main' } });
  const { x, slope, low, scale, steps } = given;
  const values = new Float32Array(4 * COMPENSATION_CASES);
  for (let k = 0; k < COMPENSATION_CASES; k++) values.set([x[k]!, slope[k]!, low[k]!, scale], 4 * k);
  const bytes = 2 * 4 * COMPENSATION_CASES;
  const { COPY_DST, COPY_SRC, MAP_READ, STORAGE, UNIFORM } = GPUBufferUsage;
  const input = device.createBuffer({ size: values.byteLength, usage: STORAGE | COPY_DST });
  const count = device.createBuffer({ size: 16, usage: UNIFORM | COPY_DST });
  const output = device.createBuffer({ size: bytes, usage: STORAGE | COPY_SRC });
  const staging = device.createBuffer({ size: bytes, usage: MAP_READ | COPY_DST });
  try {
    device.queue.writeBuffer(input, 0, values);
    device.queue.writeBuffer(count, 0, Uint32Array.of(steps));
    const bindGroup = device.createBindGroup({
      layout: pipeline.getBindGroupLayout(0),
      entries: [input, output, count].map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, bindGroup);
    pass.dispatchWorkgroups(1);
    pass.end();
    encoder.copyBufferToBuffer(output, 0, staging, 0, bytes);
    device.queue.submit([encoder.finish()]);
    await staging.mapAsync(GPUMapMode.READ);
    const found = new Float32Array(staging.getMappedRange().slice(0));
    const part = (p: number): Float32Array => found.filter((_, k) => k % 2 === p);
    return isCompensationKept(given, part(0), part(1));
  } finally {
    for (const buffer of [input, count, output, staging]) buffer.destroy();
  }
}

/** The steps' number is a uniform: a compiler that knew it could add them up beforehand. */
const CODE = `
@group(0) @binding(0) var<storage, read> given: array<vec4f>; // state, slope, low part, scale
@group(0) @binding(1) var<storage, read_write> found: array<vec2f>; // state, low part
@group(0) @binding(2) var<uniform> steps: u32;

@compute @workgroup_size(${COMPENSATION_CASES})
fn main(@builtin(local_invocation_index) k: u32) {
  let slope = given[k].y;
  let scale = given[k].w;
  var state = given[k].x;
  var low = given[k].z;
  for (var step = 0u; step < steps; step++) {
    let x = state;
    let change = scale * slope + low;
${writeTwoSum(WGSL_TWO_SUM, true)
  .map((line) => `    ${line}`)
  .join('\n')}
    state = after;
    low = rest;
  }
  found[k] = vec2f(state, low);
}
`;
