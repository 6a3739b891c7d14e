import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { copyVoltage } from './copyVoltage.ts';

const POPULATIONS = [{ name: 'PN', first: 0, count: 2 }];

/** 100 rows of two neurons, V = 1000 · neuron + row; the ring holds `capacityRows` of them. */
function recordingOf(capacityRows = 1000): Recording {
  const recording = new Recording({ n: 2, populations: POPULATIONS, dt: 0.01, recordEvery: 10, capacityRows });
  recording.append({
    firstStep: 0,
    steps: 1000,
    firstRecordedStep: 0,
    voltage: Float32Array.from({ length: 200 }, (_, k) => 1000 * (k % 2) + Math.floor(k / 2)),
    spikeNeuron: new Int32Array(0),
    spikeStep: new Float64Array(0),
  });
  return recording;
}

const never = (): Promise<void> => Promise.reject(new Error('so few values need no pause'));

test('all rows of the span are copied, and none beside it', async () => {
  const rows = await copyVoltage(recordingOf(), { from: 1, to: 1.3 }, { most: Infinity, pause: never });
  expect(rows).toMatchObject({ channels: 2, start: 1 });
  expect(rows!.interval).toBeCloseTo(0.1, 12);
  expect([...rows!.values]).toEqual([10, 1010, 11, 1011, 12, 1012]);
});

test('where there are too many, every k-th is taken, over all of the span', async () => {
  const rows = await copyVoltage(recordingOf(), { from: 0, to: 10 }, { most: 60, pause: never });
  expect(rows!.interval).toBeCloseTo(0.4, 12);
  expect(rows!.values).toHaveLength(50);
  expect(rows!.values.at(-1)).toBe(1096);
});

test('rows that are no longer held are left out', async () => {
  const rows = await copyVoltage(recordingOf(20), { from: 0, to: 10 }, { most: Infinity, pause: never });
  expect(rows!.start).toBeCloseTo(8, 9);
  expect(rows!.values).toHaveLength(40);
});
