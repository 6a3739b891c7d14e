import type { Problem } from '../engine.ts';
import { differentStimuli } from './packWiring.ts';
import { findMisfit, planMemory, type MemoryPlan } from './planMemory.ts';
import type { WebGpuDevice } from './webGpuDevice.ts';
import { chooseProgram, type Path, type WebGpuProgram } from './webGpuProgram.ts';

/** Bytes of a uniform buffer's slice; dynamic offsets are multiples of 256. */
export const SLICE = 256;

/** What runs on the device, before there are buffers for it. */
export interface MemberPlan {
  readonly problems: readonly Problem[];
  readonly program: WebGpuProgram;
  readonly memory: MemoryPlan;
}

/**
 * Chooses the path of some networks, laid out alike, and plans their memory; nothing is taken on the device yet.
 * @throws RangeError when they do not fit a path.
 */
export function planMembers(problems: readonly Problem[], gpu: WebGpuDevice, path?: Path): MemberPlan {
  const { layout, dt, recordEvery } = problems[0]!;
  const program = chooseProgram(problems, gpu, path);
  const isStepwise = program.path === 'many workgroups';
  const memory = planMemory({
    layout,
    members: problems.length,
    stimuli: differentStimuli(problems),
    stateLength: program.stateLength,
    memoryLength: program.memoryLength,
    wiringLength: program.wiring.length,
    dt,
    recordEvery,
    // A loop halts at every row while there are probes.
    batchBytes: (steps) => SLICE * (isStepwise ? steps : Math.ceil(steps / recordEvery) + 1),
  });
  return { problems, program, memory };
}

/** Halves an ensemble until every part fits the device's buffers and the side of its grid. */
export function planChunks(problems: readonly Problem[], gpu: WebGpuDevice): MemberPlan[] {
  const { limits } = gpu.device;
  const isTooMany = problems.length > limits.maxComputeWorkgroupsPerDimension;
  if (!isTooMany) {
    const plan = planMembers(problems, gpu, 'one workgroup');
    if (problems.length === 1 || findMisfit(plan.memory, limits) === undefined) return [plan];
  }
  const half = Math.ceil(problems.length / 2);
  return [problems.slice(0, half), problems.slice(half)].flatMap((part) => planChunks(part, gpu));
}
