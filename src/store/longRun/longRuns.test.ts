import { expect, test, vi } from 'vitest';
import type { Experiment } from '../../experiment/experiment.ts';
import type { DiskRun, RunsRequest } from '../../simulation/longRun/runsProtocol.ts';
import type { RunsOnDisk } from '../../simulation/longRun/runsOnDisk.ts';
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
