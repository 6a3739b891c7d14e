import { expect, test } from 'vitest';
import { recordingOfSpikes } from './recordingOfSpikes.ts';
import type { KnownSpikes } from './recordingOfSpikes.ts';

const KNOWN: KnownSpikes = {
  n: 3,
  populations: [
    { name: 'PN', first: 0, count: 2 },
    { name: 'LN', first: 2, count: 1 },
  ],
  spikes: { neuron: Int32Array.of(1, 0), time: Float64Array.of(2.345, 9.01) },
  events: { neuron: Int32Array.of(2), time: Float64Array.of(4.2) },
  duration: 9.5,
};

test('spikes and events keep their times, and there is no V', () => {
  const recording = recordingOfSpikes(KNOWN);
  expect(recording.hasVoltage).toBe(false);
  expect(recording.time).toBe(10);
  expect([...recording.spikes.timesOf(1), ...recording.spikes.timesOf(0)]).toEqual([2.345, 9.01]);
  expect([...recording.events.timesOf(2)]).toEqual([4.2]);
  expect(recording.voltageAt(0, 0)).toBeNaN();
  expect(recording.meanVoltage(0, 0)).toBeNaN();
});

test('a spike after the end is refused', () => {
  expect(() => recordingOfSpikes({ ...KNOWN, duration: 5 })).toThrow('a spike of neuron 0 in step 9.01');
});
