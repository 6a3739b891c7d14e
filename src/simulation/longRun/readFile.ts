import { FileError } from '../../files/fileError.ts';
import type { FileReader, RunFolder } from './runFolder.ts';

/** Opens a file that has to be there. @throws FileError where it is not */
export async function openFile(folder: RunFolder, name: string): Promise<FileReader> {
  const file = await folder.open(name);
  if (file === undefined) throw new FileError(`${name} is missing: expected the files of every batch`);
  return file;
}

/** @throws FileError where the file has become shorter than it was */
export async function readExactly(
  file: FileReader,
  name: string,
  at: number,
  length: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const bytes = await file.read(at, length);
  if (bytes.length !== length) throw new FileError(`${name} became shorter while it was read`);
  return bytes;
}
