import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { DivergenceError, type Engine } from '../engine/engine.ts';
import { openEngine } from '../engine/openEngine.ts';
import type { Recording } from '../recording/recording.ts';
import type { OpenEngine } from '../simulation/session.ts';
import { setParameter } from './edits/parameterEdits.ts';
import type { Lab } from './lab.ts';
import { withNetwork } from './labDocument.ts';
import { runningLab } from './testing/runningLab.ts';

/** So much faster does the clock go, for checkpoints to be kept every 20 ms. */
const FASTER = 100;

beforeEach(() => {
  const now = performance.now.bind(performance);
  vi.spyOn(performance, 'now').mockImplementation(() => FASTER * now());
});
afterEach(() => void vi.restoreAllMocks());

/** Twelve neurons over 60 ms, on an engine whose state has a low part. */
function describeRun(lab: Lab): void {
  const engine = { choice: 'cpu', precision: 'float32', threads: 1 } as const;
  lab.document.setState({ ...withNetwork(lab.document.getState(), { n: 12 }), duration: 60, engine }, true);
}

function rowsOf(recording: Recording): number[] {
  const { firstRow, endRow } = recording;
  return Array.from({ length: endRow - firstRow }, (_, k) => [...recording.voltageRow(firstRow + k)!]).flat();
}

const spikesOf = ({ spikes }: Recording): [number, number][] =>
  Array.from({ length: spikes.count }, (_, s) => [spikes.neuron[s]!, spikes.time[s]!]);

async function whole(): Promise<Recording> {
  const { lab, until } = runningLab(openEngine);
  describeRun(lab);
  lab.start();
  await until('finished');
  return lab.recording!;
}

/** Rests once, at 10 ms: on a fast machine the run would be over with before a checkpoint is due. */
function restingEngine(): OpenEngine {
  let hasRested = false;
  return async (...of) => {
    const opened = await openEngine(...of);
    const { engine } = opened;
    const advance: Engine['advance'] = engine.advance.bind(engine);
    engine.advance = async (steps) => {
      if (engine.step >= 1000 && !hasRested) {
        hasRested = true;
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
      return advance(steps);
    };
    return opened;
  };
}

const aMoment = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 1));

/** Resolves when the run has come so far, ms. */
async function reached(lab: Lab, time: number): Promise<void> {
  while ((lab.recording?.time ?? 0) < time) await aMoment();
}

describe('a run whose worker has crashed', () => {
  test('goes on where it was kept last, and its recording is that of an uninterrupted run, to the last bit', async () => {
    const expected = await whole();
    const { lab, until, crash } = runningLab(restingEngine());
    describeRun(lab);
    lab.start();
    await reached(lab, 25);
    crash();
    const before = lab.recording;
    const { status, failure, canGoOnAt } = lab.run.getState();
    expect([status, failure]).toEqual(['failed', 'The simulation worker stopped: out of memory. Run starts it again.']);
    expect(canGoOnAt).toBeGreaterThan(0);
    expect(canGoOnAt).toBeLessThanOrEqual(before!.time);
    lab.goOn();
    expect(lab.run.getState()).toMatchObject({ status: 'starting', failure: undefined, canGoOnAt: undefined });
    await until('finished');
    expect(lab.recording).toBe(before);
    expect(lab.run.getState().engine).toMatchObject({ kind: 'cpu', precision: 'float32' });
    expect(rowsOf(lab.recording!)).toEqual(rowsOf(expected));
    expect(spikesOf(lab.recording!)).toEqual(spikesOf(expected));
  });

  test('goes on with what was edited while it ran, on another engine that was chosen since', async () => {
    const { lab, until, crash } = runningLab(restingEngine());
    describeRun(lab);
    lab.start();
    await reached(lab, 10);
    setParameter(lab, 'g_Na', 'PN', 60);
    while (lab.run.getState().edits.length === 0) await aMoment();
    const { time } = lab.run.getState().edits[0]!;
    await reached(lab, time + 2);
    crash();
    // Every edit is kept.
    expect(lab.run.getState().canGoOnAt).toBeGreaterThanOrEqual(time);
    lab.document.setState({ engine: { choice: 'reference' } });
    lab.goOn();
    await until('finished');
    const { run, edits, engine } = lab.run.getState();
    expect(engine).toMatchObject({ kind: 'reference' });
    expect(edits.map((edit) => edit.time)).toEqual([time]);
    expect(run!.network.changes).toHaveLength(1);
    expect(lab.recording!.time).toBeCloseTo(60, 9);
  });

  test('starts over by Run as ever, and cannot go on where nothing was kept', async () => {
    const { lab, until, crash } = runningLab(restingEngine());
    describeRun(lab);
    lab.start();
    crash();
    expect(lab.run.getState().canGoOnAt).toBeUndefined();
    lab.goOn();
    expect(lab.run.getState().status).toBe('failed');
    lab.start();
    await until('finished');
    expect(lab.recording!.startTime).toBe(0);
  });
});

test('a device that is lost is gone on from; a run that diverged is not', async () => {
  let lostAt = 2000;
  let failure = new Error('the GPU was taken away');
  const openResting = restingEngine();
  const open: OpenEngine = async (...of) => {
    const opened = await openResting(...of);
    const { engine } = opened;
    const advance: Engine['advance'] = engine.advance.bind(engine);
    engine.advance = async (steps) => {
      if (engine.step >= lostAt) throw failure;
      return advance(steps);
    };
    return opened;
  };
  const { lab, until } = runningLab(open);
  describeRun(lab);
  lab.start();
  await expect(until('finished')).rejects.toThrow('the GPU was taken away');
  expect(lab.run.getState().canGoOnAt).toBeLessThanOrEqual(lab.recording!.time);
  lostAt = 4000;
  failure = new DivergenceError(0, 'V', 412, 4000);
  lab.goOn();
  await expect(until('finished')).rejects.toThrow('V reached 412 mV');
  expect(lab.run.getState().canGoOnAt).toBeUndefined();
});

test('a run from a checkpoint has a recording that begins there', async () => {
  const expected = await whole();
  const { lab, until } = runningLab(openEngine);
  describeRun(lab);
  lab.start({ until: 3571 });
  await until('paused');
  const from = await lab.readCheckpoint();
  lab.reset();
  lab.start(undefined, { from });
  await until('finished');
  const { recording } = lab;
  expect(recording!.startTime).toBeCloseTo(35.71, 9);
  expect([recording!.firstRow, recording!.endRow]).toEqual([358, 600]);
  expect(rowsOf(recording!)).toEqual(rowsOf(expected).slice(358 * 12));
  expect(spikesOf(recording!)).toEqual(spikesOf(expected).filter(([, time]) => time >= 35.71));
  lab.start();
  await until('finished');
  expect(lab.recording!.startTime).toBe(0);
});

test('a run that branches from one on disk was that one until then, and is itself from its first mark on', async () => {
  const { lab, until } = runningLab(openEngine);
  describeRun(lab);
  lab.start({ until: 3571 });
  await until('paused');
  const { run } = lab.run.getState();
  const checkpoint = await lab.readCheckpoint();
  const earlier = { name: 'gone', run: run!, longRun: { batches: 2, record: { every: 1 } } };
  lab.startFrom({ name: 'gone', file: 'gone.npz', title: 'First', date: 0, time: 35.71, checkpoint, earlier });
  lab.setField('duration', 50);
  lab.start();
  await until('finished');
  const { started, edits, run: branch } = lab.run.getState();
  expect(started).toEqual(run);
  expect(edits).toEqual([{ time: 35.71, label: 'Branch of First', run: branch, gesture: undefined }]);
  expect(branch!.duration).toBe(50);
  // Where its files are not to be had it begins at the branch.
  expect(lab.recording!.startTime).toBeCloseTo(35.71, 9);
  expect(lab.recording!.time).toBe(50);
});
