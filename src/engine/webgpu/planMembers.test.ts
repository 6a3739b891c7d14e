import { expect, test } from 'vitest';
import { rk4 } from '../../compiler/integrator.ts';
import { layOut, layOutAlike } from '../../compiler/layout.ts';
import { compileModel } from '../../compiler/system.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Problem } from '../engine.ts';
import { planChunks, planMembers } from './planMembers.ts';
import type { WebGpuDevice } from './webGpuDevice.ts';

/** A device of the least limits that WebGPU allows, but for those given. */
function deviceOf(limits: Partial<GPUSupportedLimits>): WebGpuDevice {
  const least = {
    maxComputeInvocationsPerWorkgroup: 256,
    maxComputeWorkgroupSizeX: 256,
    maxComputeWorkgroupStorageSize: 16_384,
    maxComputeWorkgroupsPerDimension: 65_535,
    maxStorageBufferBindingSize: 2 ** 27,
    maxBufferSize: 2 ** 28,
  };
  const device = { limits: { ...least, ...limits } } as unknown as GPUDevice;
  return { device, description: 'a test', isSoftware: false, problem: undefined, isLost: false };
}

function problemsOf(n: number, members: number): Problem[] {
  const networks = Array.from({ length: members }, (_, r) => buildNetwork({ preset: 'nerveflow', n, seed: r }, 10));
  const system = compileModel(networks[0]!.model);
  const stimulus = stimulusColumns(DEFAULT_ODOUR, n, 10);
  return layOutAlike(system, networks).map((layout, r) => ({
    network: networks[r]!,
    system,
    layout,
    integrator: rk4,
    stimulus,
    dt: 0.01,
    recordEvery: 10,
    firstStep: 0,
  }));
}

test('an ensemble is halved until every part fits the grid and the buffers, and keeps its order', () => {
  const problems = problemsOf(4, 11);
  const sizesOn = (limits: Partial<GPUSupportedLimits>): number[] => {
    const chunks = planChunks(problems, deviceOf(limits));
    expect(chunks.flatMap((chunk) => chunk.problems)).toEqual(problems);
    return chunks.map((chunk) => chunk.problems.length);
  };
  expect(sizesOn({})).toEqual([11]);
  expect(sizesOn({ maxComputeWorkgroupsPerDimension: 3 })).toEqual([3, 3, 3, 2]);
  // Both copies of a member's state: 2 × (6 × 4 + its open fractions) numbers; here not even one member's stimulus fits.
  expect(sizesOn({ maxStorageBufferBindingSize: 100 })).toEqual(Array(11).fill(1));
});

test('a network with several open fractions of one neuron is dispatched stage by stage', () => {
  const [problem] = problemsOf(8, 1);
  const { network, system } = problem!;
  const S = network.synapses[1]!.presynaptic.length;
  const openFractions = { ACh: 0, GABA: Float64Array.from({ length: S }, (_, s) => s / S) };
  const differing = { ...network, initialState: { ...network.initialState, openFractions } };
  const layout = layOut(system, differing);
  expect(planMembers([{ ...problem!, network: differing, layout }], deviceOf({})).program.path).toBe('many workgroups');
});

test('a network of more than 512 neurons is dispatched stage by stage, in a grid that the device takes', () => {
  expect(planMembers(problemsOf(512, 1), deviceOf({})).program).toMatchObject({ path: 'one workgroup', grid: [1, 1] });
  const [large] = problemsOf(513, 1);
  // 384 PN and 129 LN in workgroups of 64, and as many open fractions: 6 + 3 + 6 + 3
  expect(planMembers([large!], deviceOf({})).program).toMatchObject({ path: 'many workgroups', grid: [18, 1] });
  expect(planMembers([large!], deviceOf({ maxComputeWorkgroupsPerDimension: 10 })).program.grid).toEqual([10, 2]);
  expect(() => planMembers([large!, large!], deviceOf({}))).toThrow(/^networks of 513 neurons .* only such as fit/);
});
