import { describe, expect, test } from 'vitest';
import { moveOnStrip, readNeuronRange } from './stripKeys.ts';

/** LNs, say. */
const NEURONS = [9, 10, 11];
const PLAIN = { shift: false, all: false };
const SHIFT = { shift: true, all: false };

describe('the keyboard on the strip', () => {
  const at = (focused: number | undefined, first?: number, last?: number) => ({
    focused,
    selected: first === undefined ? undefined : { first, last: last! },
  });

  test('goes from neuron to neuron and stays at the ends', () => {
    expect(moveOnStrip(at(undefined), NEURONS, 'ArrowRight', PLAIN)).toEqual(at(9));
    expect(moveOnStrip(at(9), NEURONS, 'ArrowRight', PLAIN)).toEqual(at(10));
    expect(moveOnStrip(at(11), NEURONS, 'ArrowRight', PLAIN)).toEqual(at(11));
    expect(moveOnStrip(at(9), NEURONS, 'ArrowLeft', PLAIN)).toEqual(at(9));
    expect(moveOnStrip(at(9), NEURONS, 'End', PLAIN)).toEqual(at(11));
  });

  test('grows and shrinks the selection with shift', () => {
    const one = moveOnStrip(at(10), NEURONS, 'ArrowRight', SHIFT)!;
    expect(one).toEqual(at(11, 10, 11));
    expect(moveOnStrip(one, NEURONS, 'Home', SHIFT)).toEqual(at(9, 9, 10));
  });

  test('selects all, and nothing', () => {
    expect(moveOnStrip(at(10), NEURONS, 'a', { shift: false, all: true })).toEqual(at(10, 9, 11));
    expect(moveOnStrip(at(10, 9, 11), NEURONS, 'Escape', PLAIN)).toEqual(at(10));
    expect(moveOnStrip(at(10), NEURONS, 'x', PLAIN)).toBeUndefined();
    expect(moveOnStrip(at(undefined), [], 'Home', PLAIN)).toBeUndefined();
  });
});

test('a range of neurons is read as people write it', () => {
  for (const text of ['9-11', '9–11', '11 to 9', '9..11']) {
    expect(readNeuronRange(text, NEURONS), text).toEqual({ first: 9, last: 11 });
  }
  expect(readNeuronRange('10', NEURONS)).toEqual({ first: 10, last: 10 });
  for (const text of ['', 'x', '0-3', '9-12', '9.5']) expect(readNeuronRange(text, NEURONS), text).toBeUndefined();
});
