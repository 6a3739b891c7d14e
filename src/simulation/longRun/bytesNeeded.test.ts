import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { RunDescription } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { writeCheckpoint } from '../checkpointFile.ts';
import { Session } from '../session.ts';
import { planBatches } from './batchPlan.ts';
import { bytesNeeded } from './bytesNeeded.ts';

const run: RunDescription = {
  network: { preset: 'nerveflow', n: 12, seed: 2 },
  stimulus: DEFAULT_ODOUR,
  dt: 0.01,
  duration: 10.07,
  recordEvery: 10,
};
const network = buildNetwork(run.network, run.duration);

test.each([
  [1, 1],
  [10, 1],
  [7, 3],
  [1007, 1],
  [9, 1000],
])(
  '%d batches of every %d-th step: all steps and rows belong to one batch, and batches are alike to a step',
  (batches, every) => {
    const plan = planBatches(run, { batches, record: { every } }, network);
    const { rows, width, states, merged } = bytesNeeded(run, { batches, record: { every } }, network);
    let all = 0;
    for (let batch = 0; batch < batches; batch++) {
      const [first, end] = [plan.firstStep(batch), plan.firstStep(batch + 1)];
      expect([Math.floor(1007 / batches), Math.ceil(1007 / batches)]).toContain(end - first);
      const recorded = Array.from({ length: end - first }, (_, k) => first + k).filter((step) => step % every === 0);
      expect(plan.rows(batch)).toBe(recorded.length);
      all += recorded.length;
    }
    expect(plan.firstStep(0)).toBe(0);
    expect(plan.firstStep(batches)).toBe(1007);
    expect([rows, plan.allRows]).toEqual([all, all]);
    // A header of NumPy's has 128 bytes.
    expect(states).toBe(128 * batches + 8 * rows * width);
    expect(merged.npy).toBe(128 + 8 * rows * width);
  },
);

test.each([
  ['alike', {}],
  [
    'drawn one by one',
    {
      changes: [
        { kind: 'draw', parameter: 'beta_GABA', distribution: { kind: 'uniform', least: 0.1, most: 0.3 }, seed: 3 },
      ],
    },
  ],
] as const)(
  'the bytes of a checkpoint are about those that are said before, with synapses that are %s',
  async (_, over) => {
    const of: RunDescription = { ...run, network: { preset: 'nerveflow', n: 60, seed: 2, ...over } };
    const session = await Session.open(of, { choice: 'cpu', precision: 'float32', threads: 1 }, openEngine);
    while (session.progress.step < 300) await session.advance(300);
    const { length } = writeCheckpoint(await session.readCheckpoint());
    await session.dispose();
    const need = (batches: number) =>
      bytesNeeded(of, { batches, record: { every: 1 } }, buildNetwork(of.network, of.duration)).others;
    const said = need(2) - need(1);
    expect(length).toBeGreaterThan(0.6 * said);
    expect(length).toBeLessThanOrEqual(said);
  },
);

test('a run that ends before the checkpoint that it begins with is refused in its own units', () => {
  const need = () => bytesNeeded(run, { batches: 2, record: { every: 1 } }, network, 1200);
  expect(need).toThrow('the run ends at 10.07 ms, and begins at the 12 ms of a checkpoint: expected a longer duration');
});

test('what cannot be split or recorded is refused', () => {
  const need = (batches: number, every: number) => () => bytesNeeded(run, { batches, record: { every } }, network);
  expect(need(1008, 1)).toThrow('1008 batches: expected a whole number from 1 to 1007, the steps of the run');
  expect(need(1, 0)).toThrow('recording every 0 steps');
});
