import { expect, test } from 'vitest';
import { meanVoltageOf } from '../../analysis/measureInput.ts';
import { measureRhythm } from '../../analysis/rhythm/rhythm.ts';
import { measure } from '../../analysis/worker/answerRequest.ts';
import type { MeasureResults } from '../../analysis/worker/measureRequest.ts';
import { makeRecording } from '../../recording/testing/makeRecording.ts';
import { measureRuns } from './measureRuns.ts';
import type { MeasuredRuns } from './measureRuns.ts';

/** So many rows of 0.1 ms of two PNs and an LN, with a wave of 30 Hz and a spike at 10 ms; it begins with the row `startRow`. */
function runOf(label: string, rows: number, startRow = 0) {
  const V = (row: number, neuron: number): number => -65 + neuron + Math.cos((2 * Math.PI * 30 * row) / 1e4);
  const spikes = [[0, 10 * startRow + 1000]] as const;
  return { label, recording: makeRecording({ PN: 2, LN: 1, rows, V, spikes, startRow }), pin: undefined };
}

test('runs are measured over the time that all have; V is read a slice at a time, between which the page draws', async () => {
  const runs = [runOf('A', 12_000), runOf('B', 10_000, 2000), runOf('now', 20_000)];
  let measured: MeasuredRuns | undefined;
  let pauses = 0;
  const job = measureRuns(runs, {
    isLive: false,
    pause: () => Promise.resolve(void pauses++),
    take: (one) => (measured = one),
    refuse: expect.unreachable,
  });
  const request = (await job.prepare())!;
  expect(pauses).toBeGreaterThan(2);
  job.take(measure(request) as MeasureResults['runs'], 0);
  expect(measured).toMatchObject({ until: 1200, hasEvents: true });
  expect(measured!.runs.map(({ label }) => label)).toEqual(['A', 'B', 'now']);
  for (const { recording, rhythm, summary } of measured!.runs) {
    expect(rhythm).toEqual(measureRhythm(meanVoltageOf(recording, 0, { from: 0, to: 1200 })));
    expect(summary.peakHz).toBeCloseTo(30, 0);
    expect(summary.populations.map(({ spikes }) => spikes)).toEqual([1, 0]);
  }
});
