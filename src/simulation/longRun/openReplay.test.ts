import { describe, expect, test } from 'vitest';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import { openEngine } from '../../engine/openEngine.ts';
import type { LongRunDescription, RecordingPlan, RunDescription } from '../../model/description.ts';
import { probesOf } from '../../model/probes.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import type { Batch } from '../../recording/batch.ts';
import { Recording } from '../../recording/recording.ts';
import { writeCheckpoint } from '../checkpointFile.ts';
import { readReference } from '../fixtures/readReference.ts';
import { Session } from '../session.ts';
import { openReplay, type ReplayStart } from './openReplay.ts';
import { RecordedSession } from './recordedSession.ts';
import { checkpointFile, spikesFile, startFile, stateFile } from './runFiles.ts';
import { MemoryFolder } from './testing/memoryFolder.ts';

const BATCHES = 6;
const CUT = 4;
const FLOAT64: EngineRequest = { choice: 'cpu', precision: 'float64', threads: 1 };
const FLOAT32: EngineRequest = { choice: 'cpu', precision: 'float32', threads: 1 };

/** With spikes and LN events, and probes of all kinds; batches end between two rows. */
const run: RunDescription = {
  ...readReference('n12').description,
  stimulus: { ...DEFAULT_ODOUR, onset: 0, amplitude: 60 },
  duration: 80.03,
  probes: [
    { neuron: 1, variable: 'I_Na' },
    { neuron: 10, variable: 'Ca' },
    { neuron: 9, variable: 'O_GABA' },
    { neuron: 2, variable: 'T_ACh' },
  ],
};

const longRunOf = (record: RecordingPlan): LongRunDescription => ({ batches: BATCHES, record });

/** A run of which some batches are on disk, whose worker has died in the next one. */
async function died(longRun: LongRunDescription, engine: EngineRequest): Promise<MemoryFolder> {
  const folder = new MemoryFolder();
  const session = await RecordedSession.open(folder, { run, longRun, engine }, openEngine);
  while (session.longRun.confirmed < CUT) await session.advance();
  if (!session.isDone) await session.advance();
  await session.dispose();
  return folder.copy();
}

/** What the page's charts get of the run when it goes on. */
async function resumed(folder: MemoryFolder, longRun: LongRunDescription, engine: EngineRequest) {
  const session = await RecordedSession.open(folder, { run, longRun, engine }, openEngine);
  const until = session.progress.step;
  const replay = (await openReplay(folder, { run, longRun }, until))!;
  const { n, populations } = session.network;
  const { dt, recordEvery } = run;
  const probes = probesOf(run);
  const begin = ({ firstStep, completeStep }: ReplayStart): Recording =>
    new Recording({ n, populations, dt, recordEvery, probes, firstStep, completeStep });
  let recording = begin(replay);
  const begun: ReplayStart[] = [];
  for await (const piece of replay.batches()) {
    if ('voltage' in piece) recording.append(structuredClone(piece));
    else {
      begun.push(piece);
      recording = begin(piece);
    }
  }
  expect(recording.time).toBeCloseTo(until * dt, 9);
  while (!session.isDone) recording.append(await session.advance());
  await session.dispose();
  return { recording, until, begun };
}

const recorded = new Map<EngineRequest, Promise<Recording>>();

/** The same of a run that nobody interrupted. */
function uninterrupted(engine: EngineRequest): Promise<Recording> {
  if (!recorded.has(engine)) recorded.set(engine, simulated(engine));
  return recorded.get(engine)!;
}

async function simulated(engine: EngineRequest): Promise<Recording> {
  const session = await Session.open(run, engine, openEngine);
  const { n, populations } = session.network;
  const { dt, recordEvery } = run;
  const recording = new Recording({ n, populations, dt, recordEvery, probes: probesOf(run) });
  while (!session.isDone) recording.append(await session.advance());
  await session.dispose();
  return recording;
}

const rowsOf = (recording: Recording): readonly number[] =>
  Array.from({ length: recording.endRow - recording.oldestRow }, (_, k) => recording.oldestRow + k);

const spikesOf = ({ spikes: { neuron, time, count } }: Recording) => [neuron.slice(0, count), time.slice(0, count)];
const eventsOf = ({ events: { neuron, time, count } }: Recording) => [neuron.slice(0, count), time.slice(0, count)];
const voltagesOf = (recording: Recording, neurons: readonly number[], rows = rowsOf(recording)) =>
  Float32Array.from(rows.flatMap((row) => neurons.map((neuron) => recording.voltage(neuron, row))));
const ALL = Array.from({ length: 12 }, (_, neuron) => neuron);

describe('what is on disk of a run that goes on', () => {
  test.each([
    ['the full state, in float64', { every: 1 }, FLOAT64],
    ['the full state, in float32', { every: 5 }, FLOAT32],
    ['V of every tenth step alone', { every: 10, variables: ['V'] }, FLOAT64],
  ] as const)('is recorded as if nothing had happened: %s', async (_, record, engine) => {
    const longRun = longRunOf(record);
    const { recording } = await resumed(await died(longRun, engine), longRun, engine);
    const whole = await uninterrupted(engine);
    expect([recording.startTime, recording.completeFrom, recording.droppedBefore]).toEqual([0, 0, 0]);
    expect([recording.time, recording.endRow]).toEqual([whole.time, whole.endRow]);
    expect(voltagesOf(recording, ALL)).toEqual(voltagesOf(whole, ALL));
    expect(whole.spikes.count).toBeGreaterThan(3);
    expect(spikesOf(recording)).toEqual(spikesOf(whole));
    expect(whole.events.count).toBeGreaterThan(whole.spikes.count);
    expect(eventsOf(recording)).toEqual(eventsOf(whole));
    const meansOf = (one: Recording) => rowsOf(one).map((row) => [one.meanVoltage(0, row), one.meanVoltage(1, row)]);
    expect(meansOf(recording)).toEqual(meansOf(whole));
    if ('variables' in record) return;
    const seenBy = ({ probes }: Recording) => rowsOf(whole).map((row) => probes.map((probe) => probe.value(row)));
    expect(seenBy(recording)).toEqual(seenBy(whole));
  });

  test('is there as far as it goes: V of the neurons that were recorded, spikes of all', async () => {
    const longRun = longRunOf({ every: 2, variables: ['V'], neurons: [2, 3, 9] });
    const { recording, until } = await resumed(await died(longRun, FLOAT64), longRun, FLOAT64);
    const whole = await uninterrupted(FLOAT64);
    expect([recording.startTime, recording.completeFrom]).toEqual([0, until * run.dt]);
    expect(voltagesOf(recording, [2, 3, 9])).toEqual(voltagesOf(whole, [2, 3, 9]));
    expect(spikesOf(recording)).toEqual(spikesOf(whole));
    const { firstRow } = recording;
    expect(firstRow).toBe(Math.ceil(until / 10));
    expect(recording.voltage(0, firstRow - 1)).toBeNaN();
    expect(recording.meanVoltage(0, firstRow - 1)).toBeNaN();
    expect(recording.meanVoltage(0, firstRow)).toBe(whole.meanVoltage(0, firstRow));
    expect(recording.probes[0]!.value(firstRow - 1)).toBeNaN();
    // Events are known where V of two rows is.
    const later = ([neuron, time]: ReturnType<typeof eventsOf>) =>
      [...time!].flatMap((at, k) => (at >= firstRow * recording.rowInterval - 1e-9 ? [[at, neuron![k]]] : []));
    expect(later(eventsOf(recording))).toEqual(later(eventsOf(whole)));
    expect(recording.events.count).toBe(later(eventsOf(whole)).length);
  });

  test('is its spikes alone where rows lie further apart than those of the charts, or hold no V', async () => {
    for (const record of [{ every: 100 }, { every: 10, variables: ['Ca'] }]) {
      const longRun = longRunOf(record);
      const { recording, until } = await resumed(await died(longRun, FLOAT64), longRun, FLOAT64);
      expect([recording.startTime, recording.completeFrom]).toEqual([0, until * run.dt]);
      expect(spikesOf(recording)).toEqual(spikesOf(await uninterrupted(FLOAT64)));
      expect(recording.voltage(3, recording.firstRow - 1)).toBeNaN();
    }
  });

  test('of a branch begins with the branch', async () => {
    const longRun = longRunOf({ every: 10 });
    const session = await Session.open(run, FLOAT64, openEngine);
    while (session.progress.step < 3000) await session.advance(3000);
    const branch = new MemoryFolder();
    branch.files.set(startFile(3000), writeCheckpoint(await session.readCheckpoint()));
    await session.dispose();
    const first = await RecordedSession.open(branch, { run, longRun, engine: FLOAT64 }, openEngine);
    while (first.longRun.confirmed < 2) await first.advance();
    await first.dispose();
    const { recording } = await resumed(branch, longRun, FLOAT64);
    const whole = await uninterrupted(FLOAT64);
    expect([recording.startTime, recording.completeFrom]).toEqual([30, 30]);
    expect(voltagesOf(recording, ALL)).toEqual(voltagesOf(whole, ALL, rowsOf(recording)));
    expect(recording.probes[3]!.value(600)).toBe(whole.probes[3]!.value(600));
  });

  test('ends at the step that is asked for, also within a batch, and is nothing where the batches do not reach that far', async () => {
    const longRun = longRunOf({ every: 10, variables: ['V'] });
    const folder = await died(longRun, FLOAT64);
    const batches: Batch[] = [];
    for await (const batch of (await openReplay(folder, { run, longRun }, 2345))!.batches())
      batches.push(batch as Batch);
    expect(batches.at(-1)!.firstStep + batches.at(-1)!.steps).toBe(2345);
    expect(await openReplay(folder, { run, longRun }, 0)).toBeUndefined();
    folder.files.delete(checkpointFile(0));
    expect(await openReplay(folder, { run, longRun }, 2345)).toBeUndefined();
  });

  test('of a batch whose spikes are damaged is not shown, and the line is named', async () => {
    const longRun = longRunOf({ every: 5 });
    const folder = await died(longRun, FLOAT64);
    const until = Math.floor((CUT * 8003) / BATCHES);
    const replay = (await openReplay(folder, { run, longRun }, until))!;
    const damaged = async (spikes: string): Promise<string | undefined> => {
      folder.files.set(spikesFile(1), new TextEncoder().encode(`neuron,time_ms\n${spikes}`));
      let problem: string | undefined;
      for await (const piece of replay.batches()) if (!('voltage' in piece)) ({ problem } = piece);
      return problem;
    };
    const says = (line: string) =>
      expect.stringContaining(`spikes.batch1.csv has the line '${line}': expected a neuron below 12`);
    expect(await damaged('3,20.00\n12,21.00\n')).toEqual(says('12,21.00'));
    expect(await damaged('3,21.00\n3,20.00\n')).toEqual(says('3,20.00'));
    expect(await damaged('3,20.00\n4,2')).toEqual(says('4,2 …'));
    expect(await damaged('3'.repeat(2 ** 20))).toEqual(says('3'.repeat(40)));
    // Those of another batch.
    expect(await damaged('3,12.00\n')).toEqual(says('3,12.00'));
    expect(await damaged('3,27.00\n')).toEqual(says('3,27.00'));
  });

  test('begins anew behind a batch that is damaged', async () => {
    const longRun = longRunOf({ every: 1 });
    const folder = await died(longRun, FLOAT64);
    folder.files.delete(spikesFile(0));
    folder.files.set(stateFile(1), folder.files.get(stateFile(1))!.slice(8));
    const { recording, begun } = await resumed(folder, longRun, FLOAT64);
    expect(begun.map(({ problem }) => problem)).toEqual([
      'spikes.batch0.csv is missing: expected the files of every batch',
      expect.stringMatching(/^state\.batch1\.npy has/),
    ]);
    const whole = await uninterrupted(FLOAT64);
    expect([recording.startTime, recording.completeFrom]).toEqual([26.67, 26.67]);
    expect(voltagesOf(recording, ALL)).toEqual(voltagesOf(whole, ALL, rowsOf(recording)));
    const seenBy = ({ probes }: Recording) => rowsOf(recording).map((row) => probes.map((probe) => probe.value(row)));
    expect(seenBy(recording)).toEqual(seenBy(whole));
    const [neuron, time] = spikesOf(whole);
    const from = time!.findIndex((at) => at >= 26.67);
    expect(from).toBeGreaterThan(0);
    expect(spikesOf(recording)).toEqual([neuron!.slice(from), time!.slice(from)]);
    // The last batch is all that keeps it from going on.
    for (let batch = 2; batch < CUT; batch++) folder.files.delete(spikesFile(batch));
    const replay = (await openReplay(folder, { run, longRun }, 5335))!;
    const starts: unknown[] = [];
    for await (const piece of replay.batches()) starts.push(piece);
    expect(starts.at(-1)).toMatchObject({ firstStep: 5335, completeStep: 5335 });
    expect(starts).toHaveLength(CUT);
  });

  test('comes in few pieces, however short the batches are', async () => {
    const longRun = { batches: 400, record: { every: 10 } };
    const folder = new MemoryFolder();
    const short = { ...run, duration: 20 };
    const session = await RecordedSession.open(folder, { run: short, longRun, engine: FLOAT64 }, openEngine);
    while (!session.isDone) await session.advance();
    await session.dispose();
    const pieces: unknown[] = [];
    for await (const piece of (await openReplay(folder, { run: short, longRun }, 2000))!.batches()) pieces.push(piece);
    expect(pieces).toMatchObject([{ firstStep: 0, steps: 2000, voltage: { length: 200 * 12 } }]);
  });
});
