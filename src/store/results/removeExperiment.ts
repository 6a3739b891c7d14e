import type { Lab } from '../lab.ts';
import { libraryOf } from '../library/library.ts';
import { keptResultsOf } from './keptResults.ts';

/** Deletes an experiment that is not on screen with its versions and results, also with those that are still being kept. */
export async function removeExperiment(lab: Lab, id: string): Promise<boolean> {
  await keptResultsOf(lab).flush();
  return libraryOf(lab).remove(id);
}
