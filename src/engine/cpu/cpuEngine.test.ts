import { givenMatrix } from '../../model/connectivity/matrix.ts';
import { describe, expect, test } from 'vitest';
import { planWasm } from '../../compiler/targets/wasm/wasmPlan.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { Current, NetworkModel } from '../../model/model.ts';
import type { Network, SynapseValues } from '../../model/network.ts';
import { nerveflow } from '../../model/presets.ts';
import { stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { readReference } from '../../simulation/fixtures/readReference.ts';
import { DivergenceError, type Engine, type Problem } from '../engine.ts';
import { ReferenceEngine } from '../reference/referenceEngine.ts';
import { problemOf } from '../testing/problemOf.ts';
import { CpuEngine, type CpuOptions } from './cpuEngine.ts';

const FLOAT64: CpuOptions = { precision: 'float64', threads: 1, isCompensated: true };
const FLOAT32: CpuOptions = { precision: 'float32', threads: 1, isCompensated: true };

/** Runs both engines side by side; the greatest difference of V at recorded samples, mV, and the spikes of each. */
async function compare(a: Engine, b: Engine, steps: number) {
  const spikes: [string[], string[]] = [[], []];
  let worst = 0;
  for (let step = 0; step < steps; step += 500) {
    const batches = [await a.advance(500), await b.advance(500)] as const;
    batches[0].voltage.forEach((V, k) => (worst = Math.max(worst, Math.abs(V - batches[1].voltage[k]!))));
    batches.forEach(({ spikeNeuron, spikeStep }, k) =>
      spikeNeuron.forEach((neuron, s) => spikes[k]!.push(`${neuron} at ${spikeStep[s]}`)),
    );
  }
  return { worst, spikes };
}

/** The NumPy run on the engine: spikes of both, and the greatest difference of V at the recorded samples, mV. */
async function repeatNumPy(options: CpuOptions) {
  const { description, spikes, n, voltage } = readReference('n120');
  const network = buildNetwork(description.network, description.duration);
  const stimulus = stimulusColumns(description.stimulus, n, description.duration);
  const engine = await CpuEngine.create(problemOf(network, { stimulus }), options);
  const found: { neuron: number; time: number }[] = [];
  let worst = 0;
  const steps = Math.round(description.duration / 0.01);
  while (engine.step < steps) {
    const batch = await engine.advance(Math.min(engine.mostSteps, steps - engine.step));
    const { spikeNeuron, spikeStep } = batch;
    const first = (batch.firstRecordedStep / 10) * n;
    batch.voltage.forEach((V, k) => {
      // The fixture holds V rounded to float32: what lies beyond half a unit in its last place.
      const expected = voltage[first + k]!;
      worst = Math.max(worst, Math.abs(V - expected) - Math.abs(expected) * 2 ** -24);
    });
    spikeNeuron.forEach((neuron, s) => found.push({ neuron, time: Number((spikeStep[s]! * 0.01).toFixed(2)) }));
  }
  return { found, expected: spikes, worst };
}

describe('the 500 ms of 120 neurons that NumPy computed', () => {
  test('float64 has every spike at its very step, and V within 1e-5 mV', async () => {
    const { found, expected, worst } = await repeatNumPy(FLOAT64);
    expect(found).toEqual(expected);
    expect(worst).toBeLessThan(1e-5);
  });

  test('float32, compensated, has every spike within 0.05 ms', async () => {
    const { found, expected } = await repeatNumPy(FLOAT32);
    expect(found.map(({ neuron }) => neuron)).toEqual(expected.map(({ neuron }) => neuron));
    found.forEach(({ time }, s) => expect(Math.abs(time - expected[s]!.time)).toBeLessThanOrEqual(0.05));
  });
});

/** A matrix with a given share of ones between all neurons, no self connections. */
function sparseMatrix(n: number, share: number): Uint8Array<ArrayBuffer> {
  const matrix = new Uint8Array(n * n);
  // Any irregular pattern: multiplicative hashing (Knuth).
  for (let k = 0; k < n * n; k++) {
    const isSet = (Math.imul(k, 2654435761) >>> 0) / 2 ** 32 < share && k % n !== Math.floor(k / n);
    matrix[k] = Number(isSet);
  }
  return matrix;
}

/** The same network with other weights of its synapses: by type and number of the synapse. */
function weigh(network: Network, weightOf: (type: string, synapse: number) => number): Network {
  const synapses = network.synapses.map((one) => {
    return { ...one, weights: Float64Array.from(one.presynaptic, (_, s) => weightOf(one.type.name, s)) };
  });
  return { ...network, synapses };
}

/** The same network with open fractions that count from the first step on, or nothing of the matrix would be seen. */
function opened(network: Network): Problem {
  const openFractions = Object.fromEntries(
    network.synapses.map(({ type, presynaptic }) => [
      type.name,
      Float64Array.from(presynaptic, (j) => 0.1 + (j % 7) / 50),
    ]),
  );
  return problemOf({ ...network, initialState: { ...network.initialState, openFractions } });
}

function formsOf({ system, layout, network }: Problem): string[] {
  const plan = planWasm(system, layout, network, { ...FLOAT64, recordEvery: 10 });
  return plan.types.flatMap(({ sums }) => sums.map(({ form }) => form));
}

const smallNetwork = buildNetwork({ preset: 'nerveflow', n: 40, seed: 3 }, 100);
const largeNetwork = buildNetwork({ preset: 'nerveflow', n: 400, seed: 3 }, 100);
const sparseNetwork = buildNetwork(
  {
    preset: 'nerveflow',
    n: 200,
    seed: 3,
    matrices: { ACh: givenMatrix(sparseMatrix(200, 0.02)), GABA: givenMatrix(sparseMatrix(200, 0.02)) },
  },
  100,
);
/** Negative ones too; every seventh is 1. */
const uneven = (_: string, s: number): number => (s % 7 === 0 ? 1 : ((s % 5) - 1.3) / 2);

describe('sums of open fractions', () => {
  test.each([
    ['dense', 'no weights', smallNetwork],
    ['table', 'no weights', largeNetwork],
    ['sparse', 'no weights', sparseNetwork],
    ['dense', 'weights', weigh(smallNetwork, uneven)],
    ['dense', 'weights where tables would do without', weigh(largeNetwork, uneven)],
    ['sparse', 'weights', weigh(sparseNetwork, uneven)],
    ['table', 'weights of the other type', weigh(largeNetwork, (type, s) => (type === 'ACh' ? uneven(type, s) : 1))],
  ] as const)('in the form %s with %s are those of the reference', async (form, _, network) => {
    const problem = opened(network);
    expect(formsOf(problem)).toContain(form);
    const { worst, spikes } = await compare(
      await CpuEngine.create(problem, FLOAT64),
      new ReferenceEngine(problem),
      500,
    );
    expect(spikes[0]).toEqual(spikes[1]);
    // Sums in another order: rounding of some hundred terms, grown over 5 ms.
    expect(worst).toBeLessThan(1e-10);
    const { worst: ofFloat32 } = await compare(
      await CpuEngine.create(problem, FLOAT32),
      new ReferenceEngine(problem),
      500,
    );
    expect(ofFloat32).toBeLessThan(1e-3);
  });

  test('weights of 1 leave every bit as it is', async () => {
    for (const network of [smallNetwork, sparseNetwork]) {
      const [plain, weighted] = await Promise.all(
        [network, weigh(network, () => 1)].map((one) => CpuEngine.create(opened(one), FLOAT64)),
      );
      expect(await weighted!.advance(500)).toEqual(await plain!.advance(500));
    }
  });
});

describe('an update', () => {
  /** What an engine says that goes on after an update, and one that is made anew from its state. */
  async function continueBoth(before: Problem, after: Problem, options: CpuOptions) {
    const engine = await CpuEngine.create(before, options);
    await engine.advance(301);
    const isTaken = await engine.update(after);
    const start = await engine.readState();
    const anew = await CpuEngine.create({ ...after, firstStep: 301, start }, options);
    return { isTaken, goneOn: await engine.advance(300), anew: await anew.advance(300) };
  }

  /** Every parameter is another one for each neuron, also those that open fractions take of theirs, and the times of pulses. */
  const withOtherParameters = (network: Network): Network => ({
    ...network,
    parameters: Object.fromEntries(
      Object.entries(network.parameters).map(([symbol, values]) => [
        symbol,
        values.map((value, i) => value * (1 + 0.01 * Math.sin(i))),
      ]),
    ),
  });

  test.each([
    ['dense', smallNetwork],
    ['table', largeNetwork],
    ['sparse', sparseNetwork],
  ] as const)('of parameters, in a network of the form %s', async (_, network) => {
    const before = opened(network);
    const delayed = network.parameters.t_delay_ACh;
    expect(delayed).toBeDefined();
    const next = withOtherParameters(network);
    const parameters = { ...next.parameters, t_delay_ACh: delayed!.map((__, i) => 0.1 * (i % 4)) };
    const after = opened({ ...next, parameters });
    for (const options of [FLOAT64, FLOAT32, { ...FLOAT32, isCompensated: false }]) {
      const { isTaken, goneOn, anew } = await continueBoth(before, after, options);
      expect(isTaken).toBe(true);
      expect(goneOn).toEqual(anew);
      expect(goneOn.voltage).not.toEqual((await continueBoth(before, before, options)).goneOn.voltage);
    }
  });

  /** A network with more synapses of the neurons that have some, onto neurons that have some. */
  function rewire(network: Network, share: number): Network {
    const synapses = network.synapses.map((one) => {
      const { n } = network;
      const isIn = new Uint8Array(n * n);
      for (let i = 0; i < n; i++) {
        for (let s = one.rowStart[i]!; s < one.rowStart[i + 1]!; s++) isIn[i * n + one.presynaptic[s]!] = 1;
      }
      const neurons = [...new Set(one.presynaptic)];
      const onto = [...one.rowStart.subarray(1)].flatMap((end, i) => (end > one.rowStart[i]! ? [i] : []));
      neurons.forEach((j, q) => {
        for (let k = 0; k < onto.length * share; k += 3) isIn[onto[(k + q) % onto.length]! * n + j] = 1;
      });
      const rowStart = new Uint32Array(n + 1);
      const presynaptic: number[] = [];
      for (let i = 0; i < n; i++) {
        for (let j = 0; j < n; j++) if (isIn[i * n + j] === 1) presynaptic.push(j);
        rowStart[i + 1] = presynaptic.length;
      }
      return { ...one, rowStart, presynaptic: Uint32Array.from(presynaptic) };
    });
    return { ...network, synapses };
  }

  test.each([
    ['dense', smallNetwork, 0.2],
    ['table', largeNetwork, 0.2],
    ['sparse, within the room that is left', sparseNetwork, 0.01],
  ] as const)('of synapses, in the form %s', async (_, network, share) => {
    const before = opened(network);
    const after = opened(rewire(network, share));
    for (const options of [FLOAT64, FLOAT32]) {
      const { isTaken, goneOn, anew } = await continueBoth(before, after, options);
      expect(isTaken).toBe(true);
      expect(goneOn).toEqual(anew);
      // And back again.
      const back = await continueBoth(after, before, options);
      expect(back.goneOn).toEqual(back.anew);
    }
  });

  test.each([
    ['weights for tables', largeNetwork, weigh(largeNetwork, uneven)],
    ['weights for lists that have none', sparseNetwork, weigh(sparseNetwork, uneven)],
    ['more synapses than lists have room for', sparseNetwork, rewire(sparseNetwork, 0.9)],
  ] as const)('with %s is not taken, and changes nothing', async (_, network, next) => {
    const before = opened(network);
    const engine = await CpuEngine.create(before, FLOAT64);
    const untouched = await CpuEngine.create(before, FLOAT64);
    await engine.advance(301);
    await untouched.advance(301);
    expect(await engine.update(opened(next))).toBe(false);
    expect(await engine.advance(300)).toEqual(await untouched.advance(300));
    expect(await engine.readState()).toEqual(await untouched.readState());
  });
});

describe('what every engine must do', () => {
  const network = buildNetwork({ preset: 'nerveflow', n: 18, seed: 5 }, 100);
  const withGaba = (values: Record<string, SynapseValues>): Network => ({
    ...network,
    synapses: network.synapses.map((one) =>
      one.type.name === 'GABA' ? { ...one, parameters: { ...one.parameters, ...values } } : one,
    ),
  });

  test('open fractions with α and β of their own, and neurons with parameters of their own', async () => {
    const gaba = network.synapses[1]!.presynaptic.length;
    const own = withGaba({
      alpha_GABA: Float64Array.from({ length: gaba }, (_, s) => 8 + (s % 5)),
      beta_GABA: Float64Array.from({ length: gaba }, (_, s) => 0.1 + 0.2 * (s / gaba)),
    });
    const parameters = { ...own.parameters, g_Na: own.parameters.g_Na!.map((g, i) => g * (1 + i / 100)) };
    const problem = problemOf({ ...own, parameters });
    const { worst, spikes } = await compare(
      await CpuEngine.create(problem, FLOAT64),
      new ReferenceEngine(problem),
      8000,
    );
    expect(spikes[0]!.length).toBeGreaterThan(1);
    expect(spikes[0]).toEqual(spikes[1]);
    expect(worst).toBeLessThan(1e-6);
  });

  test('batches of any length record the same rows and spikes', async () => {
    const whole = await CpuEngine.create(problemOf(network), FLOAT64);
    const parts = await CpuEngine.create(problemOf(network), FLOAT64);
    const expected = [await whole.advance(1500), await whole.advance(1500)];
    const voltage: number[] = [];
    const spikes: number[] = [];
    for (let steps = 1; parts.step < 3000; steps = (steps * 7) % 23) {
      const batch = await parts.advance(Math.min(steps, 3000 - parts.step));
      voltage.push(...batch.voltage);
      spikes.push(...batch.spikeStep);
    }
    expect(voltage).toEqual(expected.flatMap((batch) => [...batch.voltage]));
    expect(spikes).toEqual(expected.flatMap(({ spikeStep }) => [...spikeStep]));
    expect(voltage.length).toBe(300 * 18);
  });

  test.each([FLOAT64, FLOAT32])('a run continued from its own state is the same run ($precision)', async (options) => {
    const engine = await CpuEngine.create(problemOf(network), options);
    // An odd number of steps: the copies of ages are swapped.
    await engine.advance(1501);
    await engine.advance(1000);
    const next = problemOf(network, { firstStep: 2501, start: await engine.readState() });
    const continued = await CpuEngine.create(next, options);
    expect(await continued.advance(1000)).toEqual(await engine.advance(1000));
  });

  test('a variable that leaves its bounds stops the run in that step and says which', async () => {
    const n = 18;
    const values = new Float64Array(100 * n);
    for (let sample = 50; sample < 100; sample++) values[n * sample + 16] = 1e6;
    const stimulus = stimulusColumns({ kind: 'array', name: 'a', n, samples: 100, samplesPerMs: 100, values }, n, 1);
    const problem = problemOf(network, { stimulus });
    const failure = async (engine: Engine): Promise<unknown> => engine.advance(100).catch((error: unknown) => error);
    const expected = (await failure(new ReferenceEngine(problem))) as DivergenceError;
    const found = await failure(await CpuEngine.create(problem, FLOAT64));
    expect(found).toBeInstanceOf(DivergenceError);
    expect(found).toMatchObject({ neuron: 16, variable: 'V', step: expected.step });
    expect((found as DivergenceError).value).toBeCloseTo(expected.value, 6);
  });

  test('every function that an equation may call', async () => {
    const every: Current = {
      name: 'X',
      title: 'every function',
      current: 'g_X * m^1.5 * (V - E_X) + 0.01 * sin(V) * cos(V / 7) + 0.001 * min(V, -60) - 0.002 * max(V, -60)',
      parameters: {
        g_X: { value: 0.1, unit: 'mS/cm²', range: [0, 5], meaning: 'conductance', source: 'test' },
        E_X: { value: -40, unit: 'mV', range: [-120, 200], meaning: 'reversal potential', source: 'test' },
      },
      gates: {
        m: {
          inf: '0.5 * (1 + tanh((V + 60) / 10))',
          tau: 'V >= -60 ? 1 + sqrt(abs(V)) : 2 + log(1 + exp(-V / 30))',
          meaning: 'activation',
        },
      },
      source: 'test',
    };
    const [pn, ln] = nerveflow.populations;
    const model: NetworkModel = {
      ...nerveflow,
      currents: [...nerveflow.currents, every],
      populations: [
        { ...pn!, currents: [...pn!.currents, 'X'] },
        { ...ln!, currents: [...ln!.currents, 'X'] },
      ],
    };
    const problem = problemOf(buildNetwork({ preset: 'nerveflow', n: 11, seed: 5 }, 100, model));
    const { worst } = await compare(await CpuEngine.create(problem, FLOAT64), new ReferenceEngine(problem), 1000);
    expect(worst).toBeLessThan(1e-9);
    const ofFloat32 = await compare(await CpuEngine.create(problem, FLOAT32), new ReferenceEngine(problem), 1000);
    expect(ofFloat32.worst).toBeLessThan(1e-3);
  });

  test('NaN in a state is noticed', async () => {
    const initialState = { ...network.initialState, neurons: { ...network.initialState.neurons } };
    initialState.neurons.h_Na = initialState.neurons.h_Na!.map((value, i) => (i === 4 ? NaN : value));
    const engine = await CpuEngine.create(problemOf({ ...network, initialState }), FLOAT32);
    await expect(engine.advance(3)).rejects.toMatchObject({ neuron: 4, step: 0 });
  });

  test('V at a removable 0/0 of a rate does not turn the run into NaN', async () => {
    for (const V of [-35, -37, -10]) {
      const initialState = { ...network.initialState, neurons: { ...network.initialState.neurons } };
      initialState.neurons.V = new Float64Array(18).fill(V);
      const problem: Problem = problemOf({ ...network, initialState });
      for (const options of [FLOAT64, FLOAT32]) {
        const engine = await CpuEngine.create(problem, options);
        await engine.advance(100);
        expect((await engine.readState()).high.every(Number.isFinite)).toBe(true);
      }
    }
  });
});
