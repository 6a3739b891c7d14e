import type { CurrentFile } from './currentFile.ts';
import type { StimulusPreview } from './stimulusPreview.ts';

/** From the page to stimulus.worker.ts; it answers with a StimulusUpload. */
export interface StimulusRequest {
  readonly file: File;
  readonly n: number;
  readonly samplesPerMs: number;
}

export interface StimulusUpload extends CurrentFile {
  readonly preview: StimulusPreview;
}
