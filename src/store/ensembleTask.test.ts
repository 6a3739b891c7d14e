import { expect, test } from 'vitest';
import { openEngine, openEnsemble } from '../engine/openEngine.ts';
import type { EnsembleDescription } from '../simulation/ensemble/ensemble.ts';
import { localWorker } from '../simulation/ensemble/testing/localWorker.ts';
import { EnsembleTask, secondsLeftAt } from './ensembleTask.ts';
import { describeRun } from '../experiment/describeRun.ts';
import { setUp } from './testing/setUp.ts';

/** A task of a lab of twelve neurons, and an ensemble of it with so many seeds. */
function open() {
  const { lab } = setUp({ memberWorkers: { most: 1, create: () => localWorker({ openEngine, openEnsemble }) } });
  lab.document.setState({ engine: { choice: 'reference' } });
  lab.setField('n', 12);
  lab.setField('duration', 1);
  const base = describeRun(lab.document.getState());
  const ensemble = (seeds: number): EnsembleDescription => ({
    base,
    members: Array.from({ length: seeds }, (_, seed) => ({ seed })),
  });
  return { task: new EnsembleTask(lab), ensemble };
}

test('ensembles run one after the other, each event with the one that it is of', async () => {
  const { task, ensemble } = open();
  const ended: [number, number][] = [];
  const end = await task.run([ensemble(2), ensemble(1)], (event, index) => {
    if (event.kind === 'ended') ended.push([index, event.index]);
  });
  expect(end).toEqual({ status: 'finished' });
  expect(ended).toEqual([
    [0, 0],
    [0, 1],
    [1, 0],
  ]);
});

test('nothing is heard of what was stopped, nor of what another start has ended', async () => {
  const { task, ensemble } = open();
  const heard: string[] = [];
  const first = task.run([ensemble(4)], () => {
    heard.push('first');
    task.stop();
  });
  expect(await first).toEqual({ status: 'stopped' });
  expect(heard).toEqual(['first']);
  const second = task.run([ensemble(4)], () => heard.push('second'));
  const third = task.run([ensemble(1)], (event) => event.kind === 'ended' && heard.push('third'));
  expect([await second, await third]).toEqual([{ status: 'stopped' }, { status: 'finished' }]);
  expect(heard).toEqual(['first', 'third']);
});

test('what fails says why, also where the listener refuses a result, and the next start runs', async () => {
  const { task, ensemble } = open();
  const refused = await task.run([ensemble(2)], () => {
    throw new Error('Under 5 µA/cm²: it diverged.');
  });
  expect(refused).toEqual({ status: 'failed', failure: 'Under 5 µA/cm²: it diverged.' });
  expect(await task.run([ensemble(1)], () => {})).toEqual({ status: 'finished' });
});

test('the time left is told by what has been done', () => {
  expect(secondsLeftAt(0.25, 10)).toBe(30);
  expect(secondsLeftAt(1, 10)).toBe(0);
});
