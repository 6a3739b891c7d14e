import { expect, test } from 'vitest';
import { checkpointFile, keptFile, spikesFile, stateFile } from '../../simulation/longRun/runFiles.ts';
import { groupFiles } from './groupFiles.ts';

const BATCHES = 100;
const file = (name: string, bytes = 1) => ({ name, bytes });
const batches = Array.from({ length: BATCHES }, (_, batch) => [
  file(checkpointFile(batch), 3),
  file(spikesFile(batch), 2),
  file(stateFile(batch), 1000),
]).flat();

test('of a run of 100 batches three groups are left, with their counts and sizes; what was merged stands first', () => {
  const one = [file('engine.json'), file('run.json'), file('spikes.csv'), file('state.npy', 100_000)];
  const groups = groupFiles([...batches, file(keptFile(5), 4), ...one]);
  expect(
    groups.map(({ title, files, bytes }) => [title ?? files.map(({ name }) => name), files.length, bytes]),
  ).toEqual([
    [['spikes.csv', 'state.npy'], 2, 100_001],
    ['Rows of 100 batches', 100, 100_000],
    ['Spikes of 100 batches', 100, 200],
    ['101 checkpoints', 101, 304],
    [['engine.json', 'run.json'], 2, 2],
  ]);
});

test('no file is lost, whatever its name; a single one stands for itself', () => {
  const files = [
    file('state.batch0.npy'),
    file('checkpoint.batch01.npz'),
    file('notes.txt'),
    file('checkpoint.start7.npz'),
  ];
  const groups = groupFiles(files);
  expect(groups.flatMap((one) => one.files)).toHaveLength(files.length);
  expect(groups.map(({ title }) => title)).toEqual([undefined, '2 checkpoints', undefined]);
});
