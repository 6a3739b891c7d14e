import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

/** Steps granted at moments (ms) to a run that takes all of them at once. */
function follow(pace: Pace, times: readonly number[]): number[] {
  let step = 0;
  return times.map((time) => {
    step = Math.max(step, pace.grant(step, time));
    return step;
  });
}

const frames = (ms: number): number[] =>
  Array.from({ length: Math.floor((ms * 60) / 1000) }, (_, k) => (k * 1000) / 60);

test('one ms per second is a hundred steps of 0.01 ms a second, one or two per frame, and none is lost in an hour', () => {
  const times = frames(3_600_000);
  const steps = follow(new Pace(1, 0.01, 0, 0), times);
  const perFrame = steps.map((step, k) => step - (steps[k - 1] ?? 0));
  expect(perFrame.every((count) => count <= 2)).toBe(true);
  expect(steps.every((step, k) => Math.abs(step - times[k]! / 10) < 2)).toBe(true);
});

test('more is granted once per frame, however often it is asked', () => {
  const pace = new Pace(500, 0.01, 0, 0);
  const granted = follow(
    pace,
    Array.from({ length: 1000 }, (_, ms) => ms),
  );
  expect(new Set(granted).size).toBeLessThanOrEqual(1000 / 16 + 1);
  expect(granted.at(-1)).toBeGreaterThan(49_000);
});

test('a run that comes back after a minute takes up its pace where it is', () => {
  const pace = new Pace(1000, 0.01, 0, 0);
  const before = pace.grant(0, 20);
  expect(before).toBe(2000);
  // A tenth of a second may be caught up, not sixty.
  expect(pace.grant(before, 60_020) - before).toBeLessThanOrEqual(10_001);
  expect(pace.grant(12_000, 60_120)).toBeLessThanOrEqual(22_001);
});

test('a step that takes longer than the run may fall behind is granted all the same', () => {
  const pace = new Pace(0.01, 0.1, 0, 0);
  // A step every ten seconds.
  expect(follow(pace, [5000, 9980, 10_020, 19_980, 20_020])).toEqual([0, 0, 1, 1, 2]);
});

test('the delay ends when there is something to grant', () => {
  const pace = new Pace(1, 0.01, 0, 0);
  let [step, now] = [0, 0];
  for (let k = 0; k < 100; k++) {
    now += pace.delay(now);
    const granted = pace.grant(step, now + 1e-6);
    expect(granted).toBeGreaterThan(step);
    step = granted;
  }
});

test.each([0, -1, NaN])('a pace of %d ms per second is refused', (msPerSecond) => {
  expect(() => new Pace(msPerSecond, 0.01, 0, 0)).toThrow(
    `a pace of ${msPerSecond} ms per second: expected a positive number`,
  );
});
