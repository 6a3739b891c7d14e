import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { firstSpikeChange } from './firstSpikeChange.ts';

/** Two PN and an LN over so many ms; spikes as neuron and ms; V of the LN crosses −20 mV at the times given. */
function recordingOf(
  spikes: readonly (readonly [neuron: number, time: number])[],
  { events = [], duration = 100 }: { readonly events?: readonly number[]; readonly duration?: number } = {},
): Recording {
  const recording = new Recording({
    n: 3,
    populations: [
      { name: 'PN', first: 0, count: 2 },
      { name: 'LN', first: 2, count: 1 },
    ],
    dt: 0.1,
    recordEvery: 1,
  });
  const rows = duration * 10;
  recording.append({
    firstStep: 0,
    steps: rows,
    firstRecordedStep: 0,
    voltage: Float32Array.from({ length: rows * 3 }, (_, k) =>
      k % 3 === 2 && events.includes(Math.floor(k / 3) / 10) ? -10 : -65,
    ),
    spikeNeuron: Int32Array.from(spikes, ([neuron]) => neuron),
    spikeStep: Float64Array.from(spikes, ([, time]) => Math.round(time * 10)),
  });
  return recording;
}

const A = recordingOf([
  [0, 10],
  [1, 20],
  [0, 30],
]);

test('runs with the same spikes have none that changed', () => {
  expect(firstSpikeChange(A, A)).toBeUndefined();
});

test('the first one that moves is told with both times, although another neuron moves later', () => {
  const b = recordingOf([
    [0, 10],
    [1, 20.1],
    [0, 33],
  ]);
  expect(firstSpikeChange(A, b)).toEqual({
    neuron: 1,
    kind: 'moved',
    isEvent: false,
    time: expect.closeTo(20, 9) as number,
    movedTo: expect.closeTo(20.1, 9) as number,
  });
});

test('one that is missing, and one that only the second run has', () => {
  const without = recordingOf([
    [0, 10],
    [0, 30],
  ]);
  expect(firstSpikeChange(A, without)).toMatchObject({
    neuron: 1,
    kind: 'missing',
    time: expect.closeTo(20, 9) as number,
  });
  expect(firstSpikeChange(without, A)).toMatchObject({ neuron: 1, kind: 'new', time: expect.closeTo(20, 9) as number });
});

test('a spike that comes much later is another one', () => {
  const late = recordingOf([
    [0, 10],
    [0, 30],
    [1, 40],
  ]);
  expect(firstSpikeChange(A, late)).toMatchObject({ neuron: 1, kind: 'missing' });
});

test('what one of the runs has not reached yet is no difference', () => {
  const short = recordingOf([[0, 10]], { duration: 15 });
  expect(firstSpikeChange(A, short)).toBeUndefined();
  expect(firstSpikeChange(short, A)).toBeUndefined();
});

test('LNs are compared by their −20 mV events', () => {
  const [a, b] = [recordingOf([], { events: [50] }), recordingOf([], { events: [50.2] })];
  expect(firstSpikeChange(a, b)).toMatchObject({ neuron: 2, kind: 'moved', isEvent: true });
});
