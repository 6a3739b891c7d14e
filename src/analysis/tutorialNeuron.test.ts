import { expect, test } from 'vitest';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { Recording } from '../recording/recording.ts';
import { Session } from '../simulation/session.ts';
import { fICurve } from './firing/fICurve.ts';

const INFO = { kind: 'reference', precision: 'float64', device: '', isSoftware: false, reason: '' } as const;
const NONE = { start: { kind: 'none' }, patches: [] } as const;

test('the f–I curve of the tutorial’s neuron is the one that the tutorial prints', async () => {
  // Na, K and leak only, from −71 mV and closed gates, 200 ms at 0, 10/19, … 10 µA/cm²: twenty neurons without synapses.
  // Without the A current spikes go so high that RK4 takes its gate, which drives nothing here, out of 0 … 1 at 0.01 ms.
  const amplitudes = Array.from({ length: 20 }, (_, k) => (10 * k) / 19);
  const session = await Session.open(
    {
      network: {
        preset: 'nerveflow',
        n: 20,
        counts: [20, 0],
        seed: 1,
        matrices: { ACh: NONE, GABA: NONE },
        start: { V: -71, noise: 0 },
        changes: ['g_KL', 'g_A'].map((parameter) => ({ kind: 'set', parameter, value: 0 })),
      },
      stimulus: {
        kind: 'array',
        name: 'steps',
        n: 20,
        samples: 1,
        samplesPerMs: 1e-3,
        values: Float64Array.from(amplitudes),
      },
      dt: 0.005,
      duration: 200,
      recordEvery: 100,
    },
    { choice: 'reference' },
    async (problem) => ({ engine: new ReferenceEngine(problem), info: INFO }),
  );
  const { n, populations } = session.network;
  const recording = new Recording({ n, populations, dt: 0.005, recordEvery: 100 });
  while (!session.isDone) recording.append(await session.advance());
  const steps = amplitudes.map((amplitude, neuron) => ({ amplitude, spikeTimes: recording.spikes.timesOf(neuron) }));
  const { meanHz, rheobase } = fICurve(steps, { from: 0, to: 200 });
  expect([...meanHz]).toEqual([0, 0, 5, 30, 35, 45, 50, 55, 55, 60, 65, 65, 70, 70, 75, 75, 80, 80, 80, 85]);
  expect(rheobase).toEqual({
    below: amplitudes[1],
    above: amplitudes[2],
    estimate: (amplitudes[1]! + amplitudes[2]!) / 2,
  });
});
