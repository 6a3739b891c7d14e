import { open, readdir, rm, stat, statfs, type FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { FileReader, FileWriter, RunFolder } from '../simulation/longRun/runFolder.ts';
import { makeFolder } from './makeFolder.ts';

/** The folder of a long run in the file system. */
export class NodeFolder implements RunFolder {
  private readonly folder: string;

  /** Makes the folder where it is missing. @throws Error with a sentence for the user when that cannot be done. */
  static async open(folder: string): Promise<NodeFolder> {
    try {
      await makeFolder(path.resolve(folder));
      await readdir(folder);
    } catch (error) {
      throw new Error(`${folder} cannot be written to: ${(error as Error).message}`, { cause: error });
    }
    return new NodeFolder(folder);
  }

  private constructor(folder: string) {
    this.folder = folder;
  }

  async create(name: string): Promise<FileWriter> {
    const file = path.join(this.folder, name);
    try {
      return new NodeWriter(file, await open(file, 'w'));
    } catch (error) {
      throw explained(file, error);
    }
  }

  async open(name: string): Promise<FileReader | undefined> {
    const file = path.join(this.folder, name);
    let handle: FileHandle;
    try {
      handle = await open(file, 'r');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw new Error(`${file} cannot be read: ${(error as Error).message}`, { cause: error });
    }
    const { size } = await handle.stat();
    return {
      size,
      async read(at, length) {
        const bytes = new Uint8Array(Math.max(0, Math.min(length, size - at)));
        let count = 0;
        while (count < bytes.length) {
          const { bytesRead } = await handle.read(bytes, count, bytes.length - count, at + count);
          if (bytesRead === 0) break;
          count += bytesRead;
        }
        return bytes.subarray(0, count);
      },
      close: () => handle.close(),
    };
  }

  async list(): Promise<readonly string[]> {
    const entries = await readdir(this.folder, { withFileTypes: true });
    return entries.filter((entry) => entry.isFile()).map(({ name }) => name);
  }

  async remove(name: string): Promise<void> {
    await rm(path.join(this.folder, name), { force: true });
  }

  /** Bytes of a file that is there. */
  async size(name: string): Promise<number> {
    return (await stat(path.join(this.folder, name))).size;
  }

  /** Bytes that may still be written. */
  async room(): Promise<number> {
    const { bavail, bsize } = await statfs(this.folder);
    return bavail * bsize;
  }
}

class NodeWriter implements FileWriter {
  private readonly file: string;
  private readonly handle: FileHandle;
  private written = 0;

  constructor(file: string, handle: FileHandle) {
    this.file = file;
    this.handle = handle;
  }

  get size(): number {
    return this.written;
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    await this.write(this.written, bytes);
    this.written += bytes.length;
  }

  async overwrite(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!(at >= 0 && at + bytes.length <= this.written)) {
      throw new RangeError(`${this.file} holds ${this.written} bytes: ${at} … ${at + bytes.length} lies beyond them`);
    }
    await this.write(at, bytes);
  }

  async flush(): Promise<void> {
    try {
      await this.handle.sync();
    } catch (error) {
      throw explained(this.file, error);
    }
  }

  async close(): Promise<void> {
    try {
      await this.handle.sync();
      await syncFolder(path.dirname(this.file));
    } catch (error) {
      throw explained(this.file, error);
    } finally {
      await this.handle.close();
    }
  }

  private async write(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    try {
      let done = 0;
      while (done < bytes.length) {
        const { bytesWritten } = await this.handle.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
    } catch (error) {
      throw explained(this.file, error);
    }
  }
}

/** A file that is new is on the disk when its name is, too. */
async function syncFolder(folder: string): Promise<void> {
  // Windows opens no folders, and keeps names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

function explained(file: string, error: unknown): Error {
  const { code, message } = error as NodeJS.ErrnoException;
  const sentence =
    code === 'ENOSPC' || code === 'EDQUOT'
      ? `there is no room left on the disk for ${file}: make room, then go on with --resume`
      : `${file} cannot be written to: ${message}`;
  return new Error(sentence, { cause: error });
}
