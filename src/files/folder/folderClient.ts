import { askReader } from '../fileWorker.ts';
import type { NamedFile } from './folderFile.ts';
import type { FolderPurpose, FolderReading } from './takeArrays.ts';

/** From the page to folder.worker.ts; it answers with a FolderReading. */
export interface FolderRequest {
  readonly files: readonly NamedFile[];
  readonly purpose: FolderPurpose;
}

/** `takeArrays` in a worker of its own; the page stays free meanwhile. Rejects with a FileError whose message is for the user. */
export function readFolderInWorker(files: readonly NamedFile[], purpose: FolderPurpose): Promise<FolderReading> {
  const worker = new Worker(new URL('./folder.worker.ts', import.meta.url), { type: 'module' });
  return askReader<FolderRequest, FolderReading>(worker, { files, purpose }, files[0]?.path ?? 'the files');
}
