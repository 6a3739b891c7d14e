import { givenMatrix } from '../../model/connectivity/matrix.ts';
import { describe, expect, test, vi } from 'vitest';
import { rk4 } from '../../compiler/integrator.ts';
import { layOut, layOutAlike } from '../../compiler/layout.ts';
import { compileModel } from '../../compiler/system.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { Connectivity, Network } from '../../model/network.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import type { Batch } from '../../recording/batch.ts';
import { DivergenceError, type Engine, type Problem } from '../engine.ts';
import type { EngineState } from '../engineState.ts';
import { openTestDevice } from './fixtures/openTestDevice.ts';

const device = await openTestDevice();

/** Neurons that start at their threshold under a strong current: spikes and pulses within a millisecond. */
function problemOf(n: number, seed: number, { ACh = 0.5, GABA = 0.5, dt = 0.01 } = {}): Problem {
  const duration = 10;
  const matrix = (density: number, isPre: (j: number) => boolean): Uint8Array<ArrayBuffer> =>
    Uint8Array.from({ length: n * n }, (_, k) => {
      const [post, pre] = [Math.floor(k / n), k % n];
      return Number(isPre(pre) && (7 * post + 11 * pre + seed) % 100 < 100 * density);
    });
  const matrices = {
    ACh: givenMatrix(matrix(ACh, (j) => j < 0.75 * n)),
    GABA: givenMatrix(matrix(GABA, (j) => j >= 0.75 * n)),
  };
  const drawn = buildNetwork({ preset: 'nerveflow', n, seed, matrices }, duration);
  const isPn = (i: number): boolean => i < Math.floor(0.75 * n);
  const neurons = {
    ...drawn.initialState.neurons,
    V: Float64Array.from({ length: n }, (_, i) => -38 - (i % 7)),
    m_Na: Float64Array.from({ length: n }, (_, i) => (isPn(i) ? 0.1 : 0)),
    h_Na: Float64Array.from({ length: n }, (_, i) => (isPn(i) ? 0.6 : 0)),
  };
  const network: Network = { ...drawn, initialState: { ...drawn.initialState, neurons } };
  const values = Float64Array.from({ length: 40 * n }, (_, k) => 20 + ((k + seed) % 5) * 10);
  const stimulus = { kind: 'array' as const, name: 'current.npy', n, samples: 40, samplesPerMs: 30, values };
  const system = compileModel(network.model);
  return {
    network,
    system,
    layout: layOut(system, network),
    integrator: rk4,
    stimulus: stimulusColumns(stimulus, n, duration),
    dt,
    recordEvery: 7,
    firstStep: 0,
  };
}

function withParameter(problem: Problem, name: string, value: number): Problem {
  const { network } = problem;
  const parameters = { ...network.parameters, [name]: new Float64Array(network.n).fill(value) };
  return { ...problem, network: { ...network, parameters } };
}

const weightsOf = ({ presynaptic }: Connectivity): Float64Array => Float64Array.from(presynaptic, (_, s) => s % 3);

const SIZES = [33, 40, 27];

/** What an engine records over some batches, and the state after them. */
async function record(engine: Engine): Promise<{ batches: Batch[]; state: EngineState }> {
  const batches: Batch[] = [];
  for (const steps of SIZES) batches.push(await engine.advance(steps));
  const state = await engine.readState();
  engine.dispose();
  return { batches, state };
}

const spikesOf = (batches: readonly Batch[]): number => batches.reduce((sum, one) => sum + one.spikeNeuron.length, 0);

describe.skipIf(device === undefined)('WebGPU on this machine', () => {
  test.each([
    { n: 48, GABA: 0.5, what: 'dense matrices' },
    { n: 300, GABA: 0.02, what: 'a sparse matrix, and more neurons than a workgroup has invocations' },
  ])(
    'one workgroup and many give the same run to the last bit: $what',
    async ({ n, GABA }) => {
      const problem = problemOf(n, 3, { GABA });
      const one = await record(await device!.openEngine(problem, 'one workgroup'));
      const many = await record(await device!.openEngine(problem, 'many workgroups'));
      expect(spikesOf(one.batches)).toBeGreaterThan(n / 8);
      expect(one.batches.map(({ voltage }) => voltage.length / n)).toEqual([5, 6, 4]);
      expect(many).toEqual(one);
    },
    120_000,
  );

  test('members of an ensemble run as they run alone, to the last bit; one that diverges stops no other', async () => {
    const drawn = [1, 2, 3].map((seed) => problemOf(12, seed, { ACh: 0.3, GABA: 0.3 }));
    const { system } = drawn[0]!;
    // The second has so strong a sodium current that its V leaves all bounds.
    const networks = drawn.map(({ network }, r) => ({
      ...network,
      parameters: { ...network.parameters, g_Na: new Float64Array(12).fill(r === 1 ? 1e5 : 90 + r) },
      // Only the synapses of the third have weights.
      synapses: network.synapses.map((one) => (r === 2 ? { ...one, weights: weightsOf(one) } : one)),
    }));
    const layouts = layOutAlike(system, networks);
    // The third is driven like the first.
    const problems = drawn.map((problem, r): Problem => ({
      ...problem,
      system,
      network: networks[r]!,
      layout: layouts[r]!,
      stimulus: drawn[r === 2 ? 0 : r]!.stimulus,
    }));
    const ensemble = await device!.openEnsemble(problems);
    expect(ensemble.members).toBe(3);
    const results: (readonly (Batch | DivergenceError)[])[] = [];
    for (const steps of SIZES) results.push(await ensemble.advance(steps));
    expect(ensemble.step).toBe(100);
    ensemble.dispose();
    for (const r of [0, 2]) {
      const alone = await record(await device!.openEngine(problems[r]!));
      expect(spikesOf(alone.batches)).toBeGreaterThan(0);
      expect(results.map((batch) => batch[r])).toEqual(alone.batches);
    }
    const alone = await device!.openEngine(problems[1]!);
    const error = await alone.advance(SIZES[0]!).catch((reason: unknown) => reason);
    alone.dispose();
    expect(error).toBeInstanceOf(DivergenceError);
    for (const batch of results) expect(batch[1]).toEqual(error);
  });

  test('where the driver finds a workgroup too large, many take the network', async () => {
    const problem = problemOf(4, 1, { ACh: 1, GABA: 1 });
    const one = await record(await device!.openEngine(problem));
    const refusal = new GPUPipelineError('too few registers', { reason: 'internal' });
    const compile = vi.spyOn(GPUDevice.prototype, 'createComputePipelineAsync').mockRejectedValueOnce(refusal);
    const many = await record(await device!.openEngine(problem));
    expect(compile).toHaveBeenCalledTimes(1 + 4);
    expect(many).toEqual(one);
    compile.mockRejectedValueOnce(refusal);
    await expect(device!.openEngine(problem, 'one workgroup')).rejects.toBe(refusal);
    compile.mockRestore();
  });

  test('two batches under way give what one after the other gives, in order; a third is refused', async () => {
    const problem = problemOf(12, 1);
    const alone = await record(await device!.openEngine(problem));
    const engine = await device!.openEngine(problem);
    const order: number[] = [];
    const follow = async (steps: number): Promise<Batch> => {
      const batch = await engine.advance(steps);
      order.push(batch.firstStep);
      expect(engine.step).toBe(batch.firstStep + batch.steps);
      return batch;
    };
    const [first, second] = [follow(SIZES[0]!), follow(SIZES[1]!)];
    await expect(engine.advance(1)).rejects.toThrow('more than 2 batches were asked for at once');
    const batches = [await first, await second, await follow(SIZES[2]!)];
    expect(order).toEqual([0, 33, 73]);
    expect({ batches, state: await engine.readState() }).toEqual(alone);
    engine.dispose();
  });

  test('when a batch fails, the one behind it fails with the same error', async () => {
    const engine = await device!.openEngine(problemOf(12, 1, { dt: 0.1 }));
    const errors = await Promise.all([50, 50].map((steps) => engine.advance(steps).catch((reason: unknown) => reason)));
    engine.dispose();
    expect(errors[0]).toBeInstanceOf(DivergenceError);
    expect(errors[1]).toBe(errors[0]);
  });

  test.each(['one workgroup', 'many workgroups'] as const)(
    'neither a batch nor an update makes a buffer or compiles a program: %s',
    async (path) => {
      const problem = problemOf(4, 1, { ACh: 1, GABA: 1 });
      const engine = await device!.openEngine(problem, path);
      const made = (
        ['createBuffer', 'createBindGroup', 'createShaderModule', 'createComputePipelineAsync'] as const
      ).map((name) => vi.spyOn(GPUDevice.prototype, name));
      for (let batch = 0; batch < 5; batch++) {
        await engine.advance(20);
        expect(await engine.update(withParameter(problem, 'g_Na', 80 + batch))).toBe(true);
      }
      await engine.readState();
      for (const spy of made) {
        expect(spy).not.toHaveBeenCalled();
        spy.mockRestore();
      }
      engine.dispose();
    },
  );

  test('an update that is not taken changes nothing', async () => {
    const problem = problemOf(8, 1);
    const alone = await record(await device!.openEngine(problem));
    const engine = await device!.openEngine(problem);
    const other = withParameter(problem, 'g_Na', 10);
    const synapses = other.network.synapses.map((one) => ({ ...one, weights: weightsOf(one) }));
    const advance = engine.advance.bind(engine);
    engine.advance = async (steps) => {
      expect(await engine.update({ ...other, network: { ...other.network, synapses } })).toBe(false);
      return advance(steps);
    };
    expect(await record(engine)).toEqual(alone);
  });

  test('an ensemble is refused with a sentence where its networks are not alike', async () => {
    const [a, b] = [problemOf(4, 1, { ACh: 1, GABA: 1 }), problemOf(6, 1, { ACh: 1, GABA: 1 })];
    // As many open fractions, but of other neurons: here none of PN 0, there none of PN 1.
    const [c, d] = [0, 1].map((silent) => {
      const ACh = Uint8Array.from({ length: 16 }, (_, k) => Number(k % 4 !== silent && k % 4 < 3));
      const network = buildNetwork(
        {
          preset: 'nerveflow',
          n: 4,
          seed: 1,
          matrices: { ACh: givenMatrix(ACh), GABA: givenMatrix(new Uint8Array(16)) },
        },
        10,
      );
      return { ...a, network, layout: layOut(a.system, network) };
    });
    await expect(device!.openEnsemble([])).rejects.toThrow('an ensemble of no networks');
    await expect(device!.openEnsemble([a, { ...b, system: a.system }])).rejects.toThrow(/lay them out alike$/);
    await expect(device!.openEnsemble([c!, d!])).rejects.toThrow(/lay them out alike$/);
    await expect(device!.openEnsemble([a, { ...a, dt: 0.02 }])).rejects.toThrow('differ in dt');
  });
});
