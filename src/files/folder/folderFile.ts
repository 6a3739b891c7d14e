import { FileError } from '../fileError.ts';
import { readBytes } from '../fileWorker.ts';
import { openZip } from '../zip.ts';

/** A file among several, which is not read before it is asked for. */
export interface FolderFile {
  /** Path with '/' between its parts: 'run1/ach_mat.npy'. */
  readonly path: string;
  /** Bytes. */
  readonly size: number;
  /** Bytes from ≤ k < to, as many as there are. @throws FileError where they cannot be read. */
  read(from: number, to: number): Promise<Uint8Array<ArrayBuffer>>;
}

/** A file of a folder is named by its path in it, where the browser tells it. */
export interface NamedFile {
  readonly path: string;
  readonly file: File;
}

/** Files are looked at up to this many. */
const MOST_FILES = 2048;

/**
 * The files, or those of the archive (.zip, .npz) where it is the only one.
 * @throws FileError where there are too many, or the archive is damaged or asks for too much
 */
export async function folderFiles(files: readonly NamedFile[]): Promise<readonly FolderFile[]> {
  if (files.length > MOST_FILES) {
    throw new FileError(`${files.length} files are too many to look through: expected ${MOST_FILES} at most`);
  }
  const [only] = files;
  if (files.length === 1 && /\.(npz|zip)$/i.test(only!.path)) {
    const { name } = only!.file;
    return [...openZip(await readBytes(only!.file), name).values()].map((entry) => ({
      path: entry.name,
      size: entry.size,
      read: async (from, to) => entry.read().subarray(from, to),
    }));
  }
  return files.map(({ path, file }) => ({
    path,
    size: file.size,
    read: (from, to) => readBytes(Object.assign(file.slice(from, to), { name: path })),
  }));
}
