import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { DescribedProbe } from '../model/probes.ts';
import type { Batch } from './batch.ts';
import type { ProbeTrace } from './probeTrace.ts';
import { Recording } from './recording.ts';
import type { RecordingOptions } from './recording.ts';
import type { Extent } from './sampleRing.ts';

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

const I_NA: DescribedProbe = {
  neuron: 1,
  variable: 'I_Na',
  population: 'PN',
  unit: 'µA/cm²',
  meaning: 'sodium current',
  kind: 'current',
};
const CA: DescribedProbe = { ...I_NA, neuron: 3, variable: 'Ca', population: 'LN', unit: 'mM', kind: 'state' };

/** A batch with what probes saw: `of` the row, by probe. */
function probedBatch(firstStep: number, steps: number, ...of: ((row: number) => number)[]): Batch {
  const batch = batchOf(firstStep, steps);
  const first = batch.firstRecordedStep / 10;
  const rows = Array.from({ length: batch.voltage.length / 4 }, (_, row) => first + row);
  return { ...batch, probes: Float64Array.from(rows.flatMap((row) => of.map((value) => value(row)))) };
}

test('a probe that is added while the run goes on begins there; those that stay keep what they have seen', () => {
  const recording = new Recording({ ...OPTIONS, probes: [I_NA] });
  const sodium = (row: number): number => -1 - row / 4;
  const calcium = (row: number): number => row / 1024;
  recording.append(probedBatch(0, 95, sodium));
  const before = recording.probes[0];
  const { revision } = recording;
  recording.setProbes([CA, I_NA]);
  expect(recording.revision).toBe(revision + 1);
  expect(recording.probes.map(({ name, unit }) => [name, unit])).toEqual([
    ['Ca', 'mM'],
    ['I_Na', 'µA/cm²'],
  ]);
  expect(recording.probes[1]).toBe(before);
  expect(recording.probes[0]!.endRow).toBe(recording.probes[0]!.firstRow);
  recording.append(probedBatch(95, 905, calcium, sodium));
  const [Ca, I_Na] = recording.probes as [ProbeTrace, ProbeTrace];
  expect([Ca.firstRow, Ca.endRow, I_Na.firstRow, I_Na.endRow]).toEqual([10, 100, 0, 100]);
  for (let row = 0; row < 100; row++) {
    expect(Ca.value(row)).toBe(row < 10 ? NaN : calcium(row));
    expect(I_Na.value(row)).toBe(sodium(row));
  }
  expect(Ca.valueAt(1.04)).toBe(calcium(10));
  const extent: Extent = { first: 0, min: 0, max: 0, last: 0 };
  expect(Ca.extent(0, 10, extent)).toBe(false);
  expect(Ca.extent(5, 60, extent) && extent).toEqual({
    first: calcium(10),
    min: calcium(10),
    max: calcium(59),
    last: calcium(59),
  });
  expect(I_Na.range).toEqual([sodium(99), -1]);
  recording.setProbes([CA]);
  recording.setProbes([CA, I_NA]);
  expect(recording.probes[1]!.firstRow).toBe(100);
});

test('a batch with more or fewer values of probes than there are is refused', () => {
  const recording = new Recording({ ...OPTIONS, probes: [I_NA] });
  const refused = 'a batch of 10 rows with 0 values of probes: expected 10, 1 a row';
  expect(() => recording.append(batchOf(0, 100))).toThrow(refused);
  expect(() => recording.append(probedBatch(0, 100, Number, Number))).toThrow('20 values of probes: expected 10');
  recording.append(probedBatch(0, 100, Number));
  expect(recording.probes[0]!.endRow).toBe(10);
});

test('a probe keeps as many rows as V, and never more than fit into 1 MiB', () => {
  const recording = new Recording({ ...OPTIONS, capacityRows: 50, probes: [I_NA] });
  recording.append(probedBatch(0, 1000, Number));
  const [trace] = recording.probes;
  expect([trace!.firstRow, recording.firstRow]).toEqual([50, 50]);
  expect([trace!.value(49), trace!.value(50)]).toEqual([NaN, 50]);
  const long = new Recording({ ...OPTIONS, probes: [I_NA] });
  for (let step = 0; step < 2_100_000; step += 100_000) long.append(probedBatch(step, 100_000, Number));
  expect(long.firstRow).toBe(0);
  const held = long.probes[0]!.endRow - long.probes[0]!.firstRow;
  expect(held).toBeGreaterThan(200_000);
  expect(held * 4 * (9 / 7)).toBeLessThanOrEqual(2 ** 20);
});

/** Rows of V as they are held. */
function voltagesOf(recording: Recording): (Float32Array | undefined)[] {
  const { firstRow, endRow } = recording;
  return Array.from({ length: endRow - firstRow }, (_, k) => recording.voltageRow(firstRow + k)?.slice());
}

describe('a run that goes on from a checkpoint', () => {
  const SPIKES = [
    [1, 357],
    [0, 359],
    [1, 362],
    [2, 1480],
  ] as const;

  test('has rows and spikes at their own times, and nothing before', () => {
    const recording = new Recording({ ...OPTIONS, capacityRows: 50, firstStep: 357 });
    expect(recording.startTime).toBeCloseTo(3.57, 9);
    expect([recording.droppedBefore, recording.isEmpty, recording.duration]).toEqual([3.6, true, 0]);
    expect(() => recording.append(batchOf(0, 10))).toThrow('an overlap in the recording: a batch starts at step 0');
    // The first row is no crossing of -20 mV, whatever there was before.
    recording.append(batchOf(357, 43, [[1, 357]], () => 10));
    expect(recording.events.count).toBe(0);
    expect([recording.firstRow, recording.endRow, recording.time]).toEqual([36, 40, 4]);
    recording.append(batchOf(400, 600));
    expect([recording.firstRow, recording.endRow, recording.droppedBefore]).toEqual([50, 100, 5]);
    expect(recording.voltage(2, 77)).toBe(V(77, 2));
    expect(recording.meanVoltage(1, 44)).toBe(V(44, 3));
    expect(recording.meanVoltage(1, 35)).toBeNaN();
    expect([...recording.spikes.timesOf(1)]).toEqual([recording.startTime]);
    expect(recording.duration).toBeCloseTo(6.43, 9);
  });

  test('wherever it went on, what comes once more is left out', () => {
    const probes: DescribedProbe[] = [
      { neuron: 1, variable: 'I_Na', unit: 'µA/cm²', meaning: '', kind: 'current', population: 'PN' },
    ];
    const seen = (firstStep: number, steps: number): Batch => {
      const spikes = SPIKES.filter(([, step]) => step >= firstStep && step < firstStep + steps);
      const batch = batchOf(firstStep, steps, spikes);
      const first = Math.ceil(firstStep / 10);
      return { ...batch, probes: Float32Array.from({ length: batch.voltage.length / 4 }, (_, k) => first + k) };
    };
    const whole = new Recording({ ...OPTIONS, probes });
    whole.append(seen(0, 2000));
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1900 }),
        fc.integer({ min: 0, max: 1900 }),
        fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 6 }),
        (reached, kept, sizes) => {
          const recording = new Recording({ ...OPTIONS, probes });
          recording.append(seen(0, reached));
          let step = Math.min(kept, reached);
          recording.goOnFrom(step);
          for (let k = 0; step < 2000; k++) {
            const steps = Math.min(sizes[k % sizes.length]!, 2000 - step);
            recording.append(seen(step, steps));
            step += steps;
          }
          expect(recording.time).toBe(whole.time);
          expect(voltagesOf(recording)).toEqual(voltagesOf(whole));
          expect([...recording.spikes.time.subarray(0, 4)]).toEqual([...whole.spikes.time.subarray(0, 4)]);
          expect(recording.spikes.count).toBe(4);
          expect(recording.events.count).toBe(whole.events.count);
          const rows = [35, 36, 148, 199];
          expect(rows.map((row) => recording.probes[0]!.value(row))).toEqual(rows);
        },
      ),
      { seed: 1, numRuns: 60 },
    );
  });

  test('a step that was not recorded is refused', () => {
    const recording = new Recording({ ...OPTIONS, firstStep: 20 });
    recording.append(batchOf(20, 100));
    expect(() => recording.goOnFrom(10)).toThrow(
      'a run that goes on from step 10: expected one of those recorded, 20 … 120',
    );
    expect(() => recording.goOnFrom(121)).toThrow('20 … 120');
  });
});
