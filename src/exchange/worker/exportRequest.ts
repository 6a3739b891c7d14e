import type { Experiment } from '../../experiment/experiment.ts';
import type { ExperimentFormatName } from '../experimentFormats.ts';
import type { ExportFile } from '../exportFile.ts';
import type { RecordedRun } from '../recordedRun.ts';
import type { RunFormatName } from '../runFormats.ts';

/** What the page asks exchange.worker.ts to write, once. */
export type ExportRequest = RunRequest | ExperimentRequest;

/** A recorded run as a file. */
export interface RunRequest {
  readonly of: 'run';
  readonly format: RunFormatName;
  readonly run: RecordedRun;
  /** What the name of the file begins with. */
  readonly stem: string;
}

/** An experiment for another program to run. */
export interface ExperimentRequest {
  readonly of: 'experiment';
  readonly format: ExperimentFormatName;
  readonly experiment: Experiment;
}

/** A file whose bytes do not pass through the page. */
export interface MadeFile extends Omit<ExportFile, 'bytes'> {
  readonly content: Blob;
}

export type ExportReply =
  /** How much is written, 0 … 1. */
  | { readonly type: 'progress'; readonly share: number }
  | { readonly type: 'made'; readonly file: MadeFile }
  | { readonly type: 'failed'; readonly message: string };
