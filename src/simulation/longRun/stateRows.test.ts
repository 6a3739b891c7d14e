import { describe, expect, test } from 'vitest';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { RecordingPlan, RunDescription } from '../../model/description.ts';
import type { Batch } from '../../recording/batch.ts';
import { readReference } from '../fixtures/readReference.ts';
import { Session } from '../session.ts';

const reference = readReference('n12');
const { n } = reference;

/** All rows of a run [rows, width], the states between its batches by step, and what the page sees. */
async function record(run: RunDescription, plan: RecordingPlan, request: EngineRequest, stops: readonly number[] = []) {
  const session = await Session.open(run, request, openEngine, undefined, undefined, plan);
  const rows: number[][] = [];
  const states = new Map<number, Float64Array>();
  const seen: Batch[] = [];
  while (!session.isDone) {
    const { step } = session.progress;
    if (stops.includes(step)) states.set(step, await session.readState());
    const { recorded, ...batch } = await session.advance(stops.find((stop) => stop > step));
    seen.push(batch);
    for (const piece of session.rows!.read(recorded!)) {
      for (let at = 0; at < piece.length; at += session.rows!.width)
        rows.push(Array.from(piece.subarray(at, at + session.rows!.width)));
    }
  }
  await session.dispose();
  return { rows, states, seen };
}

function join(seen: readonly Batch[], of: (batch: Batch) => ArrayLike<number> | undefined): number[] {
  return seen.flatMap((batch) => Array.from(of(batch) ?? []));
}

describe('rows of the full state', () => {
  test('hold the states, V and spikes of the NumPy run, at every step', async () => {
    const { rows } = await record(reference.description, { every: 1 }, { choice: 'cpu', precision: 'float64' });
    expect(rows).toHaveLength(20_000);
    for (const { step, state } of reference.checkpoints) {
      const row = rows[step]!;
      expect(row).toHaveLength(state.length);
      const worst = state.reduce((most, value, k) => Math.max(most, Math.abs(value - row[k]!)), 0);
      expect(worst, `step ${step}`).toBeLessThan(1e-5);
      // Times of spikes are those of steps.
      state.slice(-n).forEach((time, k) => expect(row.at(k - n)).toBeCloseTo(time, 9));
    }
    expect(reference.checkpoints.some(({ state }) => state.slice(-n).some((time) => time >= 0))).toBe(true);
    let worst = 0;
    reference.voltage.forEach((V, k) => {
      worst = Math.max(worst, Math.abs(V - rows[10 * Math.floor(k / n)]![k % n]!));
    });
    expect(worst).toBeLessThan(1e-5);
    // A spike in step j is in the rows of the steps after j, and in no row before.
    for (const { neuron, time } of reference.spikes) {
      const step = Math.round(time * 100);
      expect(rows[step]!.at(neuron - n)).not.toBeCloseTo(time, 6);
      if (step + 1 < rows.length) expect(rows[step + 1]!.at(neuron - n)).toBeCloseTo(time, 9);
    }
  });

  const { network } = reference.description;
  const heterogeneous: RunDescription['network'] = {
    ...network,
    changes: [
      { kind: 'draw', parameter: 'beta_GABA', distribution: { kind: 'uniform', least: 0.1, most: 0.3 }, seed: 3 },
    ],
  };
  test.each([
    ['cpu float64', network, { choice: 'cpu', precision: 'float64' }],
    ['cpu float32', network, { choice: 'cpu', precision: 'float32' }],
    ['reference', network, { choice: 'reference' }],
    ['an open fraction for each synapse', heterogeneous, { choice: 'cpu' }],
  ] as const)('equal what the engine reads back, bit by bit: %s', async (_, ofNetwork, request) => {
    const run = { ...reference.description, network: ofNetwork, duration: 190 };
    const stops = [1, 700, 13_707, 18_999];
    const { rows, states } = await record(run, { every: 1 }, request, stops);
    expect([...states.keys()]).toEqual(stops);
    // Of a state in two parts the rows hold the high one; spikes' times are in float64 all the same.
    const isHigh = 'precision' in request && request.precision === 'float32';
    const high = (value: number, k: number, { length }: Float64Array): number =>
      isHigh && k < length - n ? Math.fround(value) : value;
    for (const [step, state] of states) expect(Float64Array.from(rows[step]!), `step ${step}`).toEqual(state.map(high));
  });
});

describe('a plan', () => {
  const run: RunDescription = { ...reference.description, duration: 170, probes: [{ neuron: 1, variable: 'I_K' }] };
  const request = { choice: 'cpu', precision: 'float64' } as const;

  test('that leaves neurons and variables out keeps the columns of the others', async () => {
    const full = await record(run, { every: 60 }, request);
    const neurons = [2, 9, 10];
    const few = await record(run, { every: 60, variables: ['t_fire', 'o_GABA', 'V', 'Ca'], neurons }, request);
    const { rowStart } = buildNetwork(run.network, run.duration).synapses[1]!;
    const length = full.rows[0]!.length;
    const V = neurons;
    const Ca = [0, 1].map((ln) => n + n + 4 * 9 + 3 * 3 + ln);
    const firstGABA = length - n - rowStart[n]!;
    const o_GABA = neurons.flatMap((post) =>
      Array.from({ length: rowStart[post + 1]! - rowStart[post]! }, (_, s) => firstGABA + rowStart[post]! + s),
    );
    const t_fire = neurons.map((neuron) => length - n + neuron);
    const columns = [...V, ...Ca, ...o_GABA, ...t_fire];
    expect(few.rows).toHaveLength(Math.ceil(17_000 / 60));
    expect(few.rows).toEqual(full.rows.map((row) => columns.map((column) => row[column])));
  });

  test.each([1, 4, 15, 100_000])('of every %d-th step leaves the page what it sees without one', async (every) => {
    const alone = await Session.open(run, request, openEngine);
    const plain: Batch[] = [];
    while (!alone.isDone) plain.push(await alone.advance());
    const { rows, seen } = await record(run, { every, variables: ['V'] }, request);
    expect(rows).toHaveLength(Math.ceil(17_000 / every));
    for (const of of [
      ({ voltage }: Batch) => voltage,
      ({ probes }: Batch) => probes,
      ({ spikeNeuron }: Batch) => spikeNeuron,
      ({ spikeStep }: Batch) => spikeStep,
    ])
      expect(join(seen, of)).toEqual(join(plain, of));
    for (const { firstRecordedStep, firstStep, voltage } of seen) {
      expect(firstRecordedStep % 10).toBe(0);
      if (voltage.length > 0) expect(firstRecordedStep - firstStep).toBeLessThan(10);
    }
  });
});
