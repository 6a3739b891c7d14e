import { SPIKES_HEADER } from '../../files/csv.ts';
import { FileError } from '../../files/fileError.ts';
import type { Batch } from '../../recording/batch.ts';
import { readExactly } from './readFile.ts';
import type { FileReader } from './runFolder.ts';

/** Bytes that are read at once. */
const PIECE = 2 ** 18;

/** Letters of a line, at most. */
const LONGEST = 100;

export interface SpikesOfBatch {
  /** Of the network. */
  readonly n: number;
  /** ms. */
  readonly dt: number;
  /** The steps of the batch: from `firstStep` up to, and without, `endStep`. */
  readonly firstStep: number;
  readonly endStep: number;
}

/** Reads the spikes of a batch from its file, in their order, a piece at a time. */
export class SpikeReader {
  private readonly file: FileReader;
  private readonly name: string;
  private readonly batch: SpikesOfBatch;
  private at = SPIKES_HEADER.length;
  /** The beginning of a line whose end is still to be read. */
  private rest = '';
  private neurons: number[] = [];
  private steps: number[] = [];
  /** The step of the last spike that was read, at least the batch's first. */
  private last: number;

  constructor(file: FileReader, name: string, batch: SpikesOfBatch) {
    this.file = file;
    this.name = name;
    this.batch = batch;
    this.last = batch.firstStep;
  }

  /**
   * The next spikes, those before the step `end`.
   * @throws FileError with a sentence where a line is none of a spike of this batch, or out of order
   */
  async before(end: number): Promise<Pick<Batch, 'spikeNeuron' | 'spikeStep'>> {
    while (this.at < this.file.size && !(this.steps.at(-1)! >= end)) await this.read();
    const found = this.steps.findIndex((step) => step >= end);
    const count = found < 0 ? this.steps.length : found;
    return {
      spikeNeuron: Int32Array.from(this.neurons.splice(0, count)),
      spikeStep: Float64Array.from(this.steps.splice(0, count)),
    };
  }

  private async read(): Promise<void> {
    const { n, dt, endStep } = this.batch;
    const bytes = await readExactly(this.file, this.name, this.at, Math.min(PIECE, this.file.size - this.at));
    this.at += bytes.length;
    const lines = (this.rest + new TextDecoder().decode(bytes)).split('\n');
    this.rest = lines.pop()!;
    // A line that has no end will not become one of a spike.
    if (this.rest.length > LONGEST || (this.at === this.file.size && this.rest !== '')) lines.push(`${this.rest} …`);
    for (const line of lines) {
      const [neuron, time] = line.split(',').map(Number) as [number, number | undefined];
      const step = Math.round(time! / dt);
      if (!(Number.isInteger(neuron) && neuron >= 0 && neuron < n && step >= this.last && step < endStep)) {
        throw new FileError(
          `${this.name} has the line '${line.slice(0, 40)}': expected a neuron below ${n} and a time within the batch, ms, not before the last`,
        );
      }
      this.neurons.push(neuron);
      this.steps.push(step);
      this.last = step;
    }
  }
}
