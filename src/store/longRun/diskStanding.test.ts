import { expect, test } from 'vitest';
import { describeRun } from '../../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT } from '../labDocument.ts';
import type { RunState } from '../runState.ts';
import { diskRate, diskStanding } from './diskStanding.ts';

/** Of 1000 ms in 10 batches of 10,000 steps. */
function stateAt(step: number, confirmed: number, bytes = confirmed * 1e6): RunState {
  const batchEnd = Math.min(10, confirmed + 1) * 10_000;
  return {
    status: 'running',
    run: describeRun(DEFAULT_DOCUMENT),
    edits: [],
    notices: [],
    checkpoints: [],
    longRun: { name: 'a', progress: { confirmed, batches: 10, start: 0, batchEnd, bytes } },
    progress: { step, steps: 100_000, time: step / 100, wallSeconds: 1, speed: 0.5 },
  };
}

test('a run stands in the batch after the last that is on disk, as far as it was simulated', () => {
  expect(diskStanding(stateAt(32_500, 3))).toEqual({ batch: 3, batches: 10, batchShare: 0.25, share: 0.325 });
  expect(diskStanding(stateAt(100_000, 10))).toEqual({ batch: 9, batches: 10, batchShare: 1, share: 1 });
});

test('one that was opened and has not gone on yet stands at the end of what is on disk', () => {
  const { progress: _, ...opened } = stateAt(0, 7);
  expect(diskStanding(opened)).toEqual({ batch: 7, batches: 10, batchShare: 0, share: 0.7 });
  expect(diskStanding({ ...opened, longRun: { name: 'a' } })).toBeUndefined();
});

test('bytes of a second are those of the ms that it simulates; before the first batch none are told', () => {
  // 100 ms took 1 MB, and 500 ms are simulated in a second.
  expect(diskRate(stateAt(32_500, 3))).toBeCloseTo(5e6, 3);
  expect(diskRate(stateAt(5000, 0))).toBeUndefined();
});

test('a run that branched begins at its checkpoint', () => {
  const { longRun, ...state } = stateAt(60_000, 1, 1e6);
  const branched = {
    ...state,
    longRun: { ...longRun!, progress: { ...longRun!.progress!, start: 50_000, batchEnd: 60_000 } },
  };
  // 500 ms in 10 batches of 50 ms, one of which is there.
  expect(diskStanding({ ...branched, progress: { ...state.progress!, step: 57_500 } })).toEqual({
    batch: 1,
    batches: 10,
    batchShare: 0.5,
    share: 0.15,
  });
  expect(diskRate(branched)).toBeCloseTo(500 * (1e6 / 50), 3);
});
