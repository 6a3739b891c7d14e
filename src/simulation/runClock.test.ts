import { expect, test } from 'vitest';
import { RunClock } from './runClock.ts';

test('all time counts but that of a halt, of which that counts in which the device was still at work', () => {
  const clock = new RunClock();
  clock.goOn(1000, 0);
  clock.add(10, 1100);
  // The disk, or a rest.
  clock.add(10, 1400);
  expect(clock.seconds).toBeCloseTo(0.4, 9);
  clock.halt(1500);
  clock.goOn(5000, 1550);
  clock.add(10, 5050);
  expect(clock.seconds).toBeCloseTo(0.6, 9);
  expect(clock.speed).toBeGreaterThan(0);
});

test('the speed is that of the wall clock, and is measured anew at another pace', () => {
  const clock = new RunClock();
  clock.goOn(0, 0);
  for (let now = 20; now <= 4000; now += 20) clock.add(2, now);
  expect(clock.speed).toBeCloseTo(0.1, 6);
  clock.changePace(4010);
  expect(clock.speed).toBe(0);
  clock.add(5, 4020);
  expect(clock.speed).toBeCloseTo(0.5, 6);
});
