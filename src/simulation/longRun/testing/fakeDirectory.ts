interface FakeFile {
  bytes: Uint8Array<ArrayBuffer>;
  /** Handles that are open, and what for. */
  readonly open: { readonly mode: string }[];
}

/** As much of a directory of the browser's private file system as `OpfsFolder` needs; its files are locked as a browser locks them. */
export class FakeDirectory {
  readonly files = new Map<string, FakeFile>();
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
    return { createSyncAccessHandle: async ({ mode = 'readwrite' } = {}) => this.access(file, mode) };
  }

  async removeEntry(name: string): Promise<void> {
    const file = this.files.get(name);
    if (!file) throw new DOMException('no such file', 'NotFoundError');
    if (file.open.length > 0) throw new DOMException('it is locked', 'NoModificationAllowedError');
    this.files.delete(name);
  }

  async *entries(): AsyncGenerator<[string, { kind: string }]> {
    for (const name of this.files.keys()) yield [name, { kind: 'file' }];
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
