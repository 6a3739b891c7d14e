import type { RunDescription } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import type { SimulateOptions } from './options.ts';
import { readFolder } from './readFolder.ts';

/**
 * The run that the options describe: that of a folder, or a network that is drawn.
 *
 * @returns The run, and what was assumed about the files.
 * @throws FileError when a file is missing, unreadable or does not fit the others.
 */
export async function readRun(
  options: SimulateOptions,
): Promise<{ readonly run: RunDescription; readonly notices: readonly string[] }> {
  const { source, preset, seed, changes, dt, duration, recordEvery } = options;
  const probes = options.probes.length > 0 ? { probes: options.probes } : {};
  if ('folder' in source) {
    const { run, notices } = await readFolder({ ...options, ...source });
    return { run: { ...run, ...probes }, notices };
  }
  const network = { preset, n: source.neurons, seed, ...(changes.length > 0 && { changes }) };
  return { run: { network, stimulus: { ...DEFAULT_ODOUR, seed }, dt, duration, recordEvery, ...probes }, notices: [] };
}
