import { SPIKES_HEADER } from '../../files/csv.ts';
import { FileError } from '../../files/fileError.ts';
import type { BatchPlan } from './batchPlan.ts';
import { formatFixed, MOST_DIGITS } from './formatFixed.ts';
import { openFile, readExactly } from './readFile.ts';
import { MERGED_SPIKES, MERGED_STATES, spikesFile, stateFile } from './runFiles.ts';
import { letGo, type FileReader, type FileWriter, type RunFolder } from './runFolder.ts';

export type MergeFormat = keyof typeof MERGED_STATES;

export interface MergeOptions {
  /** Hears now and then how many bytes of the batches were read, and how many there are. */
  readonly onProgress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

/** Bytes that are read, and written, at once. */
const PIECE = 2 ** 20;

/**
 * Joins the confirmed batches of a run: their rows in one .npy, or in a .csv byte for byte as
 * np.savetxt(file, rows, fmt='%.3f', delimiter=', ') writes it, and their spikes in one .csv. Nothing is held whole in memory. Until a merged file
 * is whole its first byte is 0, so that nobody takes a part of it for all where the process is killed; where merging fails, the part is removed.
 * @returns the names of the merged files.
 * @throws FileError with a sentence where a batch is missing or not what the plan says; what the signal was aborted with.
 */
export async function mergeRun(
  folder: RunFolder,
  plan: BatchPlan,
  format: MergeFormat,
  { onProgress = () => {}, signal }: MergeOptions = {},
): Promise<readonly string[]> {
  const batches = Array.from({ length: plan.batches }, (_, batch) => batch);
  const all = batches.reduce((sum, batch) => sum + plan.bytes(batch), 0);
  let done = 0;
  const states = await MergedFile.create(folder, MERGED_STATES[format]);
  await states.finishing(async () => {
    const write =
      format === 'npy' ? (bytes: Uint8Array<ArrayBuffer>) => states.append(bytes) : csvWriter(states, plan.width);
    if (format === 'npy') await states.append(plan.mergedHeader);
    for (const batch of batches) {
      await reading(folder, stateFile(batch), async (file) => {
        const header = plan.header(batch);
        await checkStates(file, batch, plan, header);
        for (let at = header.length; at < file.size; at += PIECE) {
          signal?.throwIfAborted();
          await write(await readExactly(file, stateFile(batch), at, Math.min(PIECE, file.size - at)));
          onProgress(done + Math.min(at + PIECE, file.size), all);
        }
        done += file.size;
      });
    }
  });
  const spikes = await MergedFile.create(folder, MERGED_SPIKES);
  await spikes.finishing(async () => {
    await spikes.append(new TextEncoder().encode(SPIKES_HEADER));
    for (const batch of batches) {
      await reading(folder, spikesFile(batch), async (file) => {
        for (let at = SPIKES_HEADER.length; at < file.size; at += PIECE) {
          signal?.throwIfAborted();
          await spikes.append(await readExactly(file, spikesFile(batch), at, Math.min(PIECE, file.size - at)));
        }
      });
    }
  });
  return [MERGED_STATES[format], MERGED_SPIKES];
}

/** @throws FileError with a sentence where the file of a batch is not what the plan says. */
export async function checkStates(
  file: FileReader,
  batch: number,
  plan: BatchPlan,
  header = plan.header(batch),
): Promise<void> {
  const name = stateFile(batch);
  const found = await file.read(0, header.length);
  if (file.size !== plan.bytes(batch) || found.some((byte, k) => byte !== header[k])) {
    const expected = `${plan.bytes(batch)} bytes, an array of [${plan.rows(batch)}, ${plan.width}] float64`;
    throw new FileError(`${name} has ${file.size} bytes and is not that of this run: expected ${expected}`);
  }
}

/** A file that begins with a zero byte until it is whole. */
class MergedFile {
  private readonly folder: RunFolder;
  private readonly name: string;
  private readonly writer: FileWriter;
  private first: Uint8Array<ArrayBuffer> | undefined;

  static async create(folder: RunFolder, name: string): Promise<MergedFile> {
    return new MergedFile(folder, name, await folder.create(name));
  }

  private constructor(folder: RunFolder, name: string, writer: FileWriter) {
    this.folder = folder;
    this.name = name;
    this.writer = writer;
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (this.first === undefined && bytes.length > 0) {
      this.first = bytes.slice(0, 1);
      await this.writer.append(new Uint8Array(1));
      await this.writer.append(bytes.subarray(1));
    } else {
      await this.writer.append(bytes);
    }
  }

  /** Writes all of it by `write`, and lets go of the file in any case; of one that does not become whole nothing is left. */
  async finishing(write: () => Promise<void>): Promise<void> {
    try {
      await write();
      await this.writer.flush();
      if (this.first) await this.writer.overwrite(0, this.first);
      await this.writer.close();
    } catch (error) {
      await letGo(this.writer);
      // A part is of no use, and takes the room that may be missing.
      if (!this.writer.abandon) await this.folder.remove(this.name).catch(() => {});
      throw error;
    }
  }
}

/** Turns rows of float64, which may be cut anywhere between two values, into lines of text. */
function csvWriter(file: MergedFile, width: number): (bytes: Uint8Array<ArrayBuffer>) => Promise<void> {
  const text = new Uint8Array(PIECE);
  const room = PIECE - MOST_DIGITS - 2;
  let column = 0;
  return async (bytes) => {
    const values = new Float64Array(bytes.buffer, bytes.byteOffset, bytes.length / 8);
    let at = 0;
    for (let k = 0; k < values.length; k++) {
      if (at > room) {
        await file.append(text.subarray(0, at));
        at = 0;
      }
      at = formatFixed(values[k]!, text, at);
      column++;
      if (column === width) {
        text[at++] = NEWLINE;
        column = 0;
      } else {
        text[at] = COMMA;
        text[at + 1] = SPACE;
        at += 2;
      }
    }
    await file.append(text.subarray(0, at));
  };
}

const NEWLINE = 0x0a;
const COMMA = 0x2c;
const SPACE = 0x20;

/** Opens a file that has to be there, and lets go of it. */
async function reading(folder: RunFolder, name: string, read: (file: FileReader) => Promise<void>): Promise<void> {
  const file = await openFile(folder, name);
  try {
    await read(file);
  } finally {
    await file.close();
  }
}
