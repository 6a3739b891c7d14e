import { expect, test } from 'vitest';
import { describeRun } from '../experiment/describeRun.ts';
import { DEFAULT_DOCUMENT } from './labDocument.ts';
import { partTaken, secondsLeft, secondsTaken, speedOf } from './runState.ts';
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

test('of a run that went on, speed and seconds are those of the same part, which is named', () => {
  const progress = { step: 600_000, steps: 600_000, time: 6000, since: 1800, wallSeconds: 9, speed: 0.3 };
  const state: RunState = { status: 'finished', edits: [], checkpoints: [], notices: [], progress };
  expect(speedOf(state)! * 1000 * secondsTaken(state)!).toBeCloseTo(partTaken(state)!, 9);
  expect(partTaken(state)).toBe(4200);
  const { since: _, ...whole } = progress;
  expect(partTaken({ ...state, progress: whole })).toBeUndefined();
  // Only shown again.
  const shown: RunState = { ...state, progress: { ...progress, since: 6000, wallSeconds: 0, speed: 0 } };
  expect([speedOf(shown), secondsTaken(shown), partTaken(shown)]).toEqual([undefined, undefined, undefined]);
});
