import { beforeAll, expect, test } from 'vitest';
import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import { measure } from '../../analysis/worker/answerRequest.ts';
import type { MeasureResults } from '../../analysis/worker/measureRequest.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { writeSpikesCsv } from '../../exchange/arrays.ts';
import type { RecordedRun } from '../../exchange/recordedRun.ts';
import { readSonata } from '../../exchange/spikes/readSonata.ts';
import { readSpikesTable } from '../../exchange/spikes/readSpikesTable.ts';
import { writeSonata } from '../../exchange/hdf5/sonata.ts';
import type { ImportedSpikes } from '../../exchange/spikes/importedSpikes.ts';
import { comparisonOf } from '../../store/compare/comparison.ts';
import { pairOf } from '../../store/compare/runPair.ts';
import { withNetwork } from '../../store/labDocument.ts';
import { runningLab } from '../../store/testing/runningLab.ts';
import { readRecordedRun } from '../export/readRecordedRun.ts';
import { readRunFacts } from '../figure/runFacts.ts';
import { describePair } from './describePair.ts';
import { measureRuns } from './measureRuns.ts';
import { runNumbers } from './runNumbers.ts';

/** ms: LNs reach −20 mV, and 0 mV later. */
const DURATION = 180;

let lab: ReturnType<typeof runningLab>['lab'];
let run: RecordedRun;

beforeAll(async () => {
  const parts = runningLab(openEngine);
  ({ lab } = parts);
  lab.edit('prepared', (document) => ({ ...withNetwork(document, { n: 12 }), duration: DURATION }));
  lab.document.setState({ engine: { choice: 'cpu' } });
  lab.start();
  await parts.until('finished');
  const needs = { voltage: false, matrices: false };
  run = await readRecordedRun(lab, lab.recording!, readRunFacts(lab)!, { from: 0, to: DURATION }, needs);
});

/** Pins what was read of a file; the sentence that compares it with the run. */
function compareWith(imported: ImportedSpikes) {
  const comparison = comparisonOf(lab);
  expect(comparison.pinSpikes(imported)).toBeUndefined();
  const pinned = comparison.recordingOf(comparison.compared!)!;
  return { pinned, sentence: describePair(pairOf(pinned, lab.recording!)) };
}

test('its own spikes.csv is no other run: LN spikes are set against LN spikes, up to where the file ends', async () => {
  const LN = lab.recording!.populations[1]!;
  expect(run.spikes.neuron.some((neuron) => neuron >= LN.first)).toBe(true);
  expect(run.events.time).not.toEqual(run.spikes.time.filter((_, k) => run.spikes.neuron[k]! >= LN.first));
  const { bytes } = writeSpikesCsv(run, 'own');
  const { pinned, sentence } = compareWith(readSpikesTable(bytes, 'own-spikes.csv', run));
  const end = Math.floor(run.spikes.time.at(-1)!) + 1;
  expect(pinned.time).toBe(end);
  expect(end).toBeLessThan(DURATION);
  expect(sentence).toBe(
    `Every spike comes at the same time up to ${end} ms, where the file ends; V is known of one of the runs only.`,
  );
  const numbers = runNumbers(run.populations, false);
  expect(numbers.map(({ name }) => name)).toContain('LN spikes');
  let summaries: readonly RunSummary[] = [];
  const runs = [pinned, lab.recording!].map((recording) => ({ label: '', recording, pin: undefined }));
  const job = measureRuns(runs, {
    isLive: false,
    pause: () => Promise.resolve(),
    take: (measured) => (summaries = measured.runs.map(({ summary }) => summary)),
    refuse: expect.unreachable,
  });
  job.take(measure((await job.prepare())!) as MeasureResults['runs'], 0);
  const [ofFile, ofRun] = summaries;
  for (const { of } of numbers.slice(0, 4)) expect(of(ofFile!)).toBe(of(ofRun!));
});

test('nor is its own SONATA file, which has events, and says how long was recorded', async () => {
  const { bytes } = await writeSonata(run, 'own');
  const { pinned, sentence } = compareWith(await readSonata(bytes, 'own-spikes.h5', run));
  expect(pinned.time).toBe(DURATION);
  expect(pinned.hasEvents).toBe(true);
  expect(sentence).toBe(`Every spike comes at the same time up to ${DURATION} ms; V is known of one of the runs only.`);
});

test('a spike that is another one is told, with how far was compared', () => {
  const time = run.spikes.time.slice();
  time[0]! -= 1;
  const { sentence } = compareWith({ name: 'x.csv', neuron: run.spikes.neuron, time, notes: [] });
  const end = Math.floor(time.at(-1)!) + 1;
  expect(sentence).toMatch(/^The same spikes until .* 1 ms later .*\. V is known of one of the runs only\.$/);
  expect(sentence).toContain(`(compared up to ${end} ms, where the file ends)`);
});
