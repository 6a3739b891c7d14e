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
import { openReplay } from './openReplay.ts';
import { RecordedSession } from './recordedSession.ts';
import { checkpointFile, spikesFile, startFile } from './runFiles.ts';
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
  const { firstStep, completeStep } = replay;
  const probes = probesOf(run);
  const recording = new Recording({ n, populations, dt, recordEvery, probes, firstStep, completeStep });
  for await (const batch of replay.batches()) recording.append(structuredClone(batch));
  expect(recording.time).toBeCloseTo(until * dt, 9);
  while (!session.isDone) recording.append(await session.advance());
  await session.dispose();
  return { recording, until, replay };
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
    for await (const batch of (await openReplay(folder, { run, longRun }, 2345))!.batches()) batches.push(batch);
    expect(batches.at(-1)!.firstStep + batches.at(-1)!.steps).toBe(2345);
    expect(await openReplay(folder, { run, longRun }, 0)).toBeUndefined();
    folder.files.delete(checkpointFile(0));
    expect(await openReplay(folder, { run, longRun }, 2345)).toBeUndefined();
  });

  test('is refused with the line where spikes are damaged', async () => {
    const longRun = longRunOf({ every: 10, variables: ['V'] });
    const folder = await died(longRun, FLOAT64);
    const replay = (await openReplay(folder, { run, longRun }, 5000))!;
    const read = async (spikes: string): Promise<void> => {
      folder.files.set(spikesFile(1), new TextEncoder().encode(`neuron,time_ms\n${spikes}`));
      for await (const _ of replay.batches());
    };
    const says = (line: string): string => `spikes.batch1.csv has the line '${line}': expected a neuron below 12`;
    await expect(read('3,20.00\n12,21.00\n')).rejects.toThrow(says('12,21.00'));
    await expect(read('3,21.00\n3,20.00\n')).rejects.toThrow(says('3,20.00'));
    await expect(read('3,20.00\n4,2')).rejects.toThrow(says('4,2 …'));
    await expect(read('3'.repeat(2 ** 20))).rejects.toThrow(says('3'.repeat(40)));
  });
});
