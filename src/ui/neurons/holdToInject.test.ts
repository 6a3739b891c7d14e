import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { setUp } from '../../store/testing/setUp.ts';
import { HoldToInject } from './holdToInject.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUpHold() {
  const { lab, ready, batch } = setUp();
  lab.start();
  ready();
  batch(0);
  return { lab, batch, hold: new HoldToInject(lab) };
}

test('a click injects nothing, a longer press until it is let go', () => {
  const { lab, hold } = setUpHold();
  hold.press(5);
  vi.advanceTimersByTime(200);
  expect(hold.release()).toBe(false);
  vi.advanceTimersByTime(1000);
  expect(lab.view.getState().injected).toBeUndefined();
  hold.press(5);
  vi.advanceTimersByTime(500);
  expect(lab.view.getState().injected).toBe(5);
  expect(hold.isHeld).toBe(true);
  expect(hold.release()).toBe(true);
  expect(lab.view.getState().injected).toBeUndefined();
});

test('a press that becomes a drag in time is no hold; a hold stays one', () => {
  const { lab, hold } = setUpHold();
  hold.press(5);
  hold.cancel();
  vi.advanceTimersByTime(1000);
  expect(lab.view.getState().injected).toBeUndefined();
  hold.press(5);
  vi.advanceTimersByTime(1000);
  hold.cancel();
  expect(lab.view.getState().injected).toBe(5);
});
