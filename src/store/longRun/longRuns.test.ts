import { expect, test, vi } from 'vitest';
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
  const worker = {
    ask: async (request: RunsRequest) => {
      asked.push(request);
      if (request.type === 'list') return [...runs];
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
