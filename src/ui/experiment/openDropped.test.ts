import { expect, test } from 'vitest';
import { writeZip } from '../../files/zip.ts';
import { findExperiment } from './openDropped.ts';

const named = (path: string, content: BlobPart = '') => ({ path, file: new File([content], path.split('/').at(-1)!) });

test('an experiment is told from an archive of arrays by what is in it, and found in the folder of a run', async () => {
  const experiment = named('mine.zip', writeZip({ 'experiment.json': '{}' }));
  expect(await findExperiment([experiment])).toBe(experiment.file);
  expect(await findExperiment([named('mine.zip', writeZip({ 'ach_mat.npy': '' }))])).toBeUndefined();
  const json = named('mine.json');
  expect(await findExperiment([json])).toBe(json.file);
  expect(await findExperiment([named('current.npy')])).toBeUndefined();
  const ofRun = named('out/experiment.zip');
  expect(await findExperiment([named('out/voltage.npy'), ofRun, named('out/run.json')])).toBe(ofRun.file);
  expect(await findExperiment([named('ach_mat.npy'), named('current.npy')])).toBeUndefined();
  expect(await findExperiment([])).toBeUndefined();
});
