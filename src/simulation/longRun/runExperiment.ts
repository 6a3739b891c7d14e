import labPackage from '../../../package.json' with { type: 'json' };
import type { Experiment } from '../../experiment/experiment.ts';
import { readExperiment } from '../../experiment/readExperiment.ts';
import { writeExperiment } from '../../experiment/writeExperiment.ts';
import type { RunFolder } from './runFolder.ts';

/** What a run's folder calls its experiment, also the command line's. */
const NAME = 'experiment.zip';

/** Puts what a run is a run of into its folder. */
export async function putExperiment(folder: RunFolder, experiment: Experiment): Promise<void> {
  const { bytes } = writeExperiment(experiment, { software: labPackage.version, isArchive: true });
  const file = await folder.create(NAME);
  try {
    await file.append(bytes);
  } finally {
    await file.close();
  }
}

/**
 * @param files of the folder, by name
 * @returns the experiment, and when it was put there: ms since 1970
 * @throws Error with a sentence where it is missing or not legal
 */
export async function findExperiment(
  files: ReadonlyMap<string, File>,
): Promise<{ readonly experiment: Experiment; readonly date: number }> {
  const file = files.get(NAME);
  if (!file) throw new Error('the experiment of this run is missing: only its files can be taken away');
  const { experiment } = readExperiment(new Uint8Array(await file.arrayBuffer()), NAME);
  return { experiment, date: file.lastModified };
}
