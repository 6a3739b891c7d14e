import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { sharedSpikes } from './sharedSpikes.ts';

const PN = { name: 'PN', first: 0, count: 2 };

function recordingOf(spikes: readonly (readonly [neuron: number, time: number])[]): Recording {
  const recording = new Recording({ n: 2, populations: [PN], dt: 0.1, recordEvery: 1 });
  recording.append({
    firstStep: 0,
    steps: 1000,
    firstRecordedStep: 0,
    voltage: new Float32Array(2000).fill(-65),
    spikeNeuron: Int32Array.from(spikes, ([neuron]) => neuron),
    spikeStep: Float64Array.from(spikes, ([, time]) => Math.round(time * 10)),
  });
  return recording;
}

const ALL = { from: 0, to: 100 };

test('spikes of the same neuron within the tolerance are shared, those of another neuron are not', () => {
  const a = recordingOf([
    [0, 10],
    [1, 20],
    [0, 50],
  ]);
  const b = recordingOf([
    [0, 10.9],
    [0, 20],
    [0, 52],
  ]);
  expect(sharedSpikes(a, b, PN, ALL, 1)).toEqual({ a: 3, b: 3, shared: 1 });
  expect(sharedSpikes(a, b, PN, ALL, 2)).toEqual({ a: 3, b: 3, shared: 2 });
  expect(sharedSpikes(a, b, PN, { from: 0, to: 15 }, 1)).toEqual({ a: 1, b: 1, shared: 1 });
});

test('no spike has two partners', () => {
  const a = recordingOf([
    [0, 10],
    [0, 10.8],
  ]);
  expect(sharedSpikes(a, recordingOf([[0, 10.4]]), PN, ALL, 1)).toEqual({ a: 2, b: 1, shared: 1 });
});
