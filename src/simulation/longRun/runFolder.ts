/**
 * The folder of one long run: of the browser's private file system in the page, of the file system in the command line. Names are
 * plain ('state.batch3.npy'), without a path. All of it may be gone from one moment to the next with its process; what `close` has
 * answered for is on disk.
 */
export interface RunFolder {
  /** Starts a file, or starts it anew. */
  create(name: string): Promise<FileWriter>;
  /** @returns undefined where there is no such file. */
  open(name: string): Promise<FileReader | undefined>;
  /** Names of all files, in no order. */
  list(): Promise<readonly string[]>;
  /** Removes a file; nothing happens where there is none. */
  remove(name: string): Promise<void>;
}

/** Writes a file from its beginning to its end. */
export interface FileWriter {
  /** Bytes written so far. */
  readonly size: number;
  /** The bytes may be used again as soon as it resolves. @throws Error with a sentence where the disk is full. */
  append(bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Overwrites bytes that were written (a header whose numbers are known in the end). */
  overwrite(at: number, bytes: Uint8Array<ArrayBuffer>): Promise<void>;
  /** Brings what was written so far to the disk, before anything that is written later: a power cut may lose them in any order otherwise. */
  flush(): Promise<void>;
  /** Brings all of it to the disk, and lets go of the file. */
  close(): Promise<void>;
  /** Lets go of a file that will not become whole: what stood there before stays. Missing where nothing of that is left any more. */
  abandon?(): Promise<void>;
}

/** Reads stretches of a file. */
export interface FileReader {
  /** Bytes. */
  readonly size: number;
  /** `length` bytes from `at`, fewer where the file ends before. */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** Writes a file as a whole. @throws Error with a sentence where the disk is full; what is there then is not whole. */
export async function putFile(folder: RunFolder, name: string, bytes: Uint8Array<ArrayBuffer>): Promise<void> {
  const file = await folder.create(name);
  try {
    await file.append(bytes);
  } catch (error) {
    await letGo(file);
    throw error;
  }
  await file.close();
}

/** Lets go of a file that will not become whole; what goes wrong with that is not worth a word more. */
export async function letGo(file: FileWriter): Promise<void> {
  await (file.abandon ? file.abandon() : file.close()).catch(() => {});
}
