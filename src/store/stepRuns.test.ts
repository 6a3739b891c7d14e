import { expect, test } from 'vitest';
import type { NetworkDescription } from '../model/description.ts';
import { valueOfNeuron, valuesOf } from '../model/parameters/parameterValues.ts';
import { memberRun } from '../simulation/ensemble/ensemble.ts';
import { firingTimes, stepRuns } from './stepRuns.ts';

const NETWORK: NetworkDescription = {
  preset: 'nerveflow',
  n: 12,
  seed: 3,
  changes: [
    { parameter: 'g_Na', kind: 'draw', distribution: { kind: 'normal', mean: 100, deviation: 10 }, seed: 5 },
    { parameter: 'g_KCa', kind: 'set', value: 0.1, neurons: [10] },
  ],
};
const RUN = { network: NETWORK, dt: 0.01, recordEvery: 10 };
const CURVE = { from: 0, to: 10, points: 5, duration: 300 };

test.each([4, 10])('neuron %d runs alone with every parameter that it has in the network', (neuron) => {
  const { description } = stepRuns(RUN, neuron, CURVE);
  const { network } = memberRun(description.base, description.members[0]!);
  expect(network.n).toBe(1);
  for (const symbol of ['g_Na', 'g_KCa', 'C_m', 'E_K']) {
    expect(valueOfNeuron(valuesOf(network, symbol), 0), symbol).toBe(valueOfNeuron(valuesOf(NETWORK, symbol), neuron));
  }
  expect(network.matrices).toBeUndefined();
});

test('every member has its own current, from the first to the last amplitude, over the whole step', () => {
  const { description, amplitudes, step } = stepRuns(RUN, 4, CURVE);
  expect(amplitudes).toEqual([0, 2.5, 5, 7.5, 10]);
  expect(step.to - step.from).toBe(300);
  expect(description.base.duration).toBe(step.to);
  const given = description.members.map(({ stimulus }) => stimulus);
  expect(given[2]).toMatchObject({ waveform: { kind: 'step', amplitude: 5 }, onset: step.from, offset: step.to });
});

test('a neuron that is not there is refused', () => {
  expect(() => stepRuns(RUN, 12, CURVE)).toThrow('an f–I curve of neuron 12: the network has 12 neurons');
});

test('LNs are counted at −20 mV, which their spikes pass without reaching 0 mV', () => {
  const result = {
    populations: [
      { name: 'PN', first: 0, count: 0 },
      { name: 'LN', first: 0, count: 1 },
    ],
    spikeTime: Float64Array.of(),
    meanVoltage: [new Float64Array(6), Float64Array.of(-50, -21, -15, -40, -19, -18)],
    rowInterval: 0.5,
  };
  expect([...firingTimes(result)]).toEqual([0.5, 1.5]);
  const pn = {
    ...result,
    populations: result.populations.toReversed().map((one, p) => ({ ...one, name: ['PN', 'LN'][p]! })),
  };
  expect([...firingTimes(pn)]).toEqual([]);
});
