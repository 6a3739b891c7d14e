import { describe, expect, test } from 'vitest';
import { startNodeThread } from '../cli/startNodeThread.ts';
import { provideThreads } from '../engine/cpu/threads.ts';
import { openEngine } from '../engine/openEngine.ts';
import { SpikeClock } from '../engine/spikeClock.ts';
import type { Probe } from '../model/description.ts';
import { nerveflow } from '../model/presets.ts';
import { probeVariables } from '../model/probes.ts';
import { currentsByHand } from './fixtures/currents.ts';
import { readReference } from './fixtures/readReference.ts';
import { Problems } from './problems.ts';

provideThreads(startNodeThread, 2);

/** Everything that can be recorded of a neuron. */
function allOf(neuron: number, population: string): Probe[] {
  return probeVariables(nerveflow, population).map(({ name }) => ({ neuron, variable: name }));
}

describe.each(['n12', 'n120'] as const)('at the checkpoints of the NumPy run %s', (name) => {
  const { n, description, checkpoints, driven, timeCourse } = readReference(name);
  const p = (3 / 4) * n;
  const probes = [...allOf(driven[0]!, driven[0]! < p ? 'PN' : 'LN'), ...allOf(n - 1, 'LN')];

  test('probes record what states hold, and currents that add up to C dV/dt', async () => {
    let spiking = 0;
    for (const { step, state, derivative } of checkpoints) {
      const network = { ...description.network, initialState: Float64Array.from(state) };
      const { problem } = new Problems({ ...description, network, recordEvery: 1, probes });
      const { engine } = await openEngine({ ...problem, firstStep: step }, { choice: 'reference' });
      const clock = new SpikeClock(problem.network.initialState.t_fire, 0.01);
      const values = problem.probes!.read(await engine.advance(1), clock);
      const I_stim = (neuron: number): number => (driven.includes(neuron) ? timeCourse[step]! : 0);
      for (const neuron of [driven[0]!, n - 1]) {
        const { initialState } = problem.network;
        const by = currentsByHand(problem.network, initialState, neuron, { I_stim: I_stim(neuron), time: step * 0.01 });
        let inward = 0;
        probes.forEach((probe, k) => {
          if (probe.neuron !== neuron) return;
          const { variable } = probe;
          const where = `${variable} of ${neuron} at step ${step}`;
          const held = initialState.neurons[variable]?.[neuron];
          if (held !== undefined) expect(values[k], where).toBe(held);
          if (by[variable] === undefined) return;
          expect(Math.abs(values[k]! - by[variable]), where).toBeLessThanOrEqual(1e-12 * Math.abs(by[variable]));
          if (variable.startsWith('I_')) inward += variable === 'I_stim' ? values[k]! : -values[k]!;
        });
        // The currents cancel each other but for a small part: rounding of the largest remains.
        const most = Math.max(...Object.values(by).map(Math.abs));
        expect(Math.abs(inward - derivative[neuron]!)).toBeLessThan(
          1e-10 * Math.abs(derivative[neuron]!) + 1e-13 * most,
        );
        if (Math.abs(derivative[neuron]!) > 1) spiking++;
      }
    }
    expect(spiking).toBeGreaterThan(0);
  });
});
