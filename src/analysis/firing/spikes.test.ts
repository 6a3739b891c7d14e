import { expect, test } from 'vitest';
import { Recording } from '../../recording/recording.ts';
import { interSpikeIntervals, meanRate, populationEvents, populationRate, spikeCounts } from './spikes.ts';

const PN = { name: 'PN', first: 0, count: 2 };
const LN = { name: 'LN', first: 2, count: 1 };

/** 100 ms of three neurons: 0 fires every 10 ms from 5 ms on, 2 once; LN 2 passes −20 mV at 20 and 60 ms. */
function recordingOf100ms(): Recording {
  const recording = new Recording({ n: 3, populations: [PN, LN], dt: 0.01, recordEvery: 10 });
  const spikes: [number, number][] = Array.from({ length: 10 }, (_, k) => [0, 500 + 1000 * k]);
  spikes.splice(3, 0, [2, 2510]);
  recording.append({
    firstStep: 0,
    steps: 10_000,
    firstRecordedStep: 0,
    voltage: Float32Array.from({ length: 3000 }, (_, k) => {
      const row = Math.floor(k / 3);
      const isEvent = (row > 200 && row < 250) || (row > 600 && row < 640);
      return k % 3 === 2 && isEvent ? -15 : -60;
    }),
    spikeNeuron: Int32Array.from(spikes, ([neuron]) => neuron),
    spikeStep: Float64Array.from(spikes, ([, step]) => step),
  });
  return recording;
}

test('spikes are counted per neuron, in all of the run or from ≤ t < to', () => {
  const recording = recordingOf100ms();
  expect([...spikeCounts(recording)]).toEqual([10, 0, 1]);
  expect([...spikeCounts(recording, { from: 15, to: 35 })]).toEqual([2, 0, 1]);
});

test('inter-spike intervals lie between the spikes of one neuron', () => {
  const recording = recordingOf100ms();
  expect(Array.from(interSpikeIntervals(recording, 0), (interval) => interval.toFixed(6))).toEqual(
    Array.from({ length: 9 }, () => '10.000000'),
  );
  expect(interSpikeIntervals(recording, 1)).toHaveLength(0);
  expect(interSpikeIntervals(recording, 2)).toHaveLength(0);
});

test('the mean rate is per neuron of the population, over what has been recorded', () => {
  const recording = recordingOf100ms();
  expect(meanRate(recording, PN)).toBeCloseTo(50, 9);
  expect(meanRate(recording, LN)).toBeCloseTo(10, 9);
  expect(meanRate(recording, PN, { from: 50, to: 1000 })).toBeCloseTo(50, 9);
  expect(meanRate(recording, PN, { from: 200, to: 300 })).toBeNaN();
  expect(meanRate(recording, { name: 'none', first: 3, count: 0 })).toBeNaN();
});

test('binned rates add up to the spikes; a shorter last bin counts with its own length', () => {
  const recording = recordingOf100ms();
  const even = populationRate(recording, PN, 20);
  expect(even).toHaveLength(5);
  for (const rate of even) expect(rate).toBeCloseTo(50, 9);
  const uneven = populationRate(recording, PN, 30);
  expect(uneven).toHaveLength(4);
  expect(uneven[3]).toBeCloseTo((1000 * 1) / (2 * 10), 9);
  const spikes = uneven.reduce((sum, rate, bin) => sum + (rate * 2 * Math.min(30, 100 - 30 * bin)) / 1000, 0);
  expect(spikes).toBeCloseTo(10, 9);
  expect(populationRate(recording, PN, 0.1)).toHaveLength(1000);
  expect(() => populationRate(recording, PN, 0)).toThrow('bins of 0 ms');
});

test('LN events are the crossings of −20 mV, which 0 mV would miss', () => {
  const recording = recordingOf100ms();
  const events = populationEvents(recording, LN);
  expect([...events.neuron]).toEqual([2, 2]);
  expect(Array.from(events.time, (time) => time.toFixed(3))).toEqual(['20.000', '60.000']);
  expect(populationEvents(recording, LN, { from: 30, to: 100 }).time).toHaveLength(1);
  expect(populationEvents(recording, PN).time).toHaveLength(0);
});
