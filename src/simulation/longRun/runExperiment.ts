import labPackage from '../../../package.json' with { type: 'json' };
import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import { engineRequest } from '../../experiment/readEngineRequest.ts';
import { readExperiment } from '../../experiment/readExperiment.ts';
import { writeExperiment } from '../../experiment/writeExperiment.ts';
import { ENGINE_FILE, EXPERIMENT_FILE } from './runFiles.ts';
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
  const engine = readEngine(await files.get(ENGINE_FILE)?.text());
  return { experiment: { ...experiment, ...(engine && { engine }) }, date: file.lastModified };
}

/** Keeps on which engine a run begins: the automatic choice may be another one day, and only the same goes on to the last bit. */
export async function putEngine(folder: RunFolder, engine: EngineRequest): Promise<void> {
  await putFile(folder, ENGINE_FILE, new TextEncoder().encode(JSON.stringify(engine)));
}

/** What `putEngine` kept; undefined where it was cut off or there is none. */
export function readEngine(text: string | undefined): EngineRequest | undefined {
  if (text === undefined) return undefined;
  try {
    return engineRequest(JSON.parse(text));
  } catch {
    return undefined; // The experiment says what was asked for.
  }
}
