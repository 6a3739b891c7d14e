import { expect, test } from 'vitest';
import { formatNeurons, parseNeurons } from './neuronList.ts';

test.each([
  ['10-20, 95', [10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 95]],
  ['95 3,4;3', [3, 4, 95]],
  ['2 – 4', [2, 3, 4]],
  ['2 to 4', [2, 3, 4]],
  ['7:7', [7]],
  ['', []],
])('%j is read', (typed, neurons) => {
  expect(parseNeurons(typed, 120)).toEqual({ neurons });
});

test.each([
  ['10-x', 'Neurons must be indices and ranges like 10-20, 95; got 10-x'],
  ['-3', 'Neurons must be indices and ranges like 10-20, 95; got -3'],
  ['1.5', 'Neurons must be indices and ranges like 10-20, 95; got 1.5'],
  ['20-10', 'A range of neurons goes from the smaller to the larger index, got 20-10'],
  ['110-130', 'The network has neurons 0 to 119, got 130'],
  ['120', 'The network has neurons 0 to 119, got 120'],
])('%j is refused with a sentence', (typed, problem) => {
  expect(parseNeurons(typed, 120)).toEqual({ problem });
});

test('what is written is read back', () => {
  for (const neurons of [[], [5], [5, 6], [5, 6, 7], [0, 2, 3, 4, 9, 10]]) {
    expect(parseNeurons(formatNeurons(neurons), 11)).toEqual({ neurons });
  }
  expect(formatNeurons([0, 2, 3, 4, 9, 10])).toBe('0, 2-4, 9, 10');
});
