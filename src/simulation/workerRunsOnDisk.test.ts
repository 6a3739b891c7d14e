import { expect, test } from 'vitest';
import { openEngine } from '../engine/openEngine.ts';
import { readCheckpoint } from './checkpointFile.ts';
import { checkpointFile } from './longRun/runFiles.ts';
import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import { openReplay } from './longRun/openReplay.ts';
import { RecordedSession } from './longRun/recordedSession.ts';
import type { RunDisk } from './longRun/runDisk.ts';
import { putRecord } from './longRun/runRecord.ts';
import { MemoryFolder } from './longRun/testing/memoryFolder.ts';
import type { FromWorker } from './protocol.ts';
import { WorkerRuns } from './workerRuns.ts';

const RUN: RunDescription = {
  network: { preset: 'nerveflow', n: 8, seed: 2 },
  stimulus: { ...DEFAULT_ODOUR, onset: 0, amplitude: 60 },
  dt: 0.01,
  duration: 3,
  recordEvery: 10,
};
const LONG_RUN = { name: 'a', batches: 3, record: { every: 1 } } as const;
const REFERENCE = { choice: 'reference' } as const;

/** A worker whose disk is a memory. What it says is copied, as between threads. */
function setUp(folder = new MemoryFolder(), { isShown = false, engines = openEngine } = {}) {
  const said: FromWorker[] = [];
  let held = 0;
  const disk: RunDisk = {
    async open({ longRun, ...start }, open, onSilent) {
      held++;
      const session = await RecordedSession.open(folder, { ...start, longRun }, open, onSilent);
      const what = { run: start.run, longRun };
      if (!session.isDone) await putRecord(folder, { ...what, session, notices: [], versions: {} });
      const replay = isShown ? await openReplay(folder, what, session.progress.step) : undefined;
      return { session, replay, letGo: () => (held = 0) };
    },
    replay: (earlier, until) => openReplay(folder, earlier, until),
  };
  const runs = new WorkerRuns({
    send: (message, transfer) => said.push(structuredClone(message, { transfer })),
    openEngine: engines,
    probeEngines: () => Promise.resolve([]),
    openDisk: () => Promise.resolve(disk),
  });
  const pull = (count: number): void => {
    for (let k = 0; k < count; k++) runs.receive({ type: 'pull', runId: 1 });
  };
  const until = async (type: FromWorker['type'], count = 1): Promise<void> => {
    while (said.filter((message) => message.type === type).length < count) {
      const failed = said.find((message) => message.type === 'failed');
      if (failed && type !== 'failed') throw new Error(failed.message);
      await new Promise((resolve) => setTimeout(resolve, 1));
    }
  };
  const confirmed = () => said.flatMap((message) => (message.type === 'confirmed' ? [message.progress.confirmed] : []));
  return { runs, said, folder, pull, until, confirmed, isHeld: () => held > 0 };
}

test('a run that goes to disk says of each batch that it is there, and lets go of its folder at its end', async () => {
  const { runs, said, pull, until, confirmed, isHeld } = setUp();
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  await until('confirmed');
  expect(isHeld()).toBe(true);
  pull(1000);
  await until('finished');
  expect(confirmed()).toEqual([0, 1, 2, 3]);
  expect(isHeld()).toBe(false);
  const steps = said.flatMap((message) => (message.type === 'batch' ? [message.batch.firstStep] : []));
  // No batch of the charts crosses the border of one on disk.
  expect(steps).toEqual(expect.arrayContaining([0, 100, 200]));
});

test('a worker that comes after one that died goes on where its batches end, and says where the charts begin', async () => {
  const first = setUp();
  first.runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  first.pull(1000);
  await first.until('confirmed', 3);
  const { runs, said, pull, until, confirmed } = setUp(first.folder.copy());
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  await until('ready');
  const step = 100 * confirmed()[0]!;
  expect(said[0]).toMatchObject({ type: 'ready', step });
  expect(step).toBeGreaterThanOrEqual(200);
  pull(1000);
  await until('finished');
  expect(confirmed().at(-1)).toBe(3);
});

test('a run that branches begins with what the other one shows of the time before, and goes on from there', async () => {
  const { runs, said, folder, pull, until } = setUp();
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  pull(1000);
  await until('finished');
  const from = readCheckpoint(folder.files.get(checkpointFile(1))!, 'checkpoint');
  const branch = { ...RUN, duration: 4 };
  const earlier = { name: 'a', run: RUN, longRun: LONG_RUN };
  runs.receive({ type: 'start', runId: 2, run: branch, engine: REFERENCE, from, earlier });
  for (let k = 0; k < 1000; k++) runs.receive({ type: 'pull', runId: 2 });
  await until('finished', 2);
  const ready = said.find((message) => message.type === 'ready' && message.runId === 2);
  expect(ready).toMatchObject({ step: 0, completeStep: 0 });
  const rowsOf = (runId: number) =>
    said.flatMap((message) => (message.type === 'batch' && message.runId === runId ? [...message.batch.voltage] : []));
  expect(rowsOf(2)).toHaveLength(8 * 40);
  expect(
    rowsOf(2)
      .slice(0, 8 * 20)
      .map(Math.fround),
  ).toEqual(
    rowsOf(1)
      .slice(0, 8 * 20)
      .map(Math.fround),
  );
});

test('a run goes on whose earlier batches are damaged: its charts begin behind them, and that is said', async () => {
  const first = setUp();
  first.runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  first.pull(1000);
  await first.until('confirmed', 3);
  const folder = first.folder.copy();
  folder.files.delete('spikes.batch0.csv');
  const { runs, said, pull, until } = setUp(folder, { isShown: true });
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  pull(1000);
  await until('finished');
  const ready = said.flatMap((message) => (message.type === 'ready' ? [message] : []));
  expect(ready.map(({ step }) => step)).toEqual([0, 100]);
  expect(ready[1]!.notices).toContain(
    'what the disk shows begins at 1 ms: spikes.batch0.csv is missing: expected the files of every batch',
  );
  const steps = said.flatMap((message) => (message.type === 'batch' ? [message.batch.firstStep] : []));
  expect(steps[0]).toBe(100);
});

test('what is on disk cannot be shown of a run that is stopped meanwhile, and the next run begins', async () => {
  const first = setUp();
  first.runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  first.pull(1000);
  await first.until('confirmed', 3);
  const { runs, said, until, isHeld } = setUp(first.folder.copy(), { isShown: true });
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  await until('ready');
  // Without a credit it waits with what it has read.
  runs.receive({ type: 'pause', runId: 1 });
  runs.receive({ type: 'start', runId: 2, run: RUN, engine: REFERENCE });
  await until('ready', 2);
  expect(isHeld()).toBe(false);
  const ofFirst = said.filter((message) => 'runId' in message && message.runId === 1).map(({ type }) => type);
  expect(ofFirst).toEqual(['ready', 'confirmed']);
});

test('a run that is over is shown again as it was, with its last state, and no engine is opened', async () => {
  const first = setUp();
  first.runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  first.pull(1000);
  await first.until('finished');
  first.runs.receive({ type: 'readState', runId: 1 });
  await first.until('state');
  const again = setUp(first.folder.copy(), {
    isShown: true,
    engines: () => Promise.reject(new Error('there is no such engine any more')),
  });
  again.runs.receive({ type: 'start', runId: 1, run: RUN, engine: { choice: 'webgpu' }, longRun: LONG_RUN });
  again.pull(1000);
  await again.until('finished');
  expect(again.isHeld()).toBe(false);
  again.runs.receive({ type: 'readState', runId: 1 });
  await again.until('state');
  const shownBy = ({ said }: ReturnType<typeof setUp>) => {
    const batches = said.flatMap((message) => (message.type === 'batch' ? [message.batch] : []));
    return {
      engine: said.flatMap((message) => (message.type === 'ready' ? [message.engine] : [])),
      voltage: batches.flatMap(({ voltage }) => [...voltage].map(Math.fround)),
      spikes: batches.flatMap(({ spikeNeuron, spikeStep }) => [...spikeNeuron, ...spikeStep]),
      state: said.flatMap((message) => (message.type === 'state' ? [...message.state] : [])),
      end: said.flatMap((message) => (message.type === 'finished' ? [message.progress.step] : [])),
    };
  };
  expect(shownBy(again)).toEqual(shownBy(first));
});

test('an edit of a run that goes to disk is refused', async () => {
  const { runs, said, until } = setUp();
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  runs.receive({ type: 'edit', runId: 1, edit: { duration: 10 } });
  await until('editRefused');
  expect(said.find(({ type }) => type === 'editRefused')).toMatchObject({
    message: expect.stringContaining('goes to disk'),
  });
});

test('where there is no disk a long run fails with a sentence', async () => {
  const said: FromWorker[] = [];
  const runs = new WorkerRuns({
    send: (message) => said.push(message),
    openEngine,
    probeEngines: () => Promise.resolve([]),
  });
  runs.receive({ type: 'start', runId: 1, run: RUN, engine: REFERENCE, longRun: LONG_RUN });
  await expect.poll(() => said).toEqual([{ type: 'failed', runId: 1, message: 'runs cannot go to disk here' }]);
});
