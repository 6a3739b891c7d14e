import type { ExportFile } from './exportFile.ts';
import type { RecordedRun } from './recordedRun.ts';
import type { RunFormatName } from './runFormats.ts';

/** What the page asks export.worker.ts for, once. */
export interface ExportRequest {
  readonly format: RunFormatName;
  readonly run: RecordedRun;
  /** What the name of the file begins with. */
  readonly stem: string;
}

export type ExportReply =
  /** How much is written, 0 … 1. */
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'made'; readonly file: ExportFile }
  | { readonly type: 'failed'; readonly message: string };
