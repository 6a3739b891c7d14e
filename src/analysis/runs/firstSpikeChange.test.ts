import { expect, test } from 'vitest';
import type { Recording } from '../../recording/recording.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { firstSpikeChange } from './firstSpikeChange.ts';

/** Two PN and an LN over so many ms; spikes as neuron and ms; V of the LN crosses −20 mV at the times given. */
function recordingOf(
  spikes: readonly (readonly [neuron: number, time: number])[],
  { events = [], duration = 100 }: { readonly events?: readonly number[]; readonly duration?: number } = {},
): Recording {
  return makeRecording({
    PN: 2,
    LN: 1,
    rows: 10 * duration,
    V: (row, neuron) => (neuron === 2 && events.includes(row / 10) ? -10 : -65),
    spikes: spikes.map(([neuron, time]) => [neuron, Math.round(100 * time)]),
  });
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
