import type { NamedFile } from '../../files/folder/folderFile.ts';

/** Files of a folder are looked through down to this many. */
const MOST_FILES = 2048;

/** Files that were chosen, with their paths where a folder was. */
export function namedFiles(files: Iterable<File> | ArrayLike<File>): NamedFile[] {
  return Array.from(files, (file) => ({ path: file.webkitRelativePath || file.name, file }));
}

/** What a drop carries. It is gone after the event, so that it has to be taken while that is handled. */
export interface Dropped {
  readonly entries: readonly FileSystemEntry[];
  readonly files: readonly File[];
}

/** Files that were dropped, those of dropped folders too. */
export async function droppedFiles({ entries, files }: Dropped): Promise<NamedFile[]> {
  if (!entries.some(({ isDirectory }) => isDirectory)) return namedFiles(files);
  const found: NamedFile[] = [];
  const waiting = [...entries];
  for (let entry = waiting.shift(); entry && found.length <= MOST_FILES; entry = waiting.shift()) {
    if (entry.isDirectory) waiting.push(...(await entriesOf(entry as FileSystemDirectoryEntry)));
    else {
      const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
      found.push({ path: entry.fullPath.replace(/^\//, ''), file });
    }
  }
  return found;
}

/** A browser tells a hundred at a time, and none at the end. */
async function entriesOf(folder: FileSystemDirectoryEntry): Promise<FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0 || all.length > MOST_FILES) return all;
    all.push(...some);
  }
}
