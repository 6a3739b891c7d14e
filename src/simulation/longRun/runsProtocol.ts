import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { Experiment } from '../../experiment/experiment.ts';
import type { RecordingPlan } from '../../model/description.ts';
import type { Checkpoint } from '../checkpoint.ts';

/** A run on disk, as far as its folder tells. */
export interface DiskRun {
  /** Of its folder. */
  readonly name: string;
  /** Of the experiment; its folder's where that cannot be read. */
  readonly title: string;
  /** When it was started: ms since 1970. */
  readonly date: number;
  /** Bytes of all its files. */
  readonly bytes: number;
  /** In the order of their names. */
  readonly files: readonly DiskFile[];
  /** Exact states to go on from, in their order. */
  readonly checkpoints: readonly DiskCheckpoint[];
  /** What it is a run of; undefined where that cannot be read. */
  readonly plan?: {
    /** ms. */
    readonly duration: number;
    /** ms. */
    readonly dt: number;
    readonly engine: EngineRequest;
    /** 0 where only checkpoints were kept. */
    readonly batches: number;
    /** ms: where the first batch begins. */
    readonly start: number;
    /** Neurons. */
    readonly n: number;
    /** Missing where only checkpoints were kept. */
    readonly record?: RecordingPlan;
  };
  /** Batches that are there, whole, with the checkpoint behind them. */
  readonly confirmed: number;
  /** One sentence: why it cannot be gone on with. */
  readonly problem?: string;
}

export interface DiskFile {
  readonly name: string;
  readonly bytes: number;
  /** A merged file that was given up half-way: it only takes room. */
  readonly isCutOff?: true;
}

export interface DiskCheckpoint {
  readonly file: string;
  /** Steps done since t = 0. */
  readonly step: number;
  /** The batch that ends there, from 0 on; missing where it was kept on demand. */
  readonly batch?: number;
}

export type MergeFormat = 'npy' | 'csv';

/** What the page asks of the worker that looks after the runs on disk; each is answered by one 'done' or 'refused'. */
export type RunsRequest =
  | { readonly type: 'list' }
  /** Makes the folder of a new run, with its experiment. */
  | {
      readonly type: 'create';
      readonly name: string;
      readonly experiment: Experiment;
      /** Where it begins, if not at t = 0. */
      readonly from?: Checkpoint;
    }
  | { readonly type: 'remove'; readonly name: string }
  /** Deletes a merged file; the batches stay. */
  | { readonly type: 'removeMerged'; readonly name: string; readonly file: string }
  | { readonly type: 'experiment'; readonly name: string }
  | { readonly type: 'checkpoint'; readonly name: string; readonly file: string }
  /** Keeps a state in the folder of a run, also of one that goes on. */
  | { readonly type: 'keep'; readonly name: string; readonly checkpoint: Checkpoint }
  /** Joins the batches to one file: in the run's folder, or in one that the user has chosen. */
  | {
      readonly type: 'merge';
      readonly name: string;
      readonly format: MergeFormat;
      readonly target?: FileSystemFileHandle;
    };

/** What 'done' brings along. */
export interface RunsAnswers {
  readonly list: readonly DiskRun[];
  readonly create: undefined;
  readonly remove: undefined;
  readonly removeMerged: undefined;
  readonly experiment: Experiment;
  readonly checkpoint: Checkpoint;
  readonly keep: undefined;
  /** The name of the file in the run's folder; undefined where it is the user's. */
  readonly merge: string | undefined;
}

export type ToRunsWorker =
  | { readonly id: number; readonly request: RunsRequest }
  /** Ends what goes on under this id, which is refused then. */
  | { readonly id: number; readonly isCancelled: true };

export type FromRunsWorker =
  | { readonly type: 'progress'; readonly id: number; readonly share: number }
  | { readonly type: 'done'; readonly id: number; readonly value: RunsAnswers[RunsRequest['type']] }
  /** `message` is one sentence for the user. */
  | { readonly type: 'refused'; readonly id: number; readonly message: string };
