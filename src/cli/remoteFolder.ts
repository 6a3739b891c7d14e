import type { FileReader, FileWriter, RunFolder } from '../simulation/longRun/runFolder.ts';
import type { FolderAnswer, FolderRequest, FolderValues } from './folderProtocol.ts';

/** The browser's end of a folder of the file system: asks Node's `FolderHost`, and goes on when that has answered. */
export class RemoteFolder implements RunFolder {
  private readonly request: (request: FolderRequest) => Promise<FolderAnswer>;

  constructor(request: (request: FolderRequest) => Promise<FolderAnswer>) {
    this.request = request;
  }

  async create(name: string): Promise<FileWriter> {
    await this.ask({ type: 'create', name });
    let size = 0;
    return {
      get size() {
        return size;
      },
      append: async (bytes) => {
        await this.ask({ type: 'write', name, at: size, bytes });
        size += bytes.length;
      },
      overwrite: (at, bytes) => this.ask({ type: 'write', name, at, bytes }),
      flush: () => this.ask({ type: 'flush', name }),
      close: () => this.ask({ type: 'close', name }),
    };
  }

  async open(name: string): Promise<FileReader | undefined> {
    const size = await this.ask({ type: 'size', name });
    if (size === undefined) return undefined;
    return {
      size,
      read: (at, length) => this.ask({ type: 'read', name, at, length }),
      close: async () => {},
    };
  }

  list(): Promise<readonly string[]> {
    return this.ask({ type: 'list' });
  }

  remove(name: string): Promise<void> {
    return this.ask({ type: 'remove', name });
  }

  private async ask<Type extends FolderRequest['type']>(
    request: Extract<FolderRequest, { type: Type }>,
  ): Promise<FolderValues[Type]> {
    const answer = await this.request(request);
    if ('refused' in answer) throw new Error(answer.refused);
    return answer.value as FolderValues[Type];
  }
}
