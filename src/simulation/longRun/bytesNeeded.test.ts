import { expect, test } from 'vitest';
import { buildNetwork } from '../../model/buildNetwork.ts';
import type { RunDescription } from '../../model/description.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
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

test('a run that ends before the checkpoint that it begins with is refused in its own units', () => {
  const need = () => bytesNeeded(run, { batches: 2, record: { every: 1 } }, network, 1200);
  expect(need).toThrow('the run ends at 10.07 ms, and begins at the 12 ms of a checkpoint: expected a longer duration');
});

test('what cannot be split or recorded is refused', () => {
  const need = (batches: number, every: number) => () => bytesNeeded(run, { batches, record: { every } }, network);
  expect(need(1008, 1)).toThrow('1008 batches: expected a whole number from 1 to 1007, the steps of the run');
  expect(need(1, 0)).toThrow('recording every 0 steps');
});
