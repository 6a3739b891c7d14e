import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Experiment } from '../experiment/experiment.ts';
import { SPIKES_HEADER, spikeLine } from '../files/csv.ts';
import { npyHeader, writeNpy } from '../files/npy.ts';
import type { Batch } from '../recording/batch.ts';
import { makeResultsFolder } from './makeResultsFolder.ts';
import { writeExperimentFile } from './writeExperimentFile.ts';

export interface RunShape {
  readonly n: number;
  /** Steps of the whole run. */
  readonly steps: number;
  /** ms. */
  readonly dt: number;
  readonly recordEvery: number;
  readonly precision: 'float32' | 'float64';
  /** How many numbers are recorded besides V. */
  readonly probes: number;
}

const RESULTS = ['voltage.npy', 'probes.npy', 'spikes.csv', 'final_state.npy', 'experiment.zip', 'run.json'] as const;
type Result = (typeof RESULTS)[number];

/**
 * Writes the results of a run while it runs, so that a long recording needs no memory: open, begin, append …, finish. Until
 * `finish` the files end in '.partial', so that nobody takes an unfinished run for a whole one.
 */
export class RunWriter {
  private readonly folder: string;
  private readonly voltage: FileHandle;
  private readonly spikes: FileHandle;
  private probes: FileHandle | undefined;
  private shape: RunShape | undefined;
  private rows = 0;
  private nextStep = 0;

  /** Makes the folder and the files. @throws Error with a sentence for the user when that cannot be done. */
  static async open(folder: string): Promise<RunWriter> {
    try {
      await makeResultsFolder(folder);
      const voltage = await open(partial(folder, 'voltage.npy'), 'w');
      const spikes = await open(partial(folder, 'spikes.csv'), 'w');
      return new RunWriter(folder, voltage, spikes);
    } catch (error) {
      throw new Error(`${folder} cannot be written to: ${(error as Error).message}`, { cause: error });
    }
  }

  private constructor(folder: string, voltage: FileHandle, spikes: FileHandle) {
    this.folder = folder;
    this.voltage = voltage;
    this.spikes = spikes;
  }

  async begin(shape: RunShape): Promise<void> {
    this.shape = shape;
    const dtype = shape.precision === 'float64' ? '<f8' : '<f4';
    await this.voltage.appendFile(npyHeader(dtype, [rowsOf(shape), shape.n]));
    if (shape.probes > 0) {
      this.probes = await open(partial(this.folder, 'probes.npy'), 'w');
      await this.probes.appendFile(npyHeader(dtype, [rowsOf(shape), shape.probes]));
    }
    await this.spikes.appendFile(SPIKES_HEADER);
  }

  /** @throws RangeError when a batch is missing or of another precision: a file with a hole would look whole. */
  async append(batch: Batch): Promise<void> {
    const { firstStep, steps, voltage, probes, spikeNeuron, spikeStep } = batch;
    const { n, dt, precision, probes: probeCount } = this.begun();
    if (firstStep !== this.nextStep) {
      throw new RangeError(`a batch starts at step ${firstStep}: expected step ${this.nextStep}`);
    }
    if (voltage instanceof Float64Array !== (precision === 'float64')) {
      throw new RangeError(`a batch holds a ${voltage.constructor.name}: expected ${precision}`);
    }
    if ((probes?.length ?? 0) !== (voltage.length / n) * probeCount) {
      throw new RangeError(
        `a batch of ${voltage.length / n} rows with ${probes?.length ?? 0} values of ${probeCount} probes`,
      );
    }
    await this.voltage.appendFile(bytesOf(voltage));
    if (probes) await this.probes?.appendFile(bytesOf(probes));
    const lines = Array.from(spikeNeuron, (neuron, i) => spikeLine(neuron, spikeStep[i]!, dt));
    if (lines.length > 0) await this.spikes.appendFile(lines.join(''));
    this.rows += voltage.length / n;
    this.nextStep += steps;
  }

  /**
   * Puts the files in place, run.json last: where it is, the others are whole.
   *
   * @param experiment What was run.
   * @param record What run.json will hold.
   */
  async finish(state: Float64Array, experiment: Experiment, record: object): Promise<void> {
    const shape = this.begun();
    const { steps } = shape;
    const rows = rowsOf(shape);
    if (this.nextStep !== steps || this.rows !== rows) {
      throw new RangeError(
        `the run brought ${this.nextStep} steps and ${this.rows} rows: expected ${steps} and ${rows}`,
      );
    }
    await this.close();
    await writeFile(partial(this.folder, 'final_state.npy'), writeNpy({ shape: [state.length], values: state }));
    await writeExperimentFile(partial(this.folder, 'experiment.zip'), experiment);
    await writeFile(partial(this.folder, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
    await rm(path.join(this.folder, 'run.json'), { force: true });
    for (const name of RESULTS) {
      // Those of an earlier run would look like this one's.
      if (name === 'probes.npy' && !this.probes) await rm(path.join(this.folder, name), { force: true });
      else await rename(partial(this.folder, name), path.join(this.folder, name));
    }
  }

  /** Removes what was written; results of an earlier run in the same folder stay. */
  async abandon(): Promise<void> {
    await this.close();
    for (const name of RESULTS) await rm(partial(this.folder, name), { force: true });
  }

  private async close(): Promise<void> {
    for (const file of [this.voltage, this.probes, this.spikes]) await file?.close();
  }

  private begun(): RunShape {
    if (this.shape === undefined) throw new TypeError('a writer that has not begun');
    return this.shape;
  }
}

/** V is recorded at the start of the steps 0, recordEvery, 2 · recordEvery, … */
function rowsOf({ steps, recordEvery }: RunShape): number {
  return Math.ceil(steps / recordEvery);
}

function bytesOf({ buffer, byteOffset, byteLength }: Batch['voltage']): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function partial(folder: string, name: Result): string {
  return path.join(folder, `${name}.partial`);
}
