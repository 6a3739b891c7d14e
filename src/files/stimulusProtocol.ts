import type { CurrentFile } from './currentFile.ts';
import type { StimulusPreview } from './stimulusPreview.ts';

/** From the page to stimulus.worker.ts. */
export interface StimulusRequest {
  readonly file: File;
  readonly n: number;
  readonly samplesPerMs: number;
}

/** And back: one reply per request. */
export type StimulusReply =
  | ({ readonly type: 'read' } & StimulusUpload)
  /** The file is not what was expected. */
  | { readonly type: 'refused'; readonly message: string }
  /** The reader failed, whatever the file. */
  | { readonly type: 'broken'; readonly message: string };

export interface StimulusUpload extends CurrentFile {
  readonly preview: StimulusPreview;
}
