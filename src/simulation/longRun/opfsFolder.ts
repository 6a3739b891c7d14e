import type { FileReader, FileWriter, RunFolder } from './runFolder.ts';
import { messageOf } from '../../wording/messageOf.ts';

/** What a worker gets of a file in the browser's private file system; the DOM's types know it on the page's side only. */
interface AccessHandle {
  read(into: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  write(bytes: Uint8Array<ArrayBuffer>, options: { readonly at: number }): number;
  truncate(size: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

interface WorkerFileHandle extends FileSystemFileHandle {
  /** Browsers without modes take the handle for writing, which nobody else may have then. */
  createSyncAccessHandle(options?: { readonly mode?: 'read-only' | 'readwrite' }): Promise<AccessHandle>;
}

/** ms: the handles of a page that is gone are let go of within so long, after a crash too. */
const PATIENCE = 5000;
/** ms between two tries. */
const RETRY = 50;

/** ms: messages are let in that often while files are read. */
const BREATH = 50;

/**
 * A folder of the browser's private file system (OPFS), for workers: the page's thread gets no access handles. A file that another worker
 * still holds is waited for a little: one that was ended lets go of its files a moment later.
 */
export class OpfsFolder implements RunFolder {
  readonly #directory: FileSystemDirectoryHandle;
  readonly #patience: number;
  /** What is open: a folder that is let go of leaves nothing locked. */
  readonly #open = new Set<AccessHandle>();
  /** performance.now() when messages were last let in. */
  #breathed = 0;

  /** @param patience ms: how long a locked file is waited for */
  constructor(directory: FileSystemDirectoryHandle, patience = PATIENCE) {
    this.#directory = directory;
    this.#patience = patience;
  }

  async create(name: string): Promise<FileWriter> {
    const file = await sayingWhy(name, this.#directory.getFileHandle(name, { create: true }));
    const handle = await this.#access(file, name, 'readwrite');
    const writer = new OpfsWriter(handle, name, () => this.#close(handle));
    try {
      handle.truncate(0);
    } catch (error) {
      this.#close(handle);
      throw explained(name, error);
    }
    return writer;
  }

  async open(name: string): Promise<FileReader | undefined> {
    const file = await orUndefined(this.#directory.getFileHandle(name));
    if (!file) return undefined;
    const handle = await this.#access(file, name, 'read-only');
    return {
      size: handle.getSize(),
      read: async (at, length) => {
        await this.#breathe();
        const bytes = new Uint8Array(Math.max(0, Math.min(length, handle.getSize() - at)));
        const count = bytes.length > 0 ? handle.read(bytes, { at }) : 0;
        return bytes.subarray(0, count);
      },
      close: async () => this.#close(handle),
    };
  }

  async list(): Promise<readonly string[]> {
    const names: string[] = [];
    for await (const [name, { kind }] of this.#directory.entries()) if (kind === 'file') names.push(name);
    return names;
  }

  async remove(name: string): Promise<void> {
    await this.#whileLocked(name, async () => void (await orUndefined(this.#directory.removeEntry(name))));
  }

  /** Lets go of every file that is still open; what was not closed may not be on the disk. */
  release(): void {
    for (const handle of this.#open) this.#close(handle);
  }

  /** Access handles answer at once: without a task in between, nobody who only reads and writes would ever hear a message. */
  async #breathe(): Promise<void> {
    if (performance.now() - this.#breathed < BREATH) return;
    await new Promise((resolve) => setTimeout(resolve));
    this.#breathed = performance.now();
  }

  #close(handle: AccessHandle): void {
    this.#open.delete(handle);
    handle.close();
  }

  async #access(file: FileSystemFileHandle, name: string, mode: 'read-only' | 'readwrite'): Promise<AccessHandle> {
    const handle = await this.#whileLocked(name, () => (file as WorkerFileHandle).createSyncAccessHandle({ mode }));
    this.#open.add(handle);
    return handle;
  }

  /** Tries until nobody else holds the file any more. */
  async #whileLocked<T>(name: string, ask: () => Promise<T>): Promise<T> {
    const end = performance.now() + this.#patience;
    for (;;) {
      try {
        return await ask();
      } catch (error) {
        if (!isNamed(error, 'NoModificationAllowedError')) throw explained(name, error);
        if (performance.now() >= end) {
          throw new Error(`${name} is used by another tab of the lab: close it there, then try again`, {
            cause: error,
          });
        }
        await new Promise((resolve) => setTimeout(resolve, RETRY));
      }
    }
  }
}

class OpfsWriter implements FileWriter {
  readonly #handle: AccessHandle;
  readonly #name: string;
  readonly #release: () => void;
  #size = 0;

  constructor(handle: AccessHandle, name: string, release: () => void) {
    this.#handle = handle;
    this.#name = name;
    this.#release = release;
  }

  get size(): number {
    return this.#size;
  }

  async append(bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    this.#write(this.#size, bytes);
    this.#size += bytes.length;
  }

  async overwrite(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
    if (!(at >= 0 && at + bytes.length <= this.#size)) {
      throw new RangeError(`${this.#name} holds ${this.#size} bytes: ${at} … ${at + bytes.length} lies beyond them`);
    }
    this.#write(at, bytes);
  }

  async flush(): Promise<void> {
    try {
      this.#handle.flush();
    } catch (error) {
      throw explained(this.#name, error);
    }
  }

  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      this.#release();
    }
  }

  #write(at: number, bytes: Uint8Array<ArrayBuffer>): void {
    let written: number;
    try {
      written = this.#handle.write(bytes, { at });
    } catch (error) {
      throw explained(this.#name, error);
    }
    if (written !== bytes.length) throw noRoom(this.#name);
  }
}

/** Undefined where there is no such file or folder. */
async function orUndefined<T>(answer: Promise<T>): Promise<T | undefined> {
  try {
    return await answer;
  } catch (error) {
    if (isNamed(error, 'NotFoundError')) return undefined;
    throw error;
  }
}

async function sayingWhy<T>(name: string, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (error) {
    throw explained(name, error);
  }
}

function isNamed(error: unknown, name: string): boolean {
  return error instanceof Error && error.name === name;
}

function noRoom(name: string, cause?: unknown): Error {
  const message = `there is no room left for ${name} on the disk that the browser may use: delete runs, then go on with this one`;
  return new Error(message, { cause });
}

function explained(name: string, error: unknown): Error {
  if (isNamed(error, 'QuotaExceededError')) return noRoom(name, error);
  const reason = messageOf(error);
  return new Error(`${name} could not be reached on disk: ${reason}`, { cause: error });
}
