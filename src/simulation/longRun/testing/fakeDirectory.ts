interface FakeFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Handles that are open, and what for. */
  readonly open: { readonly mode: string }[];
}

/** As much of a directory of the browser's private file system as `OpfsFolder` needs; its files are locked as a browser locks them. */
export class FakeDirectory {
  readonly files = new Map<string, FakeFile>();
  readonly directories = new Map<string, FakeDirectory>();
  /** Bytes of all files at most; the browser takes no more. */
  quota = Infinity;

  /** The same, as the DOM names it. */
  get handle(): FileSystemDirectoryHandle {
    return this as unknown as FileSystemDirectoryHandle;
  }

  async getFileHandle(name: string, { create = false } = {}): Promise<unknown> {
    if (!this.files.has(name)) {
      if (!create) throw new DOMException('no such file', 'NotFoundError');
      this.files.set(name, { bytes: new Uint8Array(0), open: [] });
    }
    const file = this.files.get(name)!;
    return {
      kind: 'file',
      createSyncAccessHandle: async ({ mode = 'readwrite' } = {}) => this.access(file, mode),
      getFile: async () => new File([file.bytes.slice()], name),
    };
  }

  async getDirectoryHandle(name: string, { create = false } = {}): Promise<FileSystemDirectoryHandle> {
    if (!this.directories.has(name)) {
      if (!create) throw new DOMException('no such folder', 'NotFoundError');
      this.directories.set(name, new FakeDirectory());
    }
    return this.directories.get(name)!.handle;
  }

  async removeEntry(name: string): Promise<void> {
    if (this.directories.delete(name)) return;
    const file = this.files.get(name);
    if (!file) throw new DOMException('no such file', 'NotFoundError');
    if (file.open.length > 0) throw new DOMException('it is locked', 'NoModificationAllowedError');
    this.files.delete(name);
  }

  /** What `handle` says of itself as an entry of another. */
  readonly kind = 'directory';

  async *entries(): AsyncGenerator<[string, unknown]> {
    for (const name of this.files.keys()) yield [name, await this.getFileHandle(name)];
    yield* this.directories;
  }

  private access(file: FakeFile, mode: string): unknown {
    if (file.open.some((other) => other.mode !== 'read-only' || mode !== 'read-only')) {
      throw new DOMException('it is locked', 'NoModificationAllowedError');
    }
    const handle = {
      mode,
      getSize: () => file.bytes.length,
      read: (into: Uint8Array, { at }: { at: number }) => {
        const part = file.bytes.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write: (bytes: Uint8Array, { at }: { at: number }) => {
        const end = Math.max(file.bytes.length, at + bytes.length);
        if (end > this.quota) throw new DOMException('too much', 'QuotaExceededError');
        const longer = new Uint8Array(end);
        longer.set(file.bytes);
        longer.set(bytes, at);
        file.bytes = longer;
        return bytes.length;
      },
      truncate: (size: number) => (file.bytes = file.bytes.slice(0, size)),
      flush: () => {},
      close: () => file.open.splice(file.open.indexOf(handle), 1),
    };
    file.open.push(handle);
    return handle;
  }
}
