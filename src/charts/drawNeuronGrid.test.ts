import { expect, test } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { voltageColour } from './colourMap.ts';
import { describeNeuronGrid, drawNeuronGrid, neuronAtGrid, neuronBeside } from './drawNeuronGrid.ts';
import { fakeFrame } from './testing/fakeCanvas.ts';
import { makeRecording } from '../recording/testing/makeRecording.ts';

const THEME = THEMES.light;
const populationsOf = (n: number) => [
  { name: 'PN', first: 0, count: (n * 3) / 4 },
  { name: 'LN', first: (n * 3) / 4, count: n / 4 },
];

test.each([
  [12, 300, 200],
  [120, 300, 200],
  [120, 240, 500],
  [384, 280, 160],
  [4000, 300, 300],
])(
  'of %d neurons every cell is drawn once within %d × %d px, and the pointer on it finds its neuron',
  (n, width, height) => {
    const { frame, drawn } = fakeFrame(width, height);
    drawNeuronGrid(frame, undefined, populationsOf(n), THEME);
    expect(drawn.rects).toHaveLength(n);
    drawn.rects.forEach(({ x, y, width: side, height: alsoSide }, neuron) => {
      expect(side).toBe(alsoSide);
      expect(x >= 0 && x + side <= width && y + side <= height).toBe(true);
      expect(neuronAtGrid(frame, populationsOf(n), x + side / 2, y + side / 2)).toBe(neuron);
    });
  },
);

test('one step in the grid leads to the cell beside, over the border of the populations too, and stops at the edges', () => {
  // 14 columns: PN in rows of 14, 14, 14, 14, 14, 14, 6; LN in rows of 14, 14, 2.
  const size = { width: 240, height: 200 };
  const at = (neuron: number, direction: Parameters<typeof neuronBeside>[3]) =>
    neuronBeside(size, populationsOf(120), neuron, direction);
  const columns = at(0, 'down');
  expect(columns).toBeGreaterThan(1);
  expect(at(columns, 'up')).toBe(0);
  expect([at(0, 'left'), at(0, 'up'), at(119, 'right'), at(119, 'down')]).toEqual([0, 0, 119, 119]);
  expect([at(89, 'right'), at(90, 'left')]).toEqual([90, 89]);
  const column = 89 % columns;
  expect(at(89, 'down')).toBe(90 + column);
  expect(at(90 + column, 'up')).toBe(89);
  // Every neuron can be reached: going down from any of them ends in the last row.
  for (let neuron = 0; neuron < 120; neuron++) {
    let last = neuron;
    for (let row = 0; row < 120; row++) last = at(last, 'down');
    expect(at(last, 'down')).toBe(last);
    expect(last).toBeGreaterThanOrEqual(90);
  }
});

test('headings and empty space hold no neuron', () => {
  const size = { width: 300, height: 200 };
  expect(neuronAtGrid(size, populationsOf(12), 5, 5)).toBeUndefined();
  expect(neuronAtGrid(size, populationsOf(12), 299, 30)).toBeUndefined();
  expect(neuronAtGrid(size, populationsOf(12), 20, 199)).toBeUndefined();
});

test('a cell has the colour of the largest V of the last 2 ms, so that a spike is seen, and of the cursor’s time if given', () => {
  const V = (row: number, neuron: number) => (neuron === 3 && row === 485 ? 30 : -65 + neuron);
  const recording = makeRecording({ PN: 9, LN: 3, rows: 500, V });
  const colours = (time?: number) => {
    const { frame, drawn } = fakeFrame(300, 200);
    drawNeuronGrid(frame, recording, recording.populations, THEME, { time });
    return drawn.rects.map(({ colour }) => colour);
  };
  expect(colours()[3]).toBe(voltageColour(30));
  expect(colours()[4]).toBe(voltageColour(-61));
  expect(colours(49)[3]).toBe(voltageColour(30));
  expect(colours(48)[3]).toBe(voltageColour(-62));
});

test('the sentence for screen readers names the network and the chosen neurons', () => {
  const recording = makeRecording({ PN: 9, LN: 3, rows: 10 });
  expect(describeNeuronGrid(recording, recording.populations, { chosen: [1, 10] })).toBe(
    'Network of 9 PNs and 3 LNs. Chosen: PN 1 at −65 mV, LN 10 at −65 mV.',
  );
  expect(describeNeuronGrid(undefined, recording.populations)).toBe('Network of 9 PNs and 3 LNs.');
});
