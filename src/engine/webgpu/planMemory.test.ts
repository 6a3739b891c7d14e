import { expect, test } from 'vitest';
import { layOut } from '../../compiler/layout.ts';
import { compileModel } from '../../compiler/system.ts';
import { largeWiring } from '../../compiler/targets/wgslWiring.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { findMisfit, planMemory, type MemoryNeeds } from './planMemory.ts';

/** What every WebGPU device takes. */
const LEAST = { maxStorageBufferBindingSize: 2 ** 27, maxBufferSize: 2 ** 28 };

function needsOf(n: number): MemoryNeeds {
  const network = buildNetwork({ preset: 'nerveflow', n, seed: 1 }, 1000);
  const layout = layOut(compileModel(network.model), network);
  return {
    layout,
    members: 1,
    stimuli: [stimulusColumns(DEFAULT_ODOUR, n, 1000)],
    stateLength: 5 * layout.stateLength,
    memoryLength: 2 * n,
    wiringLength: largeWiring(layout).length,
    dt: 0.01,
    recordEvery: 10,
    batchBytes: (steps) => 256 * steps,
  };
}

test('a plan counts every buffer, and both that results come back in', () => {
  const { bytes, totalBytes, mostSteps, mostColumns } = planMemory(needsOf(120));
  expect(mostSteps).toBe(2048);
  // 2048 steps of 0.01 ms at 100 samples per ms, the column after the last, and one for a step that starts within a column
  expect(mostColumns).toBe(2050);
  expect(bytes.state).toBe(4 * 5 * (6 * 120 + 120));
  expect(bytes.stimulus).toBe(4 * 2050 * 120);
  expect(bytes.voltage).toBe(4 * 206 * 120);
  expect(bytes.events).toBe(4 * (2 * 240 + 64 * 120));
  expect(bytes.staging).toBe(bytes.voltage + bytes.events);
  expect(totalBytes).toBe(Object.values(bytes).reduce((sum, one) => sum + one) + bytes.staging);
});

test('stimulus and recording of one submission stay within 32 MiB, whatever the number of neurons and members', () => {
  const needs = needsOf(120);
  for (const members of [1, 256, 10_000]) {
    const { bytes, mostSteps } = planMemory({ ...needs, members, stimuli: Array(members).fill(needs.stimuli[0]!) });
    expect(mostSteps === 8 || bytes.stimulus + bytes.voltage <= 2 ** 25).toBe(true);
  }
});

test('a network that does not fit is refused with the need, the limit and the whole', () => {
  const needs = needsOf(120);
  expect(findMisfit(planMemory(needs), LEAST)).toBeUndefined();
  const wiringLength = 50_000_000;
  expect(findMisfit(planMemory({ ...needs, wiringLength }), LEAST)).toBe(
    'the synapses of this network need 200 MB in one buffer, this GPU takes 134 MB (202 MB in all)',
  );
});
