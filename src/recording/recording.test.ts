import { expect, test } from 'vitest';
import type { Batch } from './batch.ts';
import { Recording } from './recording.ts';
import type { RecordingOptions } from './recording.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 3 },
  { name: 'LN', first: 3, count: 1 },
];
const OPTIONS: RecordingOptions = { n: 4, populations: POPULATIONS, dt: 0.01, recordEvery: 10 };

/** V of neuron i at row r in these tests; a value that says where it came from, exact in float32. */
const V = (row: number, neuron: number): number => -70 + (row % 32) / 4 + neuron / 32;

function batchOf(
  firstStep: number,
  steps: number,
  spikes: readonly (readonly [neuron: number, step: number])[] = [],
  voltage: (row: number, neuron: number) => number = V,
): Batch {
  const firstRow = Math.ceil(firstStep / 10);
  const rows = Math.ceil((firstStep + steps) / 10) - firstRow;
  return {
    firstStep,
    steps,
    firstRecordedStep: firstRow * 10,
    voltage: Float32Array.from({ length: rows * 4 }, (_, k) => voltage(firstRow + Math.floor(k / 4), k % 4)),
    spikeNeuron: Int32Array.from(spikes, ([neuron]) => neuron),
    spikeStep: Float64Array.from(spikes, ([, step]) => step),
  };
}

test('batches of any length, also shorter than the recording interval, add up to the same recording', () => {
  const recording = new Recording(OPTIONS);
  let step = 0;
  for (const steps of [7, 1, 0, 5, 100, 3, 84, 1000]) {
    recording.append(batchOf(step, steps));
    step += steps;
  }
  expect(recording.time).toBeCloseTo(12, 9);
  expect(recording.endRow).toBe(120);
  for (let row = 0; row < 120; row++) {
    for (let neuron = 0; neuron < 4; neuron++) expect(recording.voltage(neuron, row)).toBe(V(row, neuron));
    expect(recording.meanVoltage(0, row)).toBeCloseTo((V(row, 0) + V(row, 1) + V(row, 2)) / 3, 5);
    expect(recording.meanVoltage(1, row)).toBe(V(row, 3));
  }
});

test('a gap, an overlap and a lost first batch are refused by their step', () => {
  const recording = new Recording(OPTIONS);
  expect(() => recording.append(batchOf(10, 10))).toThrow(
    'a gap in the recording: a batch starts at step 10, expected 0',
  );
  recording.append(batchOf(0, 100));
  expect(() => recording.append(batchOf(110, 10))).toThrow('a gap');
  expect(() => recording.append(batchOf(90, 10))).toThrow('an overlap');
  recording.append(batchOf(100, 10));
  expect(recording.time).toBeCloseTo(1.1, 9);
});

test('a malformed batch is refused whole, and the right one can still follow', () => {
  const recording = new Recording(OPTIONS);
  const good = batchOf(0, 100, [[1, 50]]);
  expect(() => recording.append({ ...good, voltage: good.voltage.slice(4) })).toThrow('expected 10 rows of 4');
  expect(() => recording.append({ ...good, firstRecordedStep: 10 })).toThrow('shows step 10: expected 0');
  expect(() => recording.append({ ...good, spikeNeuron: Int32Array.from([4]) })).toThrow('neuron 4: expected 0 … 3');
  expect(() => recording.append({ ...good, spikeStep: Float64Array.from([100]) })).toThrow('step 100: expected 0 … 99');
  expect(() => recording.append({ ...good, spikeStep: Float64Array.from([NaN]) })).toThrow('step NaN');
  expect(() => recording.append({ ...good, spikeStep: new Float64Array(0) })).toThrow('1 spike neurons and 0');
  const unordered = batchOf(0, 100, [
    [1, 60],
    [2, 50],
  ]);
  expect(() => recording.append(unordered)).toThrow('neuron 2 in step 50: expected 60 … 99, in order');
  expect([recording.endRow, recording.spikes.count, recording.revision]).toEqual([0, 0, 0]);
  recording.append(good);
  expect([recording.endRow, recording.spikes.count, recording.revision]).toEqual([10, 1, 1]);
});

test('when the ring is full the oldest V gives way and says so; means and spikes stay', () => {
  const recording = new Recording({ ...OPTIONS, capacityRows: 25 });
  expect(recording.droppedBefore).toBe(0);
  recording.append(batchOf(0, 250, [[0, 30]]));
  expect([recording.firstRow, recording.droppedBefore]).toEqual([0, 0]);
  recording.append(batchOf(250, 150));
  expect([recording.firstRow, recording.endRow]).toEqual([15, 40]);
  expect(recording.droppedBefore).toBeCloseTo(1.5, 9);
  expect(recording.voltage(2, 14)).toBeNaN();
  expect(recording.voltage(2, 15)).toBe(V(15, 2));
  expect(recording.voltageRow(14)).toBeUndefined();
  expect([...recording.voltageRow(39)!]).toEqual([0, 1, 2, 3].map((neuron) => V(39, neuron)));
  expect(recording.meanVoltage(1, 0)).toBe(V(0, 3));
  expect([...recording.spikes.timesOf(0)]).toEqual([0.3]);
});

test('by default V of 120 neurons is held for ten seconds at 0.1 ms, in 64 MiB', () => {
  const { capacityRows } = new Recording({
    n: 120,
    populations: [{ name: 'PN', first: 0, count: 120 }],
    dt: 0.01,
    recordEvery: 10,
  });
  expect(capacityRows).toBeGreaterThan(100_000);
  expect(capacityRows * 120 * 4).toBeLessThan(64 * 2 ** 20);
});

test('rows and times are each other’s inverse although 0.3 / 0.1 is not 3', () => {
  const recording = new Recording(OPTIONS);
  recording.append(batchOf(0, 100_000));
  for (let row = 0; row < 10_000; row++) {
    expect(recording.rowAtOrBefore(recording.timeOfRow(row))).toBe(row);
    expect(recording.rowNearest(recording.timeOfRow(row))).toBe(row);
  }
  expect(recording.rowAtOrBefore(0.3)).toBe(3);
  expect(recording.rowAtOrBefore(0.29)).toBe(2);
  expect(recording.rowNearest(0.26)).toBe(3);
  expect(recording.voltageAt(1, 0.26)).toBe(V(3, 1));
  expect(recording.rowNearest(-0.2)).toBeUndefined();
  expect(recording.rowNearest(1000)).toBeUndefined();
});

test('ranges begin at infinity and are never lifted to 0 by potentials that are all negative', () => {
  const recording = new Recording(OPTIONS);
  expect(recording.voltageRange).toEqual([Infinity, -Infinity]);
  expect(recording.meanVoltageRange(0)).toEqual([Infinity, -Infinity]);
  recording.append(batchOf(0, 40, [], (row, neuron) => -60 - row - neuron));
  expect(recording.voltageRange).toEqual([-66, -60]);
  expect(recording.meanVoltageRange(0)).toEqual([-64, -61]);
});

test('an event is one upward crossing of −20 mV, also across batches; its time is that of the row before', () => {
  const recording = new Recording({ ...OPTIONS, capacityRows: 2 });
  const potential = [-50, -30, -19, -10, -19, -25, -20, -30, -20.5, -21];
  const voltage = (row: number, neuron: number) => (neuron === 3 ? potential[row]! : -65);
  recording.append(batchOf(0, 20, [], voltage));
  recording.append(batchOf(20, 80, [], voltage));
  expect(recording.events.count).toBe(2);
  expect(Array.from(recording.events.timesOf(3), (time) => time.toFixed(3))).toEqual(['0.100', '0.500']);
});

test('an empty population has no mean and harms no other', () => {
  const populations = [
    { name: 'PN', first: 0, count: 4 },
    { name: 'LN', first: 4, count: 0 },
  ];
  const recording = new Recording({ ...OPTIONS, populations });
  recording.append(batchOf(0, 10));
  expect(recording.meanVoltage(1, 0)).toBeNaN();
  expect(recording.meanVoltage(0, 0)).toBeCloseTo(-70 + 6 / 4 / 32, 5);
});

test.each([
  [{ n: 5 }, 'the populations hold 4 neurons, the recording has 5'],
  [{ populations: [{ name: 'LN', first: 1, count: 3 }] }, 'population LN holds neurons 1 … 3: expected it at 0'],
  [{ dt: 0 }, 'dt = 0 ms'],
  [{ recordEvery: 2.5 }, 'every 2.5th step'],
  [{ capacityRows: 1 }, 'expected at least 2'],
])('a recording made with %j is refused', (wrong, message) => {
  expect(() => new Recording({ ...OPTIONS, ...wrong })).toThrow(message);
});
