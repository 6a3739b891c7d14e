import { open, rename, rm, writeFile, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { Experiment } from '../experiment/experiment.ts';
import { makeResultsFolder } from './makeResultsFolder.ts';
import { writeExperimentFile } from './writeExperimentFile.ts';

const TABLE = 'sweep.csv';
const EXPERIMENT = 'experiment.zip';
const RECORD = 'run.json';
const RESULTS = [TABLE, EXPERIMENT, RECORD];

/**
 * Writes the table of a sweep while it runs, its rows in order whatever the order in which they come. Until `finish` the table ends in
 * '.partial'.
 */
export class SweepWriter {
  private readonly folder: string;
  private readonly table: FileHandle;
  private readonly waiting = new Map<number, string>();
  private next = 0;

  /** Makes the folder and the file. @throws Error with a sentence for the user when that cannot be done. */
  static async open(folder: string): Promise<SweepWriter> {
    try {
      await makeResultsFolder(folder);
      return new SweepWriter(folder, await open(partial(folder, TABLE), 'w'));
    } catch (error) {
      throw new Error(`${folder} cannot be written to: ${(error as Error).message}`, { cause: error });
    }
  }

  private constructor(folder: string, table: FileHandle) {
    this.folder = folder;
    this.table = table;
  }

  /** Where the rows are until `finish`. */
  get partialTable(): string {
    return partial(this.folder, TABLE);
  }

  async begin(header: string): Promise<void> {
    await this.table.appendFile(header);
  }

  /** Takes the line of row `index`, counted from 0. */
  async append(index: number, line: string): Promise<void> {
    this.waiting.set(index, line);
    let lines = '';
    for (let ready = this.waiting.get(this.next); ready !== undefined; ready = this.waiting.get(this.next)) {
      this.waiting.delete(this.next++);
      lines += ready;
    }
    if (lines !== '') await this.table.appendFile(lines);
  }

  /**
   * Puts the files in place, run.json last: where it is, the others are whole.
   *
   * @param experiment What was swept.
   * @param record What run.json will hold.
   */
  async finish(rows: number, experiment: Experiment, record: object): Promise<void> {
    if (this.next !== rows) throw new RangeError(`the sweep brought ${this.next} rows: expected ${rows}`);
    await this.table.close();
    await writeExperimentFile(partial(this.folder, EXPERIMENT), experiment);
    await writeFile(partial(this.folder, RECORD), `${JSON.stringify(record, null, 2)}\n`);
    await rm(path.join(this.folder, RECORD), { force: true });
    for (const name of RESULTS) await rename(partial(this.folder, name), path.join(this.folder, name));
  }

  /** Stops; the rows so far stay in `partialTable`. */
  async interrupt(): Promise<void> {
    for (const index of [...this.waiting.keys()].sort((a, b) => a - b)) {
      await this.table.appendFile(this.waiting.get(index)!);
    }
    await this.table.close();
  }

  /** Removes what was written; results of an earlier run in the same folder stay. */
  async abandon(): Promise<void> {
    await this.table.close();
    for (const name of RESULTS) await rm(partial(this.folder, name), { force: true });
  }
}

function partial(folder: string, name: string): string {
  return path.join(folder, `${name}.partial`);
}
