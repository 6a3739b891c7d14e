import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import type { Experiment } from '../../experiment/experiment.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import { openEngine } from '../../engine/openEngine.ts';
import { DEFAULT_ODOUR } from '../../model/stimulus/stimulus.ts';
import { browserRunDisk } from './browserRunDisk.ts';
import { OpfsFolder } from './opfsFolder.ts';
import type { RunDisk } from './runDisk.ts';
import { RecordedSession } from './recordedSession.ts';
import type { FromRunsWorker, RunsAnswers, RunsRequest } from './runsProtocol.ts';
import { RunsOfWorker } from './runsOfWorker.ts';
import { FakeDirectory } from './testing/fakeDirectory.ts';

const EXPERIMENT: Experiment = {
  title: 'Short',
  engine: { choice: 'reference' },
  network: { preset: 'nerveflow', n: 8, seed: 2 },
  stimulus: [{ id: 'odour', isOn: true, part: { ...DEFAULT_ODOUR, onset: 0, amplitude: 60 } }],
  duration: 0.4,
  dt: 0.01,
  recordEvery: 10,
  longRun: { batches: 2, record: { every: 1 } },
};

let disk: FakeDirectory;
beforeEach(() => {
  disk = new FakeDirectory();
  const root = { getDirectoryHandle: async () => disk.handle };
  const locks = { request: async (_: string, __: unknown, held: () => Promise<void>) => held() };
  vi.stubGlobal('navigator', { storage: { getDirectory: async () => root }, locks });
});
afterEach(() => vi.unstubAllGlobals());

/** What a worker answers; it rejects with what it refuses with. `onProgress` hears of it. */
function ask<T extends RunsRequest['type']>(
  request: Extract<RunsRequest, { type: T }>,
  onProgress: (cancel: () => void) => void = () => {},
): Promise<RunsAnswers[T]> {
  return new Promise((resolve, reject) => {
    const runs = new RunsOfWorker((message: FromRunsWorker) => {
      if (message.type === 'done') resolve(message.value as RunsAnswers[T]);
      else if (message.type === 'refused') reject(new Error(message.message));
    });
    runs.receive({ id: 1, request });
    onProgress(() => runs.receive({ id: 1, isCancelled: true }));
  });
}

/** A run that has come to its end. */
async function runOnDisk(): Promise<FakeDirectory> {
  await ask({ type: 'create', name: 'short', experiment: EXPERIMENT });
  const directory = disk.directories.get('short')!;
  const { engine, longRun } = EXPERIMENT;
  const start = { run: describeRun(EXPERIMENT), longRun: longRun!, engine };
  const session = await RecordedSession.open(new OpfsFolder(directory.handle), start, openEngine);
  while (!session.isDone) await session.advance();
  await session.dispose();
  return directory;
}

test('two runs that are begun in one second do not share a folder', async () => {
  await ask({ type: 'create', name: 'short', experiment: EXPERIMENT });
  const other = ask({ type: 'create', name: 'short', experiment: { ...EXPERIMENT, title: 'Another' } });
  await expect(other).rejects.toThrow('there is a run short on disk already: start once more');
  expect(await ask({ type: 'list' })).toMatchObject([{ title: 'Short', confirmed: 0 }]);
});

test('a file of the user is what it was before when merging into it ends early, and whole when it does not', async () => {
  const directory = await runOnDisk();
  let [file, written] = [Uint8Array.of(7), new Uint8Array(0)];
  const target = {
    createWritable: async () => {
      written = new Uint8Array(0);
      return {
        write: async (data: Uint8Array | { position: number; data: Uint8Array }) => {
          const { position, data: bytes } = 'position' in data ? data : { position: written.length, data };
          const longer = new Uint8Array(Math.max(written.length, position + bytes.length));
          longer.set(written);
          longer.set(bytes, position);
          written = longer;
        },
        close: async () => void (file = written),
        abort: async () => {},
      };
    },
  } as unknown as FileSystemFileHandle;
  const last = directory.files.get('state.batch1.npy')!;
  const { bytes } = last;
  last.bytes = bytes.slice(0, -8);
  const merge = { type: 'merge', name: 'short', format: 'npy', target } as const;
  await expect(ask(merge)).rejects.toThrow('state.batch1.npy has');
  expect(file).toEqual(Uint8Array.of(7));
  last.bytes = bytes;
  await ask(merge);
  expect(new TextDecoder('latin1').decode(file.subarray(1, 6))).toBe('NUMPY');
});

test('what a tab had half merged when it was closed is listed as cut off; a merged file is deleted, a batch is not', async () => {
  const directory = await runOnDisk();
  await ask({ type: 'merge', name: 'short', format: 'csv' });
  const merged = async () =>
    (await ask({ type: 'list' }))[0]!.files.filter(({ name }) => /^(state|spikes)\.(npy|csv)$/.test(name));
  const { length } = directory.files.get('state.csv')!.bytes;
  const spikes = { name: 'spikes.csv', bytes: directory.files.get('spikes.csv')!.bytes.length };
  expect(await merged()).toEqual([spikes, { name: 'state.csv', bytes: length }]);
  directory.files.get('state.csv')!.bytes[0] = 0;
  expect(await merged()).toEqual([spikes, { name: 'state.csv', bytes: length, isCutOff: true }]);
  const all = () => [...directory.files.values()].reduce((sum, { bytes }) => sum + bytes.length, 0);
  expect((await ask({ type: 'list' }))[0]!.bytes).toBe(all());
  await ask({ type: 'removeMerged', name: 'short', file: 'state.csv' });
  expect(await merged()).toEqual([spikes]);
  const before = all();
  await expect(ask({ type: 'removeMerged', name: 'short', file: 'state.batch1.npy' })).rejects.toThrow(
    'state.batch1.npy is kept: only state.npy, state.csv, spikes.csv can be made again',
  );
  expect(all()).toBe(before);
});

test('a run for which there is no room from the start leaves nothing behind', async () => {
  const { getDirectoryHandle } = disk;
  disk.getDirectoryHandle = async (name, options) => {
    const handle = await getDirectoryHandle.call(disk, name, options);
    disk.directories.get(name)!.quota = 100;
    return handle;
  };
  await expect(ask({ type: 'create', name: 'short', experiment: EXPERIMENT })).rejects.toThrow(
    'there is no room left for experiment.zip',
  );
  expect(await ask({ type: 'list' })).toEqual([]);
});

test('a run that is deleted while the disk is looked at is left out', async () => {
  await ask({ type: 'create', name: 'short', experiment: EXPERIMENT });
  await ask({ type: 'create', name: 'gone', experiment: EXPERIMENT });
  disk.directories.get('gone')!.getFileHandle = () => Promise.reject(new DOMException('it is gone', 'NotFoundError'));
  expect((await ask({ type: 'list' })).map(({ name }) => name)).toEqual(['short']);
});

test('a run whose engine was left to the device goes on on the one that it began on', async () => {
  const choice: Experiment = { ...EXPERIMENT, engine: { choice: 'auto' } };
  await ask({ type: 'create', name: 'short', experiment: choice });
  const open = (): ReturnType<RunDisk['open']> =>
    browserRunDisk().open(
      { run: describeRun(choice), engine: choice.engine, longRun: { ...choice.longRun!, name: 'short' } },
      (problem) => openEngine(problem, { choice: 'cpu', precision: 'float32', threads: 1 }),
      () => {},
    );
  const { session, letGo } = await open();
  await session.advance();
  const engine = { choice: 'cpu', precision: 'float32', threads: 1 };
  expect((await ask({ type: 'experiment', name: 'short' })).engine).toEqual(engine);
  expect((await ask({ type: 'list' }))[0]!.plan!.engine).toEqual(engine);
  const record = JSON.parse(new TextDecoder().decode(disk.directories.get('short')!.files.get('run.json')!.bytes));
  expect(record).toMatchObject({ engine: 'cpu', precision: 'float32', n: 8, dt: 0.01, recordEvery: 1, rows: 40 });
  expect(record.columns[0]).toMatchObject({ variable: 'V', unit: 'mV', first: 0, count: 8 });
  const { variable, first, count } = record.columns.at(-1);
  const header = new TextDecoder('latin1').decode(disk.directories.get('short')!.files.get('state.batch0.npy')!.bytes);
  expect([variable, header]).toEqual(['t_fire', expect.stringContaining(`(20, ${first + count})`)]);
  await session.dispose();
  letGo();
  // Cut off: it is as it was asked for.
  const file = disk.directories.get('short')!.files.get('engine.json')!;
  file.bytes = file.bytes.slice(0, 9);
  expect(await ask({ type: 'experiment', name: 'short' })).toEqual(choice);
});
