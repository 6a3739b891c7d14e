import { createHash } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { readNpy } from '../../files/npy.ts';
import type { LongRunDescription, RunDescription } from '../../model/description.ts';
import type { Batch } from '../../recording/batch.ts';
import { readReference } from '../fixtures/readReference.ts';
import { writeCheckpoint } from '../checkpointFile.ts';
import { Session, type OpenEngine } from '../session.ts';
import { mergeRun } from './mergeRun.ts';
import { openLongRun } from './openLongRun.ts';
import { RecordedSession } from './recordedSession.ts';
import { checkpointFile, ENGINE_FILE, startFile } from './runFiles.ts';
import type { FileWriter } from './runFolder.ts';
import { MemoryFolder } from './testing/memoryFolder.ts';

const reference = readReference('n12');
const run: RunDescription = { ...reference.description, duration: 30 };
const longRun: LongRunDescription = { batches: 10, record: { every: 3 } };
const engine: EngineRequest = { choice: 'cpu', precision: 'float32', threads: 1 };
const start = { run, longRun, engine };

async function finish(session: RecordedSession): Promise<Batch[]> {
  const seen: Batch[] = [];
  while (!session.isDone) seen.push(await session.advance());
  await session.dispose();
  return seen;
}

/** The folder of a run that nobody interrupted. */
async function uninterrupted(over: Partial<typeof start> = {}): Promise<MemoryFolder> {
  const folder = new MemoryFolder();
  await finish(await RecordedSession.open(folder, { ...start, ...over }, openEngine));
  return folder;
}

/** What its files hold, by name; many times faster to compare than their bytes. */
function contentOf({ files }: MemoryFolder): Record<string, string> {
  const hashes = [...files].map(([name, bytes]) => [name, createHash('sha1').update(bytes).digest('hex')] as const);
  return Object.fromEntries(hashes.toSorted());
}

function checkpoints(folder: MemoryFolder): string[] {
  return [...folder.files.keys()].filter((name) => name.startsWith('checkpoint'));
}

describe('a run that goes to disk', () => {
  test('leaves states, spikes and a checkpoint of every batch, which make up the whole run', async () => {
    const long = { ...run, duration: 200 };
    const folder = await uninterrupted({ run: long, engine: { choice: 'cpu', precision: 'float64' } });
    const names = Array.from({ length: 10 }, (_, k) => [
      `checkpoint.batch${k}.npz`,
      `spikes.batch${k}.csv`,
      `state.batch${k}.npy`,
    ]);
    expect([...folder.files.keys()].toSorted()).toEqual([...names.flat(), ENGINE_FILE].toSorted());
    const { plan, confirmed, from } = await openLongRun(folder, long, longRun);
    expect([confirmed, from!.step]).toEqual([10, 20_000]);
    await mergeRun(folder, plan, 'npy');
    const { shape, values } = readNpy(folder.files.get('state.npy')!, 'state.npy');
    expect(shape).toEqual([Math.ceil(20_000 / 3), reference.checkpoints[0]!.state.length]);
    const width = shape[1]!;
    const worst = reference.checkpoints
      .filter(({ step }) => step % 3 === 0)
      .map(({ step, state }) =>
        Math.max(...state.map((value, k) => Math.abs(value - values[(step / 3) * width + k]!))),
      );
    expect(worst.length).toBeGreaterThan(0);
    expect(Math.max(...worst)).toBeLessThan(1e-5);
    const spikes = reference.spikes.map(({ neuron, time }) => `${neuron},${time.toFixed(2)}\n`);
    expect(new TextDecoder().decode(folder.files.get('spikes.csv'))).toBe(`neuron,time_ms\n${spikes.join('')}`);
  });

  test('branches from a checkpoint into a folder of its own, whose rows are those of the whole run from there on', async () => {
    const whole = await uninterrupted();
    const { plan } = await openLongRun(whole, run, longRun);
    await mergeRun(whole, plan, 'npy');
    const step = plan.firstStep(4);
    const branch = new MemoryFolder();
    branch.files.set(startFile(step), whole.files.get(checkpointFile(3))!);
    const ofBranch = { ...start, longRun: { ...longRun, batches: 5 } };
    const cut = await RecordedSession.open(branch, ofBranch, openEngine);
    expect(cut.progress.step).toBe(step);
    while (cut.longRun.confirmed < 2) await cut.advance();
    await cut.dispose();
    await finish(await RecordedSession.open(branch, ofBranch, openEngine));
    const found = await openLongRun(branch, run, ofBranch.longRun);
    expect([found.confirmed, found.plan.start]).toEqual([5, step]);
    await mergeRun(branch, found.plan, 'npy');
    const [all, tail] = [whole, branch].map(({ files }) => readNpy(files.get('state.npy')!, 'state.npy'));
    const rows = Math.ceil(step / 3);
    expect(tail!.shape).toEqual([all!.shape[0]! - rows, all!.shape[1]]);
    expect(tail!.values).toEqual(all!.values.subarray(rows * all!.shape[1]!));
  });

  test('shows the page what a run shows that goes nowhere, and confirms batch after batch', async () => {
    const session = await RecordedSession.open(new MemoryFolder(), start, openEngine);
    const confirmed: number[] = [];
    const V: number[] = [];
    while (!session.isDone) {
      const before = session.longRun;
      const { voltage, firstStep, steps } = await session.advance();
      V.push(...voltage);
      expect(firstStep + steps).toBeLessThanOrEqual(before.batchEnd);
      const { confirmed: now } = session.longRun;
      if (now !== before.confirmed) {
        expect(firstStep + steps).toBe(before.batchEnd);
        confirmed.push(now);
      }
    }
    expect(confirmed).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(session.longRun).toMatchObject({ confirmed: 10, batches: 10, batchEnd: 3000 });
    const plain = await Session.open(run, engine, openEngine);
    const alone: number[] = [];
    while (!plain.isDone) alone.push(...(await plain.advance()).voltage);
    expect(V).toEqual(alone);
  });

  test('knows how many bytes are on disk', async () => {
    const folder = new MemoryFolder();
    const session = await RecordedSession.open(folder, start, openEngine);
    const onDisk = () =>
      [...folder.files].reduce((sum, [name, { length }]) => sum + (name === ENGINE_FILE ? 0 : length), 0);
    while (session.longRun.confirmed < 4) await session.advance();
    expect(session.longRun.bytes).toBe(onDisk());
    await session.dispose();
    const again = await RecordedSession.open(folder, start, openEngine);
    expect(again.longRun).toMatchObject({ confirmed: 4, bytes: onDisk() });
    await again.dispose();
  });

  test('refuses edits with a sentence', async () => {
    const session = await RecordedSession.open(new MemoryFolder(), start, openEngine);
    await expect(session.edit()).rejects.toThrow(
      'this run goes to disk as it was begun: the edit counts from the next start',
    );
    await session.dispose();
  });

  test('keeps no more than two pieces waiting for a disk that is slow, which is part of the time that it takes', async () => {
    const folder = new MemoryFolder();
    let isOpen = false;
    let let_go = () => {};
    const create = folder.create.bind(folder);
    folder.create = async (name): Promise<FileWriter> => {
      const writer = await create(name);
      const append = writer.append.bind(writer);
      writer.append = async (bytes) => {
        if (!isOpen && name !== ENGINE_FILE) await new Promise<void>((resolve) => (let_go = resolve));
        await append(bytes);
      };
      return writer;
    };
    const session = await RecordedSession.open(folder, { ...start, longRun: { ...longRun, batches: 1 } }, openEngine);
    let advanced = 0;
    const running = (async () => {
      while (!session.isDone) {
        await session.advance();
        advanced++;
      }
    })();
    await new Promise((resolve) => setTimeout(resolve, 300));
    // The first was answered with while it is written; the second waits for it.
    expect(advanced).toBe(1);
    isOpen = true;
    let_go();
    await running;
    expect(session.progress.wallSeconds).toBeGreaterThan(0.29);
    await session.dispose();
  });
});

test('a branch may begin at the very start of another run, with its state', async () => {
  const other = await Session.open({ ...run, network: { ...run.network, seed: 77 } }, engine, openEngine);
  const checkpoint = await other.readCheckpoint();
  await other.dispose();
  const folder = new MemoryFolder();
  folder.files.set(startFile(0), writeCheckpoint(checkpoint));
  const session = await RecordedSession.open(folder, start, openEngine);
  expect((await session.readCheckpoint()).state).toEqual(checkpoint.state);
  await session.dispose();
});

describe('a run that ends early', () => {
  test('can be let go of on a disk that takes nothing any more: why it ended stays what is said', async () => {
    const folder = new MemoryFolder();
    folder.failAt = 8;
    const session = await RecordedSession.open(folder, start, openEngine);
    await expect(finish(session)).rejects.toThrow('there is no room left for');
    await session.dispose();
  });

  test('lets go of its engine where the folder does not even take its name', async () => {
    const folder = new MemoryFolder();
    folder.failAt = 1;
    const dispose = vi.spyOn(Session.prototype, 'dispose');
    await expect(RecordedSession.open(folder, start, openEngine)).rejects.toThrow('no room left for engine.json');
    expect(dispose).toHaveBeenCalledOnce();
    dispose.mockRestore();
  });

  test('whenever it does, goes on from its last whole batch and leaves the same bytes; what was confirmed is not touched', async () => {
    const short = { ...start, run: { ...run, duration: 3 }, engine: { choice: 'reference' } } as const;
    const whole = await uninterrupted(short);
    const { calls } = whole;
    const content = contentOf(whole);
    let [inBatch, inCheckpoint] = [0, 0];
    // Batches of some ten calls: by and by each kind of them fails. The last run may come with fewer, larger pieces.
    // The first three keep the engine.
    for (let failAt = 4; failAt < calls - 10; failAt += 4) {
      const folder = new MemoryFolder();
      folder.failAt = failAt;
      const session = await RecordedSession.open(folder, short, openEngine);
      await expect(finish(session)).rejects.toThrow('there is no room left for');
      const { confirmed } = session.longRun;
      // As the process leaves it that is killed there.
      const left = folder.copy();
      if (checkpoints(left).length > confirmed) inCheckpoint++;
      else inBatch++;
      const again = await RecordedSession.open(left, short, openEngine);
      // A checkpoint that was written may be whole although nobody had heard of it.
      const found = again.longRun.confirmed;
      expect(found - confirmed).toBeLessThanOrEqual(1);
      expect(found).toBeGreaterThanOrEqual(confirmed);
      expect(again.progress.step).toBe(30 * found);
      const kept = checkpoints(left).map((name) => left.files.get(name));
      await finish(again);
      expect(contentOf(left)).toEqual(content);
      expect(kept.every((bytes) => [...left.files.values()].includes(bytes!))).toBe(true);
    }
    expect(inBatch).toBeGreaterThan(5);
    expect(inCheckpoint).toBeGreaterThan(0);
  });

  test('goes on on another engine', async () => {
    const folder = new MemoryFolder();
    const first = await RecordedSession.open(folder, start, openEngine);
    while (first.longRun.confirmed < 5) await first.advance();
    await first.dispose();
    const confirmed = folder.copy();
    const other: EngineRequest = { choice: 'reference' };
    await finish(await RecordedSession.open(folder, { ...start, engine: other }, openEngine));
    expect(contentOf(folder)).toMatchObject(contentOf(confirmed));
    const plan = (await openLongRun(folder, run, longRun)).plan;
    const values = (of: MemoryFolder) => Float64Array.from(readNpy(of.files.get('state.npy')!, 'state.npy').values);
    const whole = await uninterrupted();
    for (const one of [folder, whole]) await mergeRun(one, plan, 'npy');
    const [a, b] = [values(folder), values(whole)];
    expect(a.length).toBe(b.length);
    expect(a.reduce((most, value, k) => Math.max(most, Math.abs(value - b[k]!)), 0)).toBeLessThan(1e-3);
  });

  test('a run that is over is found over, and simulates nothing again', async () => {
    const folder = await uninterrupted();
    const before = contentOf(folder);
    const again = await RecordedSession.open(folder, start, openEngine);
    expect(again.isDone).toBe(true);
    expect(again.longRun).toMatchObject({ confirmed: 10, batchEnd: 3000 });
    await again.dispose();
    expect(contentOf(folder)).toEqual(before);
  });

  test('a run that diverges keeps the batches before', async () => {
    const folder = new MemoryFolder();
    const diverging: OpenEngine = async (problem, request) => {
      const opened = await openEngine(problem, request);
      const { engine: real } = opened;
      const advance = real.advance.bind(real);
      real.advance = (steps) => (real.step >= 1500 ? Promise.reject(new Error('the device was lost')) : advance(steps));
      return opened;
    };
    await expect(finish(await RecordedSession.open(folder, start, diverging))).rejects.toThrow('the device was lost');
    const { confirmed } = await openLongRun(folder, run, longRun);
    expect(confirmed).toBe(5);
  });
});

describe('a folder', () => {
  test('with a damaged checkpoint before later ones is refused, and nothing in it is removed', async () => {
    const folder = await uninterrupted();
    const bytes = folder.files.get('checkpoint.batch3.npz')!;
    bytes.fill(0, bytes.length / 3, bytes.length / 2);
    const before = contentOf(folder);
    await expect(openLongRun(folder, run, longRun)).rejects.toThrow(
      /checkpoint\.batch3\.npz.*: remove the checkpoints from checkpoint\.batch3\.npz on to go on from the batch before$/,
    );
    expect(contentOf(folder)).toEqual(before);
    for (let k = 3; k < 10; k++) folder.files.delete(`checkpoint.batch${k}.npz`);
    expect((await openLongRun(folder, run, longRun)).confirmed).toBe(3);
    expect([...folder.files.keys()].filter((name) => /batch[3-9]/.test(name))).toEqual([]);
  });

  test.each([
    ['state.batch9.npy', /^state\.batch9\.npy of a confirmed batch is missing/],
    ['spikes.batch9.csv', /^spikes\.batch9\.csv of a confirmed batch is missing/],
    ['checkpoint.batch0.npz', /^checkpoint\.batch0\.npz is missing, and later ones are there/],
  ])('without %s is refused', async (name, sentence) => {
    const folder = await uninterrupted();
    folder.files.delete(name);
    await expect(openLongRun(folder, run, longRun)).rejects.toThrow(sentence);
  });

  test('in which a batch before the last is damaged is gone on with, and that is said', async () => {
    const folder = await uninterrupted();
    for (const kind of ['state', 'spikes', 'checkpoint']) {
      for (const name of [...folder.files.keys()].filter((one) => one.startsWith(`${kind}.batch9`)))
        folder.files.delete(name);
    }
    folder.files.delete('spikes.batch2.csv');
    folder.files.set('state.batch4.npy', folder.files.get('state.batch4.npy')!.slice(0, -8));
    const session = await RecordedSession.open(folder, start, openEngine);
    expect(session.notices).toEqual([
      'spikes.batch2.csv of a confirmed batch is missing: the run goes on, but cannot be merged',
      expect.stringMatching(
        /^state\.batch4\.npy has .* is not that of this run.*: the run goes on, but cannot be merged$/,
      ),
    ]);
    await finish(session);
    expect(session.longRun.confirmed).toBe(10);
  });

  test('of another run is refused', async () => {
    const folder = await uninterrupted();
    const { batches } = longRun;
    await expect(openLongRun(folder, run, { batches, record: { every: 4 } })).rejects.toThrow(
      /^state\.batch9\.npy has/,
    );
    await expect(openLongRun(folder, run, { ...longRun, batches: 20 })).rejects.toThrow(
      'checkpoint.batch0.npz was taken at step 300: expected 150, the end of batch 0',
    );
    await expect(openLongRun(folder, run, { ...longRun, batches: 9 })).rejects.toThrow(
      'checkpoint.batch9.npz is that of a run of more batches: expected at most 9',
    );
  });

  test('loses the files of a batch that was in progress, and nothing that is not of the run', async () => {
    const folder = await uninterrupted();
    folder.files.delete('checkpoint.batch9.npz');
    folder.files.set('notes.txt', new Uint8Array(1));
    folder.files.set('state.batch09.npy', new Uint8Array(1));
    folder.files.set('state.npy', new Uint8Array(1));
    await openLongRun(folder, run, longRun);
    const names = [...folder.files.keys()];
    expect(names).not.toContain('state.batch9.npy');
    expect(names).not.toContain('spikes.batch9.csv');
    expect(names).not.toContain('state.npy');
    expect(names).toContain('notes.txt');
    expect(names).toContain('state.batch09.npy');
    expect(names).toContain('state.batch8.npy');
  });
});
