import type { NetworkDescription, ParameterChange, RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR, drivenNeurons } from '../model/stimulus/stimulus.ts';

/** Neurons of the networks in the table that NEURON, Brian2 and others were measured on too. */
export const BENCHMARK_SIZES = [12, 24, 48, 96, 120, 192, 384, 1000, 4000] as const;

/** The largest network with the conductances of the model. Above, they are scaled as if each neuron had the synapses of 120 neurons. */
const LARGEST_UNSCALED = 384;
const SCALED_TO = 120;

/** ms; no measurement gets there. */
const DURATION = 1e6;

/** Steps from one recorded row to the next: spikes are what the other programs record. */
const RECORD_EVERY = 100;

/**
 * A run of the benchmark: n neurons of which 33 % get 10 µA/cm² from the start on, so that the network is busy in every step that
 * is timed. Above 384 neurons g_ACh and g_GABA are scaled by 120 / n: the synaptic conductance of a neuron grows with n otherwise,
 * beyond what RK4 can integrate at dt = 0.01 ms.
 */
export function benchmarkRun(n: number): RunDescription {
  const changes = ['g_ACh', 'g_GABA'].map((parameter): ParameterChange => ({
    kind: 'scale',
    parameter,
    factor: SCALED_TO / n,
  }));
  const network: NetworkDescription = { preset: 'nerveflow', n, seed: n, ...(n > LARGEST_UNSCALED && { changes }) };
  const values = new Float64Array(n);
  for (const neuron of drivenNeurons({ ...DEFAULT_ODOUR, seed: n }, n)) values[neuron] = DEFAULT_ODOUR.amplitude;
  return {
    network,
    stimulus: { kind: 'array', name: 'constant current', n, samples: 1, samplesPerMs: 1 / DURATION, values },
    dt: 0.01,
    duration: DURATION,
    recordEvery: RECORD_EVERY,
  };
}
