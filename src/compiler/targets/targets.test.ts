import { givenMatrix } from '../../model/connectivity/matrix.ts';
import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { Current, NetworkModel } from '../../model/model.ts';
import { nerveflow } from '../../model/presets.ts';
import { rk4 } from '../integrator.ts';
import { layOut, parameterVector, type Layout } from '../layout.ts';
import { compileModel, type System } from '../system.ts';
import { writeFloat32 } from './float32.ts';
import { compileFloat64 } from './float64.ts';
import { packTextures, writeGlsl } from './glsl.ts';
import { writeManyWorkgroups } from './wgslManyWorkgroups.ts';
import { arrangeOneWorkgroup, writeOneWorkgroup } from './wgslOneWorkgroup.ts';
import { largeWiring, smallWiring } from './wgslWiring.ts';

// The default network of the page. A change of these files is a change of what runs on people's GPUs: read it.
const network = buildNetwork({ preset: 'nerveflow', n: 120, seed: 1 }, 1000);
const system = compileModel(network.model);
const layout = layOut(system, network);

/** The least limits that WebGPU allows. */
const LEAST_LIMITS = { mostInvocations: 256, mostBytes: 16_384, inStep: 32 };

/** The WGSL of both paths, for a GPU of the least limits. */
function writeWgsl(ofSystem: System, ofLayout: Layout): { one: string; many: string } {
  const arrangement = arrangeOneWorkgroup(ofLayout, rk4, LEAST_LIMITS)!;
  return {
    one: writeOneWorkgroup(ofSystem, ofLayout, smallWiring(ofLayout), rk4, 10, arrangement),
    many: writeManyWorkgroups(ofSystem, ofLayout, largeWiring(ofLayout), rk4, 10),
  };
}

test('the WGSL of the default network is as reviewed', async () => {
  const { one, many } = writeWgsl(system, layout);
  await expect(one).toMatchFileSnapshot('snapshots/nerveflow120.oneWorkgroup.wgsl');
  await expect(many).toMatchFileSnapshot('snapshots/nerveflow120.manyWorkgroups.wgsl');
});

test('populations share no group of invocations that run in step, and share out evenly to what a workgroup takes', () => {
  const arrange = (limits: Partial<typeof LEAST_LIMITS>): unknown =>
    arrangeOneWorkgroup(layout, rk4, { ...LEAST_LIMITS, ...limits });
  // 90 PN in 96 places, 30 LN in 32
  expect(arrange({})).toEqual({ workgroupSize: 128, neuronsPerInvocation: 1, starts: [0, 96] });
  expect(arrange({ mostInvocations: 100 })).toEqual({ workgroupSize: 64, neuronsPerInvocation: 2, starts: [0, 96] });
  // Two copies of 96 + 32 open fractions, four bytes each.
  expect(arrange({ mostBytes: 1024 })).toBeDefined();
  expect(arrange({ mostBytes: 1023 })).toBeUndefined();
});

test('sparse matrices lie as rows, dense ones as bits', () => {
  const at = (every: number): Layout => {
    const matrix = Uint8Array.from({ length: 64 * 64 }, (_, k) => Number(k % every === 0));
    return layOut(
      system,
      buildNetwork(
        { preset: 'nerveflow', n: 64, seed: 1, matrices: { ACh: givenMatrix(matrix), GABA: givenMatrix(matrix) } },
        10,
      ),
    );
  };
  expect(largeWiring(at(31)).synapses.map(({ form }) => form)).toEqual(['bits', 'bits']);
  expect(largeWiring(at(33)).synapses.map(({ form }) => form)).toEqual(['rows', 'rows']);
});

test('the GLSL of the default network is as reviewed', async () => {
  const { inner, last, capture } = writeGlsl(system, layout, rk4);
  await expect(inner).toMatchFileSnapshot('snapshots/nerveflow120.inner.glsl');
  await expect(last).toMatchFileSnapshot('snapshots/nerveflow120.last.glsl');
  await expect(capture).toMatchFileSnapshot('snapshots/nerveflow120.capture.glsl');
});

test('what weights of the inhibitory synapses change in WGSL and GLSL is as reviewed', async () => {
  const hasWeights = layout.openFractions.map(({ type }) => type === 'GABA');
  const arrangement = arrangeOneWorkgroup(layout, rk4, LEAST_LIMITS)!;
  const plain = { ...writeWgsl(system, layout), inner: writeGlsl(system, layout, rk4).inner };
  const weighted = {
    one: writeOneWorkgroup(system, layout, smallWiring(layout, hasWeights), rk4, 10, arrangement),
    many: writeManyWorkgroups(system, layout, largeWiring(layout, hasWeights), rk4, 10),
    inner: writeGlsl(system, layout, rk4, hasWeights).inner,
  };
  const added = (['one', 'many', 'inner'] as const).map((program) => {
    const before = new Set(plain[program].split('\n'));
    const lines = weighted[program].split('\n').filter((line) => !before.has(line));
    return [`--- ${program}`, ...lines].join('\n');
  });
  await expect(`${added.join('\n')}\n`).toMatchFileSnapshot('snapshots/nerveflow120.weights.txt');
});

test('a channel that is described as the README says reaches every target', () => {
  const current: Current = {
    name: 'H',
    title: 'hyperpolarisation-activated (h)',
    current: 'g_H * m * (V - E_H)',
    parameters: {
      g_H: { value: 0.1, unit: 'mS/cm²', range: [0, 5], meaning: 'maximal conductance', source: 'test' },
      E_H: { value: -40, unit: 'mV', range: [-120, 200], meaning: 'reversal potential', source: 'test' },
    },
    gates: { m: { inf: '1 / (1 + exp((V + 75) / 5.5))', tau: '100', meaning: 'activation' } },
    source: 'test',
  };
  const [pn, ln] = nerveflow.populations;
  const model: NetworkModel = {
    ...nerveflow,
    currents: [...nerveflow.currents, current],
    populations: [{ ...pn!, currents: [...pn!.currents, 'H'] }, ln!],
  };
  const small = buildNetwork({ preset: 'nerveflow', n: 4, seed: 1 }, 10, model);
  const compiled = compileModel(model);
  const placed = layOut(compiled, small);
  // Seven variables of a PN, the firing memory and the events need a third texture.
  expect(packTextures(compiled, placed).layers).toBe(3);
  for (const text of [...Object.values(writeWgsl(compiled, placed)), writeGlsl(compiled, placed, rk4).last]) {
    expect(text).toContain('I_H = g_H * m_H * (V - E_H)');
    expect(text).toContain('d_m_H = (inf_m_H - m_H) / tau_m_H');
  }
  const slot = compiled.neurons[0]!.states.findIndex(({ name }) => name === 'm_H');
  const dx = new Float64Array(placed.stateLength);
  const zeros = new Float64Array(placed.stateLength);
  const noPulse = new Uint8Array(placed.openFractionCount);
  compileFloat64(compiled, placed)(zeros, dx, parameterVector(small, placed), zeros, zeros, noPulse);
  expect(dx[slot * placed.n]).toBe(1 / (1 + Math.exp(75 / 5.5)) / 100);
});

test.each([0.1, 1 / 3, 1e-7, 19.69, 238.4, 4194304, -1 / 1209600, 3 ** -1.4, 16777217])(
  'the float32 literal of %d reads back as the nearest float32, and as a float',
  (value) => {
    expect(Math.fround(Number(writeFloat32(value)))).toBe(Math.fround(value));
    expect(writeFloat32(value)).toMatch(/[.e]/);
  },
);

test('a value that float32 cannot hold is refused', () => {
  expect(() => writeFloat32(NaN)).toThrow(RangeError);
  expect(() => writeFloat32(1e39)).toThrow(RangeError);
});
