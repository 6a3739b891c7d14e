import type { FileReader, FileWriter, RunFolder } from '../runFolder.ts';

/** A folder in memory. What was appended is there at once, as in the file of a process that is killed. */
export class MemoryFolder implements RunFolder {
  readonly files = new Map<string, Uint8Array<ArrayBuffer>>();
  /** Calls of the writers so far; the one with the number `failAt` fails, as on a disk that is full. */
  calls = 0;
  failAt = Infinity;

  async create(name: string): Promise<FileWriter> {
    await this.call(name);
    this.files.set(name, new Uint8Array(0));
    const bytesOf = (): Uint8Array<ArrayBuffer> => this.files.get(name)!;
    const call = (): Promise<void> => this.call(name);
    const { files } = this;
    return {
      get size() {
        return bytesOf().length;
      },
      async append(bytes) {
        await call();
        const longer = new Uint8Array(bytesOf().length + bytes.length);
        longer.set(bytesOf());
        longer.set(bytes, bytesOf().length);
        files.set(name, longer);
      },
      async overwrite(at, bytes) {
        await call();
        bytesOf().set(bytes, at);
      },
      flush: call,
      close: call,
    };
  }

  async open(name: string): Promise<FileReader | undefined> {
    const bytes = this.files.get(name);
    return (
      bytes && {
        size: bytes.length,
        read: async (at, length) => bytes.slice(at, at + length),
        close: async () => {},
      }
    );
  }

  async list(): Promise<readonly string[]> {
    return [...this.files.keys()];
  }

  async remove(name: string): Promise<void> {
    this.files.delete(name);
  }

  /** The same files in a folder of their own, as another process would find them. */
  copy(): MemoryFolder {
    const copy = new MemoryFolder();
    for (const [name, bytes] of this.files) copy.files.set(name, bytes.slice());
    return copy;
  }

  private async call(name: string): Promise<void> {
    if (++this.calls >= this.failAt) throw new Error(`there is no room left for ${name}`);
  }
}
