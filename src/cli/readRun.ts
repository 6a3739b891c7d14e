import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { describeRun } from '../experiment/describeRun.ts';
import type { Experiment } from '../experiment/experiment.ts';
import { readExperiment, type ReadExperiment } from '../experiment/readExperiment.ts';
import { FileError } from '../files/fileError.ts';
import type { RunDescription, StimulusPart } from '../model/description.ts';
import { DEFAULT_ODOUR } from '../model/stimulus/stimulus.ts';
import type { SimulateOptions } from './options.ts';
import { readFolder } from './readFolder.ts';

/** What is to run, and what of its source is worth a sentence. */
export interface SimulatedRun {
  readonly run: RunDescription;
  /** The same as it is kept, to be run again. */
  readonly experiment: Experiment;
  readonly notices: readonly string[];
}

/**
 * The run that the options describe: that of a folder or an experiment, or a network that is drawn.
 *
 * @throws FileError when a file is missing, unreadable or does not fit the others.
 */
export async function readRun(options: SimulateOptions): Promise<SimulatedRun> {
  const { source, engine, preset, seed, changes, dt, duration, recordEvery, probes: recorded } = options;
  const probes = recorded.length > 0 ? recorded : undefined;
  if ('experiment' in source) {
    const { probes: _, ...own } = source.experiment;
    const all = [...(own.network.changes ?? []), ...changes];
    const network = { ...own.network, preset, seed, ...(all.length > 0 && { changes: all }) };
    const experiment = { ...own, network, engine, dt, duration, recordEvery, ...(probes && { probes }) };
    return { run: describeRun(experiment), experiment, notices: [] };
  }
  const times = { dt, duration, recordEvery };
  if ('folder' in source) {
    const { run, notices } = await readFolder({ ...options, ...source });
    const title = path.basename(path.resolve(source.folder));
    const { network, stimulus } = run;
    return described({ title, engine, network, ...times, ...(probes && { probes }) }, stimulus, notices);
  }
  const network = { preset, n: source.neurons, seed, ...(changes.length > 0 && { changes }) };
  const title = `${source.neurons} neurons`;
  return described({ title, engine, network, ...times, ...(probes && { probes }) }, { ...DEFAULT_ODOUR, seed }, []);
}

function described(rest: Omit<Experiment, 'stimulus'>, part: StimulusPart, notices: readonly string[]): SimulatedRun {
  const experiment: Experiment = { ...rest, stimulus: [{ id: 'current', isOn: true, part }] };
  return { run: describeRun(experiment), experiment, notices };
}

/** @throws FileError with a sentence when the file is missing or no legal experiment. */
export async function readExperimentFile(file: string): Promise<ReadExperiment> {
  let bytes: Uint8Array<ArrayBuffer>;
  try {
    bytes = new Uint8Array(await readFile(file));
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException;
    throw new FileError(
      code === 'ENOENT' ? `${file} is not there: expected an experiment` : `${file} cannot be read: ${message}`,
    );
  }
  return readExperiment(bytes, path.basename(file));
}
