import { expect, test } from 'vitest';
import { Recording } from './recording.ts';
import { LEAST_DIFFERENCE, VoltageDifference, comparisonProblem } from './voltageDifference.ts';

const POPULATIONS = [
  { name: 'PN', first: 0, count: 2 },
  { name: 'LN', first: 2, count: 1 },
];

function recordingOf(recordEvery = 10, capacityRows?: number): Recording {
  return new Recording({ n: 3, populations: POPULATIONS, dt: 0.01, recordEvery, capacityRows });
}

/** Goes on for so many rows. */
function append(recording: Recording, rows: number, V: (time: number, neuron: number) => number): void {
  const { endRow, recordEvery, n, dt } = recording;
  recording.append({
    firstStep: endRow * recordEvery,
    steps: rows * recordEvery,
    firstRecordedStep: endRow * recordEvery,
    voltage: Float32Array.from({ length: rows * n }, (_, k) =>
      V((endRow + Math.floor(k / n)) * recordEvery * dt, k % n),
    ),
    spikeNeuron: new Int32Array(0),
    spikeStep: new Float64Array(0),
  });
}

const REST = () => -65;

test('the largest difference of all neurons and their root mean square, at every row', () => {
  const [a, b] = [recordingOf(), recordingOf()];
  append(a, 10, REST);
  append(b, 10, (time, neuron) => (time >= 0.5 && neuron === 1 ? -64.5 : -65));
  const difference = new VoltageDifference(a, b);
  difference.update();
  expect(difference.endRow).toBe(10);
  expect(difference.value('largest', 4)).toBeCloseTo(Math.log10(LEAST_DIFFERENCE), 6);
  expect(difference.value('largest', 5)).toBeCloseTo(Math.log10(0.5), 6);
  expect(difference.value('rms', 5)).toBeCloseTo(Math.log10(0.5 / Math.sqrt(3)), 6);
  expect(difference.largest).toBe(0.5);
  expect(difference.first).toBeUndefined();
});

test('the first difference of more than 1 mV is told with its neuron, and stays the first', () => {
  const [a, b] = [recordingOf(), recordingOf()];
  append(a, 30, REST);
  append(b, 30, (time, neuron) => (neuron === 2 && time > 1.15 ? -67 : neuron === 0 && time > 2 ? -20 : -65));
  const difference = new VoltageDifference(a, b);
  difference.update();
  expect(difference.first).toEqual({ time: expect.closeTo(1.2, 9) as number, neuron: 2, a: -65, b: -67 });
  expect(difference.largest).toBe(45);
});

test('it grows with the run that goes on, up to the end of the shorter one', () => {
  const [a, b] = [recordingOf(), recordingOf()];
  append(a, 20, REST);
  const difference = new VoltageDifference(a, b);
  difference.update();
  expect(difference.endRow).toBe(0);
  append(b, 7, REST);
  difference.update();
  expect(difference.time).toBeCloseTo(0.7, 9);
  append(b, 30, REST);
  difference.update();
  expect(difference.endRow).toBe(20);
});

test('recordings of other intervals are compared at the times that both have', () => {
  const [a, b] = [recordingOf(10), recordingOf(5)];
  append(a, 10, (time) => time);
  append(b, 20, (time) => time);
  const difference = new VoltageDifference(a, b);
  difference.update();
  expect(difference.endRow).toBe(10);
  expect(difference.rowInterval).toBeCloseTo(0.1, 9);
  expect(difference.largest).toBeLessThan(1e-6);
});

test('what one recording no longer holds is left out, not compared with something else', () => {
  const [a, b] = [recordingOf(10, 4), recordingOf()];
  append(a, 10, REST);
  append(b, 10, REST);
  const difference = new VoltageDifference(a, b);
  difference.update();
  expect(difference.value('largest', 5)).toBeNaN();
  expect(difference.value('largest', 6)).toBeCloseTo(Math.log10(LEAST_DIFFERENCE), 6);
});

test('runs of other neurons, and rows that never fall together, are refused with a sentence', () => {
  const other = new Recording({ n: 3, populations: [{ name: 'PN', first: 0, count: 3 }], dt: 0.01, recordEvery: 10 });
  expect(comparisonProblem(recordingOf(), other)).toBe(
    'The runs have other neurons (2 PN and 1 LN; 3 PN): no neuron can be compared with itself.',
  );
  expect(() => new VoltageDifference(recordingOf(2), recordingOf(3))).toThrow(
    'V was kept every 0.02 ms and every 0.03 ms: the longer interval must be a multiple of the shorter one.',
  );
});
