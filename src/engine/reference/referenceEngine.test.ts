import { givenMatrix } from '../../model/connectivity/matrix.ts';
import { describe, expect, test } from 'vitest';
import { ceilToGrid, MOST_HALF_STEPS } from '../../compiler/layout.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { NetworkDescription } from '../../model/description.ts';
import type { Network, SynapseValues } from '../../model/network.ts';
import { DEFAULT_ODOUR, stimulusColumns } from '../../model/stimulus/stimulus.ts';
import { DivergenceError, type Problem } from '../engine.ts';
import { toNetworkState } from '../engineState.ts';
import { SpikeClock } from '../spikeClock.ts';
import { problemOf } from '../testing/problemOf.ts';
import { ReferenceEngine } from './referenceEngine.ts';

const described: NetworkDescription = { preset: 'nerveflow', n: 16, seed: 5 };

/** The same network with α or β of a synapse type given per synapse. */
function withSynapseParameters(network: Network, type: string, values: Record<string, SynapseValues>): Network {
  const synapses = network.synapses.map((one) =>
    one.type.name === type ? { ...one, parameters: { ...one.parameters, ...values } } : one,
  );
  return { ...network, synapses };
}

/** The open fraction of every GABA synapse. */
async function openGaba(engine: ReferenceEngine, problem: Problem): Promise<Float64Array> {
  return toNetworkState(problem, await engine.readState()).openFractions.GABA as Float64Array;
}

describe('open fractions', () => {
  const network = buildNetwork(described, 100);
  const gaba = network.synapses[1]!.presynaptic.length;

  test('one per synapse and one per presynaptic neuron give the same run', async () => {
    const perNeuron = new ReferenceEngine(problemOf(network));
    // Equal but for a last bit in one β of each row: every synapse gets its own open fraction, nothing else changes.
    const beta = Float64Array.from({ length: gaba }, (_, s) => 0.16 * (1 + s * 2 ** -51));
    const separate = problemOf(withSynapseParameters(network, 'GABA', { beta_GABA: beta }));
    expect(separate.layout.openFractions[1]!.count).toBeGreaterThan(0.9 * gaba);
    expect(problemOf(network).layout.openFractions[1]!.count).toBe(4);

    const perSynapse = new ReferenceEngine(separate);
    const [a, b] = [perNeuron.advanceNow(8000), perSynapse.advanceNow(8000)];
    expect(a.spikeNeuron.length).toBeGreaterThan(3);
    expect(b.spikeNeuron).toEqual(a.spikeNeuron);
    expect(b.spikeStep).toEqual(a.spikeStep);
    const worst = Array.from(a.voltage).reduce((most, V, k) => Math.max(most, Math.abs(V - b.voltage[k]!)), 0);
    // A β that differs by 1e-14 moves V by rounding only; it grows on the way.
    expect(worst).toBeLessThan(1e-6);
    const [x, y] = [await openGaba(perNeuron, problemOf(network)), await openGaba(perSynapse, separate)];
    x.forEach((value, s) => expect(Math.abs(value - y[s]!)).toBeLessThan(1e-8));
  });

  test('a β that differs per synapse is really used per synapse', async () => {
    const beta = Float64Array.from({ length: gaba }, (_, s) => 0.05 + 0.3 * (s / gaba));
    const problem = problemOf(withSynapseParameters(network, 'GABA', { beta_GABA: beta }));
    const engine = new ReferenceEngine(problem);
    engine.advanceNow(8000);
    const open = await openGaba(engine, problem);
    const { V } = toNetworkState(problem, await engine.readState()).neurons;
    // A quiet presynaptic neuron releases next to nothing: [O] decays with its own β.
    const presynaptic = network.synapses[1]!.presynaptic;
    engine.advanceNow(1);
    const after = await openGaba(engine, problem);
    let checked = 0;
    open.forEach((value, s) => {
      if (value < 1e-3 || V![presynaptic[s]!]! > -50) return;
      checked++;
      expect(Math.log(value / after[s]!) / 0.01).toBeCloseTo(beta[s]!, 4);
    });
    expect(checked).toBeGreaterThan(2);
  });
});

describe('[M7] the transmitter pulse', () => {
  // Neuron 0 fired at t = 0; its synapse onto neuron 1 is the only one. Whole steps have whole half-steps between them.
  const matrix = new Uint8Array(16);
  matrix[1 * 4 + 0] = 1;
  const matrices = { ACh: givenMatrix(matrix), GABA: givenMatrix(new Uint8Array(16)) };
  const quiet = buildNetwork({ ...described, n: 4, matrices }, 100);
  const t_fire = Float64Array.of(0, -100, -100, -100);
  const network = { ...quiet, initialState: { ...quiet.initialState, t_fire } };

  test.each([
    // half-steps 1 … 59 are inside: the first step's first stage and the 30th step's last stage are outside
    [0.01, 0, 60],
    [0.02, 0, 30],
    [0.01, 0.1, 60],
  ])('at dt = %d ms with a delay of %d ms is on for 0 < q < %d half-steps', (dt, delay, halfSteps) => {
    network.parameters.t_delay_ACh!.fill(delay);
    const first = (2 * delay) / dt;
    for (const step of [0, 1, 2, first / 2, (first + halfSteps) / 2 - 1, (first + halfSteps) / 2, 100].map(
      Math.round,
    )) {
      const engine = new ReferenceEngine(problemOf(network, { dt, firstStep: step }));
      const rate = (engine.derivative().openFractions.ACh as Float64Array)[0]!;
      const q = 2 * step - Math.round(first);
      expect(rate, `step ${step}`).toBe(q > 0 && q < halfSteps ? 10 * 0.5 : 0);
    }
  });

  test('times of the pulse are rounded up to half-steps unless only rounding noise is above one', () => {
    expect(ceilToGrid(0.3, 0.01)).toBe(60);
    expect(ceilToGrid(157.47, 0.01)).toBe(31_494);
    expect(ceilToGrid(0.3025, 0.01)).toBe(61);
    expect(ceilToGrid(-201.5, 0.01)).toBe(-40_300);
  });
});

describe('the firing memory', () => {
  test('counts half-steps and stands still at the end of its range', () => {
    const clock = new SpikeClock(Float64Array.of(0, 0.05, -1e9), 0.01);
    expect([...clock.ages(100)]).toEqual([200, 190, MOST_HALF_STEPS]);
    clock.record(Int32Array.of(2), Float64Array.of(90));
    expect(clock.times()[2]).toBe(0.9);
  });

  test('[M6] a recorded spike is the time of the last one in the state', async () => {
    const engine = new ReferenceEngine(problemOf(buildNetwork(described, 100)));
    const { spikeNeuron, spikeStep } = engine.advanceNow(8000);
    const { t_fire } = await engine.readState();
    const last = new Map<number, number>();
    spikeNeuron.forEach((neuron, s) => last.set(neuron, spikeStep[s]! * 0.01));
    expect(last.size).toBeGreaterThan(1);
    for (const [neuron, time] of last) expect(t_fire[neuron]).toBe(time);
  });
});

describe('recording', () => {
  test('batches of any length record the same rows and spikes', () => {
    const whole = new ReferenceEngine(problemOf(buildNetwork(described, 100))).advanceNow(3000);
    const parts = new ReferenceEngine(problemOf(buildNetwork(described, 100)));
    const voltage: number[] = [];
    const spikes: number[] = [];
    for (let steps = 1; parts.step < 3000; steps = (steps * 7) % 23) {
      const batch = parts.advanceNow(Math.min(steps, 3000 - parts.step));
      expect(batch.firstRecordedStep % 10).toBe(0);
      expect(batch.voltage.length === 0 || batch.firstRecordedStep >= batch.firstStep).toBe(true);
      voltage.push(...batch.voltage);
      spikes.push(...batch.spikeStep);
    }
    expect(voltage).toEqual([...whole.voltage]);
    expect(spikes).toEqual([...whole.spikeStep]);
    expect(whole.voltage.length).toBe(300 * 16);
  });

  test('a run continued from its own state is the same run', async () => {
    const network = buildNetwork(described, 100);
    const engine = new ReferenceEngine(problemOf(network));
    engine.advanceNow(2500);
    const start = await engine.readState();
    const continued = new ReferenceEngine(problemOf(network, { firstStep: 2500, start }));
    expect(continued.advanceNow(1000)).toEqual(engine.advanceNow(1000));
    expect(await continued.readState()).toEqual(await engine.readState());
  });
});

test('[M10] at rest PN are at -66.8 mV and LN at -55.2 mV', async () => {
  const network = buildNetwork({ preset: 'nerveflow', n: 8, seed: 1 }, 2000);
  const stimulus = stimulusColumns({ ...DEFAULT_ODOUR, amplitude: 0 }, 8, 2000);
  const engine = new ReferenceEngine(problemOf(network, { stimulus }));
  engine.advanceNow(150_000);
  const { high } = await engine.readState();
  // Given to one decimal; [Ca] has not quite settled after 1.5 s.
  high.subarray(0, 8).forEach((value, i) => expect(Math.abs(value - (i < 6 ? -66.8 : -55.2))).toBeLessThan(0.1));
});

test('V at a removable 0/0 of a rate does not turn the run into NaN', async () => {
  const network = buildNetwork({ ...described, n: 3 }, 100);
  for (const V of [-35, -37, -10]) {
    network.initialState.neurons.V!.fill(V);
    const engine = new ReferenceEngine(problemOf(network));
    engine.advanceNow(100);
    expect((await engine.readState()).high.every(Number.isFinite)).toBe(true);
  }
});

test('a variable that leaves its bounds stops the run in that step', () => {
  const network = buildNetwork({ ...described, n: 3 }, 100);
  // 10⁶ µA/cm² move V by 10⁴ mV in one step; neuron 1 alone receives it, from sample 50 on.
  const values = new Float64Array(100 * 3);
  for (let sample = 50; sample < 100; sample++) values[3 * sample + 1] = 1e6;
  const stimulus = stimulusColumns({ kind: 'array', name: 'a', n: 3, samples: 100, samplesPerMs: 100, values }, 3, 1);
  const engine = new ReferenceEngine(problemOf(network, { stimulus }));
  let error: unknown;
  try {
    engine.advanceNow(100);
  } catch (thrown) {
    error = thrown;
  }
  expect(error).toBeInstanceOf(DivergenceError);
  // The last stage of step 49 reads column 50: a sixth of the step's change.
  expect(error).toMatchObject({ neuron: 1, variable: 'V', step: 49, value: expect.closeTo((1e6 * 0.01) / 6 - 70, -1) });
});
