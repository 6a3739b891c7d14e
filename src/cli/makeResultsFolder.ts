import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { isOfRun } from '../simulation/longRun/runFiles.ts';
import { makeFolder } from './makeFolder.ts';

/** Makes a folder for results. @throws Error where a run in batches lies there: with an experiment that is another one nothing could go on with it. */
export async function makeResultsFolder(folder: string): Promise<void> {
  await makeFolder(path.resolve(folder));
  if ((await readdir(folder)).some(isOfRun)) {
    throw new Error('it holds a run in batches, whose experiment would be lost; name another folder');
  }
}
