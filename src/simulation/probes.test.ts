import { describe, expect, test } from 'vitest';
import { startNodeThread } from '../cli/startNodeThread.ts';
import { provideThreads } from '../engine/cpu/threads.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';
import { openEngine } from '../engine/openEngine.ts';
import { SpikeClock } from '../engine/spikeClock.ts';
import { EDITS, SHORT_RUN, recordEdited } from './fixtures/recordEdited.ts';
import { PROBED_RUN, PROBE_EDITS, allOf, compareWithStates, recordProbes } from './fixtures/probesOfEngine.ts';
import { currentsByHand } from './fixtures/currents.ts';
import { readReference } from './fixtures/readReference.ts';
import { Problems } from './problems.ts';
import type { OpenEngine } from './session.ts';

provideThreads(startNodeThread, 2);

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
      const values = problem.probeReader!.read(await engine.advance(1), clock);
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

const ENGINES: Readonly<Record<string, EngineRequest>> = {
  reference: { choice: 'reference' },
  'cpu float64': { choice: 'cpu', precision: 'float64', threads: 1 },
  'cpu float32': { choice: 'cpu', precision: 'float32', threads: 1 },
  'cpu float32, not compensated': { choice: 'cpu', precision: 'float32', threads: 1, isCompensated: false },
  'cpu on 2 threads': { choice: 'cpu', precision: 'float64', threads: 2 },
};

describe.each(Object.entries(ENGINES))('on %s', (_, request) => {
  const updates: boolean[] = [];
  const open: OpenEngine = async (problem) => {
    const opened = await openEngine(problem, request);
    const update = opened.engine.update.bind(opened.engine);
    opened.engine.update = async (next) => {
      updates.push(await update(next));
      return updates.at(-1)!;
    };
    return opened;
  };

  test('probes record the state at their rows, and the currents that follow from it', async () => {
    const compared = await compareWithStates(open, PROBED_RUN, [50, 210, 330, 360]);
    for (const { what, recorded, expected, tolerance } of compared) {
      expect(Math.abs(recorded - expected), `${what}: ${recorded}`).toBeLessThanOrEqual(tolerance);
    }
    const valueOf = (what: string): number => compared.find((one) => one.what.startsWith(what))!.recorded;
    // Something is released, and arrives.
    for (const what of [
      'T_ACh of 1 at step 330',
      'O_ACh of 1 at step 330',
      'I_ACh of 9 at step 330',
      'I_GABA of 1 at step 210',
    ]) {
      expect(Math.abs(valueOf(what)), what).toBeGreaterThan(1e-6);
    }
  });

  test('probes that come and go change neither V nor spikes, and each row is that of a run with them from the start', async () => {
    const run = { ...PROBED_RUN, probes: undefined };
    const plain = await recordEdited(open, run, []);
    expect(plain.spikes.length).toBeGreaterThan(6);
    updates.length = 0;
    const { rows: edited, ...ofEdited } = await recordProbes(open, run, PROBE_EDITS);
    expect(ofEdited).toEqual(plain);
    expect(updates).toEqual([true, true, true, true]);
    const { rows: whole, ...ofWhole } = await recordProbes(open, PROBED_RUN, []);
    expect(ofWhole).toEqual(plain);
    expect(edited.map((row) => Object.keys(row).length)).toEqual([
      ...Array<number>(14).fill(0),
      ...Array<number>(8).fill(1),
      ...Array<number>(11).fill(allOf(9, 'LN').length + 1),
      ...Array<number>(3).fill(0),
      ...Array<number>(4).fill(1),
    ]);
    edited.forEach((row, r) => expect(whole[r]).toMatchObject(row));
  });

  test('an edit that makes a new engine, or moves addresses, leaves the probes where they are', async () => {
    const edits = [{ at: 225, edit: EDITS['a parameter that splits the synapses of a neuron']! }];
    const split = await recordProbes(open, { ...SHORT_RUN, probes: PROBED_RUN.probes }, edits);
    split.rows.forEach((row, r) =>
      expect([row['V 1'], row['V 9']]).toEqual([split.V[12 * r + 1], split.V[12 * r + 9]]),
    );
    // The synapses onto PNs open half as fast from then on; what is recorded is the mean over all that the neuron makes.
    const whole = await recordProbes(open, { ...SHORT_RUN, probes: PROBED_RUN.probes }, []);
    const [O, before] = [split, whole].map(({ rows }) => rows[25]!['O_GABA 9']!);
    expect(O! / before!).toBeGreaterThan(0.9);
    expect(O! / before!).toBeLessThan(0.995);
  });
});
