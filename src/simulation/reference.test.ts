import { describe, expect, test } from 'vitest';
import { rk4 } from '../compiler/integrator.ts';
import { layOut } from '../compiler/layout.ts';
import { compileModel } from '../compiler/system.ts';
import { openEngine } from '../engine/openEngine.ts';
import { ReferenceEngine } from '../engine/reference/referenceEngine.ts';
import { buildNetwork } from '../model/buildNetwork.ts';
import { writeSavedState } from '../model/savedState.ts';
import { stimulusColumns } from '../model/stimulus/stimulus.ts';
import { readReference } from './fixtures/readReference.ts';
import { Session } from './session.ts';

describe.each(['n12', 'n120'] as const)('the reference engine repeats the NumPy run %s', (name) => {
  const run = readReference(name);
  const { n, description } = run;

  test('dX/dt at every checkpoint agrees to 1e-10 relative', () => {
    for (const { step, state, derivative } of run.checkpoints) {
      const network = buildNetwork({ ...description.network, initialState: Float64Array.from(state) }, 0);
      const system = compileModel(network.model);
      const layout = layOut(system, network);
      const stimulus = stimulusColumns(description.stimulus, n, 0);
      const problem = {
        network,
        system,
        layout,
        stimulus,
        integrator: rk4,
        dt: 0.01,
        recordEvery: 10,
        firstStep: step,
      };
      const ours = writeSavedState(network, new ReferenceEngine(problem).derivative());
      // Near rest dx/dt = (x_inf - x) / tau is the difference of two nearly equal numbers, and the last bit of x itself is more than
      // 1e-10 of it: 45 units in the last place of x per ms (tau is 0.02 ms and longer there) are allowed on top.
      const worst = derivative.reduce((most, value, k) => {
        const beyondRounding = Math.abs(ours[k]! - value) - 1e-14 * Math.abs(state[k]!);
        return beyondRounding <= 0 ? most : Math.max(most, beyondRounding / Math.abs(value));
      }, 0);
      expect(worst, `step ${step}`).toBeLessThan(1e-10);
    }
  });

  test('the same spikes at the same times, and V within 1e-5 mV at every recorded sample', async () => {
    const session = await Session.open(description, { choice: 'reference' }, openEngine);
    let [row, worst] = [0, 0];
    const spikes: { neuron: number; time: number }[] = [];
    while (!session.isDone) {
      const batch = await session.advance();
      batch.voltage.forEach((V, k) => {
        // The fixture holds V rounded to float32: compare what lies beyond half a unit in its last place.
        const expected = run.voltage[row * n + k]!;
        worst = Math.max(worst, Math.abs(V - expected) - Math.abs(expected) * 2 ** -24);
      });
      row += batch.voltage.length / n;
      batch.spikeNeuron.forEach((neuron, s) =>
        spikes.push({ neuron, time: Number((batch.spikeStep[s]! * 0.01).toFixed(2)) }),
      );
    }
    expect(row).toBe(run.voltage.length / n);
    expect(worst).toBeLessThan(1e-5);
    expect(spikes).toEqual(run.spikes);
  });
});
