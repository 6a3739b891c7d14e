import { batchOfFile, MERGED_FILES } from '../../simulation/longRun/runFiles.ts';
import type { DiskFile } from '../../simulation/longRun/runsProtocol.ts';

/** Files of a run that are of one kind, and what they take together. */
export interface FileGroup {
  /** 'Rows of 100 batches'; missing where the files stand for themselves. */
  readonly title?: string;
  /** What merging made, and can make again. */
  readonly isMerged: boolean;
  readonly files: readonly DiskFile[];
  readonly bytes: number;
}

/** The files of a run: what was merged, then rows, spikes and checkpoints, of which each batch has one, then what describes the run. */
export function groupFiles(files: readonly DiskFile[]): readonly FileGroup[] {
  const group = (kind: FileKind, title?: (count: number) => string): FileGroup => {
    const found = files.filter(({ name }) => kindOf(name) === kind);
    const bytes = found.reduce((sum, file) => sum + file.bytes, 0);
    // One file alone is not worth a fold.
    const named = title && found.length > 1 && { title: title(found.length) };
    return { ...named, isMerged: kind === 'merged', files: found, bytes };
  };
  return [
    group('merged'),
    group('state', (count) => `Rows of ${count} batches`),
    group('spikes', (count) => `Spikes of ${count} batches`),
    group('checkpoint', (count) => `${count} checkpoints`),
    group('other'),
  ].filter((one) => one.files.length > 0);
}

type FileKind = 'merged' | 'state' | 'spikes' | 'checkpoint' | 'other';

function kindOf(name: string): FileKind {
  if (MERGED_FILES.includes(name)) return 'merged';
  // Also those that were kept on demand, or that the run began with.
  if (/^checkpoint\.\w+\.npz$/.test(name)) return 'checkpoint';
  return batchOfFile(name)?.kind ?? 'other';
}
