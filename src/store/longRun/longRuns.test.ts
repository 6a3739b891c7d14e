import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Experiment } from '../../experiment/experiment.ts';
import type { DiskRun, RunsRequest } from '../../simulation/longRun/runsProtocol.ts';
import type { RunsOnDisk } from '../../simulation/longRun/runsOnDisk.ts';
import type { Checkpoint } from '../../simulation/checkpoint.ts';
import { fakeDatabases } from '../../simulation/fixtures/fakeDatabases.ts';
import { withNetwork } from '../labDocument.ts';
import { libraryOf } from '../library/library.ts';
import { jumpTo } from '../mayStop.ts';
import { setUp } from '../testing/setUp.ts';
import { LongRuns } from './longRuns.ts';

const OLD = Date.parse('2026-01-01');

function run(name: string, more: Partial<DiskRun> = {}): DiskRun {
  const plan = { duration: 10, dt: 0.01, engine: { choice: 'cpu' }, batches: 2, start: 0, n: 12 } as const;
  return { name, title: name, date: OLD, bytes: 10, files: [], checkpoints: [], plan, confirmed: 0, ...more };
}

/** A disk that holds `runs`, and notes what is asked of it. */
function disk(runs: DiskRun[], held: readonly string[] = []) {
  const asked: RunsRequest[] = [];
  let experiment: Experiment | undefined;
  const worker = {
    ask: async (request: RunsRequest) => {
      asked.push(request);
      if (request.type === 'list') return [...runs];
      if (request.type === 'experiment') return experiment;
      if (request.type === 'checkpoint') return { step: 500, dt: 0.01 } as Checkpoint;
      if (request.type === 'create') ({ experiment } = request);
      if (request.type === 'create') runs.unshift(run(request.name, { date: Date.now() }));
      if (request.type === 'remove') {
        runs.splice(
          runs.findIndex(({ name }) => name === request.name),
          1,
        );
      }
      return undefined;
    },
  } as unknown as RunsOnDisk['worker'];
  const onDisk: RunsOnDisk = {
    worker,
    room: async () => undefined,
    persist: async () => true,
    held: async () => new Set(held),
    file: async () => new File([], 'none'),
  };
  return { asked, runsOnDisk: () => Promise.resolve(onDisk) };
}

test('a long run that starts takes off the disk what was begun and came to nothing, and nothing else', async () => {
  const checkpoint = { file: 'checkpoint.step5.npz', step: 5 };
  const runs = [
    run('empty'),
    run('of another tab'),
    run('just begun', { date: Date.now() }),
    run('half', { confirmed: 1 }),
    run('kept', { checkpoints: [checkpoint] }),
    run('unread', { plan: undefined as never, problem: 'damaged' }),
  ];
  const { runsOnDisk } = disk(runs, ['of another tab']);
  const { lab } = setUp({ runsOnDisk });
  await new LongRuns(lab).start();
  const { longRun } = lab.run.getState();
  expect(longRun).toBeDefined();
  expect(runs.map(({ name }) => name)).toEqual([
    longRun!.name,
    'of another tab',
    'just begun',
    'half',
    'kept',
    'unread',
  ]);
});

test('a long run does not end another one without a question', async () => {
  const { asked, runsOnDisk } = disk([]);
  const { lab } = setUp({ runsOnDisk });
  const longRuns = new LongRuns(lab);
  lab.start(undefined, { longRun: { name: 'first', batches: 2, record: { every: 1 } } });
  const starting = longRuns.start();
  await vi.waitFor(() => expect(lab.question.getState().question?.what).toBe('Start another long run'));
  lab.question.getState().question!.answer(false);
  await starting;
  expect(lab.run.getState().longRun?.name).toBe('first');
  expect(asked.some(({ type }) => type === 'create')).toBe(false);
});

test('a run that was started from what is on screen goes on without a question, whatever engine the address asks for', async () => {
  const { runsOnDisk } = disk([]);
  const { lab } = setUp({ runsOnDisk, engineOverride: { choice: 'cpu', precision: 'float64', threads: 2 } });
  lab.setField('duration', 77);
  const longRuns = new LongRuns(lab);
  await longRuns.start();
  const { longRun } = lab.run.getState();
  lab.reset();
  await longRuns.goOn(run(longRun!.name));
  expect(lab.question.getState().question).toBeUndefined();
  expect(lab.run.getState()).toMatchObject({ status: 'starting', longRun });
});

describe('a run on disk of another experiment than the one on screen', () => {
  beforeEach(() => vi.stubGlobal('indexedDB', fakeDatabases()));
  afterEach(() => void vi.unstubAllGlobals());

  const batchEnd = { file: 'checkpoint.batch0.npz', step: 500, batch: 0 };

  /** 'Lecture', of which a run is on disk, was left for 'Mine', which was edited a moment ago. */
  async function setUpTwo() {
    const runs: DiskRun[] = [];
    const parts = setUp({ runsOnDisk: disk(runs).runsOnDisk });
    const { lab } = parts;
    const library = libraryOf(lab);
    lab.document.subscribe((now, before) => library.hear(now, before));
    await library.flush();
    const title = (name: string): void => lab.edit('Title', (document) => ({ ...document, title: name }));
    title('Lecture');
    lab.edit('Neurons', (document) => withNetwork(document, { n: 12 }));
    const longRuns = new LongRuns(lab);
    await longRuns.start();
    const onDisk = run(runs[0]!.name, { title: 'Lecture', confirmed: 1, checkpoints: [batchEnd] });
    runs.splice(0, 1, onDisk);
    lab.reset();
    const lecture = lab.experiment.getState().id;
    await library.refresh();
    expect(await library.create()).toBe(true);
    const mine = lab.experiment.getState().id;
    title('Mine');
    lab.setField('duration', 333);
    const stopYes = lab.question.subscribe(({ question }) => question?.answer(true));
    const entries = async (): Promise<unknown> => {
      await library.refresh();
      const { experiments } = library.state.getState();
      return experiments!.map((one) => `${one.title}, ${one.duration} ms`).toSorted();
    };
    return { ...parts, longRuns, library, onDisk, lecture, mine, entries, stopYes };
  }

  test.each(['Go on', 'Branch', 'Show'] as const)(
    '%s opens the experiment that it is of, and the other stays as it was edited last',
    async (action) => {
      const { lab, longRuns, onDisk, lecture, entries } = await setUpTwo();
      const open = {
        'Go on': () => longRuns.goOn(onDisk),
        Branch: () => longRuns.branch(onDisk, batchEnd.file),
        Show: () => longRuns.show(onDisk),
      };
      await open[action]();
      expect(longRuns.state.getState().problem).toBeUndefined();
      expect(lab.experiment.getState().id).toBe(lecture);
      expect(await entries()).toEqual(['Lecture, 1000 ms', 'Mine, 333 ms']);
      expect(lab.demo.getState().notice?.sentence).toBe(
        'Opened “Lecture”, the experiment of this run. Your “Mine” is under Experiments; Undo brings it back.',
      );
    },
  );

  test('where that was edited since, a new one says which run it is of, and is found again', async () => {
    const { lab, longRuns, library, onDisk, lecture, entries } = await setUpTwo();
    expect(await library.open(lecture)).toBe(true);
    lab.setField('duration', 500);
    for (let k = 0; k < 2; k++) {
      await longRuns.branch(onDisk, batchEnd.file);
      expect(lab.document.getState().title).toMatch(/^Lecture \(run of \d\d:\d\d\)$/);
      expect(lab.run.getState().branch).toMatchObject({ name: onDisk.name, time: 5 });
      const { title } = lab.document.getState();
      expect(await entries()).toEqual([`${title}, 1000 ms`, 'Lecture, 500 ms', 'Mine, 333 ms'].toSorted());
      expect(await library.open(lecture)).toBe(true);
    }
  });

  test('a batch in progress is not lost without a question to New, Open, Undo', async () => {
    const { lab, longRuns, library, onDisk, lecture, mine, stopYes } = await setUpTwo();
    await longRuns.goOn(onDisk);
    stopYes();
    const asked: string[] = [];
    lab.question.subscribe(({ question }) => {
      if (question) asked.push(question.what);
      question?.answer(false);
    });
    expect(await library.create()).toBe(undefined);
    expect(await library.open(mine)).toBe(false);
    jumpTo(lab, lab.history.state.getState().past.length - 1);
    expect(asked).toEqual(['Begin a new experiment', 'Open “Mine”', 'Undo: Going on with Lecture']);
    expect(lab.experiment.getState().id).toBe(lecture);
    expect(lab.run.getState().longRun?.name).toBe(onDisk.name);
  });

  test('where runs start is there again after a reload; once it is gone from the disk, a sentence says so', async () => {
    const { lab, open, longRuns, onDisk } = await setUpTwo();
    await longRuns.branch(onDisk, batchEnd.file);
    const { branch } = lab.run.getState();
    await lab.save();
    const again = open();
    await new LongRuns(again).offerToGoOn();
    expect(again.run.getState()).toMatchObject({ branch, savedBranch: undefined });
    again.setField('duration', 60);
    await again.save();

    const gone = open({ runsOnDisk: disk([]).runsOnDisk });
    await new LongRuns(gone).offerToGoOn();
    expect(gone.run.getState().branch).toBeUndefined();
    expect(gone.demo.getState().notice?.sentence).toBe(
      'Runs started at 5 ms, with a state of “Lecture”, which is not on disk any more: they start at 0.',
    );
  });
});
