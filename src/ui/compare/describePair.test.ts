import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { RunPair } from '../../store/compare/runPair.ts';
import { describePair } from './describePair.ts';

/** Two PN and an LN over 100 ms; V of neuron 0 is `V0` from 50 ms on, else −65 mV. */
function recordingOf(V0: number, spikes: readonly (readonly [neuron: number, time: number])[] = []): Recording {
  return makeRecording({
    PN: 2,
    LN: 1,
    rows: 1000,
    V: (row, neuron) => (neuron === 0 && row >= 500 ? V0 : -65),
    spikes: spikes.map(([neuron, time]) => [neuron, Math.round(100 * time)]),
  });
}

const describe = (a: Recording, b: Recording): string => describePair(new RunPair(a, b));

test('runs that are the same to the last bit, and runs that differ by rounding alone', () => {
  const a = recordingOf(-65, [[1, 20]]);
  expect(describe(a, recordingOf(-65, [[1, 20]]))).toBe(
    'The same up to 100 ms: every spike comes at the same time, V is the same in every sample.',
  );
  expect(describe(a, recordingOf(-64.75, [[1, 20]]))).toBe(
    'The same up to 100 ms: every spike comes at the same time, V differs by at most 0.25 mV.',
  );
});

test('of long runs so much is compared at once that the page goes on drawing', () => {
  const many = (V0: number): Recording =>
    makeRecording({ PN: 1500, LN: 500, rows: 1100, V: (row, neuron) => (row === 1099 && neuron === 7 ? V0 : -65) });
  const pair = new RunPair(many(-65), many(-60));
  expect(describePair(pair)).toBe('Comparing …');
  expect(describePair(pair)).toMatch(/^The same until 109.9 ms, when V of PN 7 differs by more than 1 mV/);
});

test('the first spike that moves, with both times', () => {
  expect(describe(recordingOf(-65, [[1, 20]]), recordingOf(-65, [[1, 20.1]]))).toBe(
    'The same until 20 ms: PN 1 spikes 0.1 ms later (20 → 20.1 ms).',
  );
  expect(describe(recordingOf(-65, [[1, 20]]), recordingOf(-65, [[1, 18]]))).toBe(
    'The same until 18 ms: PN 1 spikes 2 ms earlier (20 → 18 ms).',
  );
});

test('V that differs later is told after the spike, V that differs before it is told first', () => {
  const [a, b] = [recordingOf(-65, [[1, 20]]), recordingOf(-50)];
  expect(describe(a, b)).toBe(
    'The same until 20 ms: PN 1 no longer spikes at 20 ms; from 50 ms on V of PN 0 differs by more than 1 mV.',
  );
  expect(describe(recordingOf(-65), recordingOf(-50, [[1, 80]]))).toBe(
    'The same until 50 ms, when V of PN 0 differs by more than 1 mV; PN 1 spikes at 80 ms, as it did not before.',
  );
});

test('runs of other neurons are not compared neuron by neuron', () => {
  const other = new Recording({ n: 2, populations: [{ name: 'PN', first: 0, count: 2 }], dt: 0.1, recordEvery: 1 });
  expect(describe(recordingOf(-65), other)).toMatch(/^The runs have other neurons/);
});
