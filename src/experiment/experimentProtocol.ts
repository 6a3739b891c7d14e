import type { Experiment } from './experiment.ts';
import type { OpenedExperiment } from './openedExperiment.ts';
import type { ExperimentFile } from './writeExperiment.ts';

/** From the page to experiment.worker.ts, once for each worker. */
export type ExperimentRequest =
  | { readonly type: 'read'; readonly file: File }
  | { readonly type: 'write'; readonly experiment: Experiment; readonly software: string };

export type ExperimentReply =
  | { readonly type: 'read'; readonly opened: OpenedExperiment }
  | { readonly type: 'written'; readonly file: ExperimentFile }
  /** The file is not what was expected: a sentence for the user. */
  | { readonly type: 'refused'; readonly message: string };
