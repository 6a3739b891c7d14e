import { letGo, type FileReader, type FileWriter, type RunFolder } from '../simulation/longRun/runFolder.ts';
import { messageOf } from '../wording/messageOf.ts';
import type { FolderAnswer, FolderRequest, FolderValues } from './folderProtocol.ts';

/** What a browser asks for stays within the folder. @throws Error where a name is no plain one: letters, digits, dots that begin nothing */
function checkName(name: unknown): asserts name is string {
  if (typeof name === 'string' && /^\w+(\.\w+)*$/.test(name)) return;
  throw new Error(`the browser asked for the file ${JSON.stringify(name)}: expected a name without a path`);
}

/** Node's end of a folder into which a run in a browser writes: does what `RemoteFolder` asks for, one thing after the other. */
export class FolderHost {
  private readonly folder: RunFolder;
  private readonly writers = new Map<string, FileWriter>();
  private last: Promise<unknown> = Promise.resolve();
  private isClosed = false;
  private appended = 0;

  constructor(folder: RunFolder) {
    this.folder = folder;
  }

  /** Bytes that have been written, over all files. */
  get written(): number {
    return this.appended;
  }

  async answer(request: FolderRequest): Promise<FolderAnswer> {
    if (this.isClosed) return { refused: 'the command line has ended this run' };
    const answer = this.last
      .then(() => this.fulfil(request))
      .then(
        (value) => ({ value }),
        (error: unknown) => ({ refused: messageOf(error) }),
      );
    this.last = answer;
    return answer;
  }

  /** Does what has been asked for, and lets go of files that did not become whole; nothing is touched after that. */
  async close(): Promise<void> {
    this.isClosed = true;
    await this.last;
    await Promise.all([...this.writers.values()].map(letGo));
    this.writers.clear();
  }

  private async fulfil(request: FolderRequest): Promise<FolderValues[FolderRequest['type']]> {
    const { folder, writers } = this;
    if ('name' in request) checkName(request.name);
    switch (request.type) {
      case 'list':
        return folder.list();
      case 'remove':
        return void (await folder.remove(request.name));
      case 'size':
        return this.read(request.name, async ({ size }) => size);
      case 'read':
        return this.read(request.name, (file) => file.read(request.at, request.length));
      case 'create': {
        const before = writers.get(request.name);
        if (before) await letGo(before);
        writers.set(request.name, await folder.create(request.name));
        return undefined;
      }
      case 'write':
        return this.write(request);
      case 'flush':
        return void (await writers.get(request.name)?.flush());
      case 'close': {
        const writer = writers.get(request.name);
        writers.delete(request.name);
        return void (await writer?.close());
      }
    }
  }

  private async read<T>(name: string, body: (file: FileReader) => Promise<T>): Promise<T | undefined> {
    const file = await this.folder.open(name);
    try {
      return file && (await body(file));
    } finally {
      await file?.close();
    }
  }

  private async write({ name, at, bytes }: Extract<FolderRequest, { type: 'write' }>): Promise<undefined> {
    const writer = this.writers.get(name);
    if (!writer) throw new Error(`${name} is written to before it was created`);
    if (at === writer.size) {
      await writer.append(bytes);
      this.appended += bytes.length;
    } else await writer.overwrite(at, bytes);
  }
}
