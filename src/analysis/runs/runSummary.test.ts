import { expect, test } from 'vitest';
import { summarizeRun, type CondensedRun } from './runSummary.ts';

/** Four PN and two LN over one second, mean PN voltage with a rhythm of 30 Hz, mean LN voltage with one of 12 Hz. */
const run: CondensedRun = {
  populations: [
    { name: 'PN', first: 0, count: 4 },
    { name: 'LN', first: 4, count: 2 },
  ],
  time: 1000,
  spikeNeuron: Int32Array.of(0, 3, 0, 4, 0),
  spikeTime: Float64Array.of(200, 201, 400, 402, 600),
  eventCounts: [17, 7],
  meanVoltage: [wave(30), wave(12)],
  rowInterval: 1,
};

function wave(hz: number, rows = 1000, interval = 1): Float64Array {
  return Float64Array.from(
    { length: rows },
    (_, row) => -65 + 2 * Math.sin((2 * Math.PI * hz * row * interval) / 1000),
  );
}

test('PN are counted by spikes, LN by events, and the peak is that of the PN', () => {
  const { populations, peakHz } = summarizeRun(run);
  expect(populations).toEqual([
    { name: 'PN', spikes: 4, rateHz: 1 },
    { name: 'LN', spikes: 1, events: 7, rateHz: 3.5 },
  ]);
  expect(peakHz).toBeCloseTo(30, 0);
});

test('the peak says whether it stands out: that of noise does not', () => {
  expect(summarizeRun(run).peakStandsOut).toBe(true);
  let state = 1;
  const noise = Float64Array.from({ length: 1000 }, () => {
    state = (state * 16807) % 2147483647;
    return -65 + state / 2147483647;
  });
  expect(summarizeRun({ ...run, meanVoltage: [noise] })).toMatchObject({
    peakHz: expect.any(Number),
    peakStandsOut: false,
  });
});

test.each([
  ['a run too short for a spectrum', { meanVoltage: [wave(30, 199)] }],
  ['rows too far apart for 100 Hz', { meanVoltage: [wave(30, 100, 10)], rowInterval: 10 }],
  ['a population without neurons', { meanVoltage: [new Float64Array(1000).fill(NaN)] }],
  ['a flat line', { meanVoltage: [new Float64Array(1000)] }],
  ['a drift, whose power falls with frequency', { meanVoltage: [wave(0.7)] }],
])('no peak is claimed for %s', (_, changes) => {
  expect(summarizeRun({ ...run, ...changes }).peakHz).toBeUndefined();
});

test('synchrony is that of the PN that fired: 1 in step, −1 in turns, nothing where one fires alone', () => {
  const two = { ...run, spikeNeuron: Int32Array.of(0, 1, 0, 1), time: 40 };
  expect(summarizeRun({ ...two, spikeTime: Float64Array.of(1, 2, 21, 22) }).synchrony).toBeCloseTo(1, 12);
  expect(summarizeRun({ ...two, spikeTime: Float64Array.of(1, 12, 21, 32) }).synchrony).toBeCloseTo(-1, 12);
  expect(summarizeRun({ ...run, spikeNeuron: Int32Array.of(0, 4), spikeTime: Float64Array.of(1, 2) }).synchrony).toBe(
    undefined,
  );
});
