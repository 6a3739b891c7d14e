import { expect, test } from 'vitest';
import { describeRun } from '../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import { secondsLeft } from './runState.ts';
import type { RunState } from './runState.ts';

test('what is left is the time to where the run will pause, or to its end', () => {
  const state: RunState = {
    status: 'running',
    run: describeRun(DEFAULT_DOCUMENT),
    edits: [],
    checkpoints: [],
    notices: [],
    progress: { step: 10_000, steps: 100_000, time: 100, wallSeconds: 1, speed: 0.1 },
  };
  expect(secondsLeft(state)).toBeCloseTo(9, 9);
  expect(secondsLeft({ ...state, until: 30_000 })).toBeCloseTo(2, 9);
  // A pause that is set beyond the end is none.
  expect(secondsLeft({ ...state, until: 300_000 })).toBeCloseTo(9, 9);
});
