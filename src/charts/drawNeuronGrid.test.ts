import { expect, test } from 'vitest';
import { THEMES } from './chartTheme.ts';
import { voltageColour } from './colourMap.ts';
import { describeNeuronGrid, drawNeuronGrid, neuronAtGrid } from './drawNeuronGrid.ts';
import { fakeFrame } from './testing/fakeCanvas.ts';
import { makeRecording } from './testing/makeRecording.ts';

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
