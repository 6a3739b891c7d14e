import { gpuRegions } from '../../compiler/targets/float32.ts';
import { BINDINGS } from '../../compiler/targets/wgsl.ts';
import { gridOf, writeManyWorkgroups } from '../../compiler/targets/wgslManyWorkgroups.ts';
import { arrangeOneWorkgroup, smallRegions, writeOneWorkgroup } from '../../compiler/targets/wgslOneWorkgroup.ts';
import { largeWiring, smallWiring, type Wiring } from '../../compiler/targets/wgslWiring.ts';
import type { Problem } from '../engine.ts';
import { weightedTypes } from '../weightedTypes.ts';
import type { WebGpuDevice } from './webGpuDevice.ts';

/** How a network is computed: by one workgroup that takes many steps in a loop, or by many with a dispatch per stage. */
export type Path = 'one workgroup' | 'many workgroups';

/** What a path runs, before it is compiled: the text of its module and where its data lie. */
export interface WebGpuProgram {
  readonly path: Path;
  readonly code: string;
  readonly entryPoints: readonly string[];
  /** Workgroups of a dispatch. */
  readonly grid: readonly [x: number, y: number];
  readonly wiring: Wiring;
  /** Numbers in a member's copies of its state; the low part of the state at the start of a step begins at `low`. */
  readonly stateLength: number;
  readonly low: number;
  /** Numbers in a member's firing memory. */
  readonly memoryLength: number;
}

/** Invocations that a device runs as one: warps of 32 on most GPUs, four floats of a processor's register under SwiftShader. */
const IN_STEP = { gpu: 32, software: 4 };

/**
 * The program for networks that run at once, all laid out like the first.
 * @param path where it is not to be chosen by the size of the network.
 * @throws RangeError when the networks need a path that does not take them.
 */
export function chooseProgram(problems: readonly Problem[], gpu: WebGpuDevice, path?: Path): WebGpuProgram {
  const { system, layout, integrator, recordEvery } = problems[0]!;
  const { limits } = gpu.device;
  const hasWeights = weightedTypes(problems);
  const arrangement = arrangeOneWorkgroup(layout, integrator, {
    mostInvocations: Math.min(limits.maxComputeInvocationsPerWorkgroup, limits.maxComputeWorkgroupSizeX),
    mostBytes: limits.maxComputeWorkgroupStorageSize,
    inStep: gpu.isSoftware ? IN_STEP.software : IN_STEP.gpu,
  });
  if (arrangement !== undefined && path !== 'many workgroups') {
    const wiring = smallWiring(layout, hasWeights);
    return {
      path: 'one workgroup',
      code: writeOneWorkgroup(system, layout, wiring, integrator, recordEvery, arrangement),
      entryPoints: ['run'],
      grid: [problems.length, 1],
      wiring,
      stateLength: smallRegions(layout).length,
      low: smallRegions(layout).low,
      memoryLength: layout.n,
    };
  }
  if (problems.length > 1 || path === 'one workgroup') {
    throw new RangeError(
      `networks of ${layout.n} neurons and ${layout.openFractionCount} open fractions: only such as fit one workgroup run at once`,
    );
  }
  const wiring = largeWiring(layout, hasWeights);
  const regions = gpuRegions(layout, integrator);
  return {
    path: 'many workgroups',
    code: writeManyWorkgroups(system, layout, wiring, integrator, recordEvery),
    entryPoints: integrator.stages.map((_, s) => `stage_${s}`),
    grid: gridOf(layout, limits.maxComputeWorkgroupsPerDimension),
    wiring,
    stateLength: regions.length,
    low: regions.low,
    memoryLength: 2 * layout.n,
  };
}

/** A program's pipelines, one per entry point, and how their data are bound. */
export async function compileProgram(
  { code, entryPoints }: WebGpuProgram,
  device: GPUDevice,
): Promise<{ pipelines: GPUComputePipeline[]; bindings: GPUBindGroupLayout }> {
  const bindings = device.createBindGroupLayout({
    entries: BINDINGS.map(({ type }, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type, hasDynamicOffset: type === 'uniform' },
    })),
  });
  const layout = device.createPipelineLayout({ bindGroupLayouts: [bindings] });
  const module = device.createShaderModule({ code });
  const pipelines = await Promise.all(
    entryPoints.map((entryPoint) => device.createComputePipelineAsync({ layout, compute: { module, entryPoint } })),
  );
  return { pipelines, bindings };
}
