import { expect, test } from 'vitest';
import { MOST_CHOSEN, toggleNeuron } from './viewState.ts';

test('a neuron that is chosen again is let go, and the order of the others stays', () => {
  expect(toggleNeuron([9, 3, 5], 3)).toEqual([9, 5]);
  expect(toggleNeuron([9, 5], 3)).toEqual([9, 5, 3]);
});

test('with all places taken the oldest gives way', () => {
  const full = Array.from({ length: MOST_CHOSEN }, (_, i) => i);
  const chosen = toggleNeuron(full, 99);
  expect(chosen).toHaveLength(MOST_CHOSEN);
  expect(chosen).not.toContain(0);
  expect(chosen.at(-1)).toBe(99);
});
