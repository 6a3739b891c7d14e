import { writeFile } from 'node:fs/promises';
import type { Experiment } from '../experiment/experiment.ts';
import { writeExperiment } from '../experiment/writeExperiment.ts';
import { ownVersions } from './versions.ts';

/** Puts what was run beside what came of it, as an archive from which it can be run again. */
export async function writeExperimentFile(file: string, experiment: Experiment): Promise<void> {
  const { bytes } = writeExperiment(experiment, { software: ownVersions()['lab']!, isArchive: true });
  await writeFile(file, bytes);
}
