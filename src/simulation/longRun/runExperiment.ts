import labPackage from '../../../package.json' with { type: 'json' };
import type { Experiment } from '../../experiment/experiment.ts';
import { readExperiment } from '../../experiment/readExperiment.ts';
import { writeExperiment } from '../../experiment/writeExperiment.ts';
import { EXPERIMENT_FILE } from './runFiles.ts';
import { putFile, type RunFolder } from './runFolder.ts';

/** Puts what a run is a run of into its folder. */
export async function putExperiment(folder: RunFolder, experiment: Experiment): Promise<void> {
  const { bytes } = writeExperiment(experiment, { software: labPackage.version, isArchive: true });
  await putFile(folder, EXPERIMENT_FILE, bytes);
}

/**
 * @param files of the folder, by name
 * @returns the experiment, and when it was put there: ms since 1970
 * @throws Error with a sentence where it is missing or not legal
 */
export async function findExperiment(
  files: ReadonlyMap<string, File>,
): Promise<{ readonly experiment: Experiment; readonly date: number }> {
  const file = files.get(EXPERIMENT_FILE);
  if (file === undefined) throw new Error('the experiment of this run is missing: only its files can be taken away');
  const { experiment } = readExperiment(new Uint8Array(await file.arrayBuffer()), EXPERIMENT_FILE);
  return { experiment, date: file.lastModified };
}
