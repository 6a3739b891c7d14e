import { expect, test } from 'vitest';
import { keepRecording, recordingOfKept } from './keptRecording.ts';
import type { KeptRecording } from './keptRecording.ts';
import type { Recording } from './recording.ts';
import { makeRecording } from './testing/makeRecording.ts';

const pause = (): Promise<void> => Promise.resolve();

/** Swings across −20 mV, so that there are events. */
const V = (row: number, neuron: number): number => -70 + ((row * 7 + neuron * 13) % 97);

/** All that can be asked of a recording, row by row. */
function contentOf(recording: Recording): unknown {
  const { n, populations, firstRow, startRow, endRow, time, duration, startTime, spikes, events } = recording;
  const extent = { first: 0, min: 0, max: 0, last: 0 };
  const rows = Array.from({ length: endRow - startRow }, (_, k) => startRow + k);
  const neurons = Array.from({ length: n }, (_, k) => k);
  return {
    n,
    populations,
    firstRow,
    startRow,
    endRow,
    time,
    duration,
    startTime,
    voltage: rows.map((row) => neurons.map((neuron) => recording.voltage(neuron, row))),
    means: rows.map((row) => populations.map((_, p) => recording.meanVoltage(p, row))),
    extents: rows.map((row) =>
      neurons.map((neuron) => recording.voltageExtent(neuron, row, endRow, extent) && { ...extent }),
    ),
    spikes: neurons.map((neuron) => spikes.timesOf(neuron)),
    events: neurons.map((neuron) => events.timesOf(neuron)),
  };
}

test.each([
  ['a whole run', {}],
  ['a run that went on from a checkpoint', { startRow: 40 }],
  ['a run of which V was dropped', { capacityRows: 150 }],
  ['one of both', { startRow: 40, capacityRows: 77 }],
  ['a run of one row', { rows: 1 }],
])('%s is kept and taken back to the last bit', async (_, options) => {
  const first = 10 * ('startRow' in options ? options.startRow : 0);
  const recording = makeRecording({
    PN: 3,
    LN: 1,
    rows: 200,
    V,
    ...options,
    spikes: [
      [0, first],
      [3, first + 3],
      [0, first + 7],
    ],
  });
  const kept = await keepRecording(recording, pause);
  expect(contentOf(await recordingOfKept(structuredClone(kept!), pause))).toEqual(contentOf(recording));
});

test('what goes on while it is copied is left out, and what is dropped meanwhile is told', async () => {
  const recording = makeRecording({ PN: 3, LN: 1, rows: 10, V });
  const before = contentOf(recording);
  const kept = keepRecording(recording, pause);
  const append = (row: number): void =>
    recording.append({
      firstStep: row * 10,
      steps: 10,
      firstRecordedStep: row * 10,
      voltage: new Float32Array(4),
      spikeNeuron: Int32Array.of(1),
      spikeStep: Float64Array.of(row * 10),
    });
  append(10);
  expect(contentOf(await recordingOfKept((await kept)!, pause))).toEqual(before);
  const full = makeRecording({ PN: 3, LN: 1, rows: 10, V, capacityRows: 10 });
  const keeping = keepRecording(full, pause);
  full.append({
    firstStep: 100,
    steps: 10,
    firstRecordedStep: 100,
    voltage: new Float32Array(4),
    spikeNeuron: new Int32Array(0),
    spikeStep: new Float64Array(0),
  });
  expect(await keeping).toBeUndefined();
});

test('what does not fit together is refused with a sentence', async () => {
  const kept = (await keepRecording(makeRecording({ PN: 3, LN: 1, rows: 10, V, spikes: [[0, 3]] }), pause))!;
  const refused: readonly Partial<KeptRecording>[] = [
    { voltage: kept.voltage.subarray(1) },
    { voltage: kept.voltage.subarray(4) },
    { firstRow: 3 },
    { firstRow: -1 },
    { endStep: 2 ** 52 },
    { endStep: NaN },
    { firstStep: 100 },
    { means: kept.means.subarray(2) },
    { populations: [] },
    { populations: [{ name: 'PN', first: 1, count: 4 }] },
    { spikes: { neuron: Uint32Array.of(4), time: Float64Array.of(1) } },
    { spikes: { neuron: Uint32Array.of(1), time: Float64Array.of(NaN) } },
    { events: { neuron: Uint32Array.of(1, 2), time: Float64Array.of(1) } },
  ];
  for (const change of refused) {
    await expect(recordingOfKept({ ...kept, ...change }, pause)).rejects.toThrow(RangeError);
  }
});
