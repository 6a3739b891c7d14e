import type { EngineInfo, EngineReport, EngineRequest } from '../engine/engineInfo.ts';
import type { LongRunDescription, RunDescription } from '../model/description.ts';
import type { PopulationRange } from '../model/population.ts';
import type { Batch } from '../recording/batch.ts';
import type { Checkpoint } from './checkpoint.ts';
import type { LongRunProgress } from './longRun/runRecorder.ts';
import type { RunEdit } from './runEdit.ts';

/**
 * Messages between the page and the worker: one discriminated union each way, switched exhaustively.
 * Every message about a run carries the run's id; whoever receives one of an old run drops it.
 */
export type ToWorker =
  | { readonly type: 'probe' }
  | {
      readonly type: 'start';
      readonly runId: number;
      readonly run: RunDescription;
      readonly engine: EngineRequest;
      readonly pacing?: Pacing;
      /** Goes to disk, from the last batch on that is there. */
      readonly longRun?: LongRunRequest;
      /** Where it goes on; from t = 0 where it is left out. */
      readonly from?: Checkpoint;
      /** The run on disk that `from` is a moment of: what it shows of the time before comes first. */
      readonly earlier?: EarlierRun;
    }
  /** One credit: the worker may send one more batch. The page grants CREDITS at the start and one per batch consumed. */
  | { readonly type: 'pull'; readonly runId: number }
  | { readonly type: 'pause'; readonly runId: number }
  /**
   * Goes on, as fast and as far as said; also changes the pace of a run that goes on already. What is left out is as if it had never been
   * said: { until: 700 } goes there as fast as it can.
   */
  | { readonly type: 'resume'; readonly runId: number; readonly pacing?: Pacing }
  /** Changes the run before its next step; answered by one 'edited' or 'editRefused'. */
  | { readonly type: 'edit'; readonly runId: number; readonly edit: RunEdit }
  | { readonly type: 'stop'; readonly runId: number }
  /** Asks for the whole state at the next border between batches; each request is answered by one 'state'. */
  | { readonly type: 'readState'; readonly runId: number }
  /** The same for a checkpoint; answered by one 'checkpoint'. */
  | { readonly type: 'readCheckpoint'; readonly runId: number };

/** A run that goes to disk, and the name of its folder there. */
export interface LongRunRequest extends LongRunDescription {
  readonly name: string;
}

/** A run on disk that another one branched from. */
export interface EarlierRun {
  /** Of its folder. */
  readonly name: string;
  readonly run: RunDescription;
  readonly longRun: LongRunDescription;
}

/** How fast and how far a run goes. */
export interface Pacing {
  /** Simulated ms per second of the wall clock, at most; undefined: as fast as it goes. Not positive: the run fails. */
  readonly msPerSecond?: number;
  /**
   * The step at whose start the run pauses, answered by 'paused'; undefined: none before its end. A step that it has passed pauses it where
   * it is, after the batches under way.
   */
  readonly until?: number;
}

/** What the network became once built: numbers for the screen. */
export interface NetworkSummary {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  readonly synapses: readonly {
    readonly type: string;
    /** How many ones the matrix holds. */
    readonly count: number;
    /** How many open fractions are integrated for them: one per presynaptic neuron, or more where α or β differ. */
    readonly openFractions: number;
  }[];
}

export interface Progress {
  /** Steps done since t = 0 and steps of the whole run. */
  readonly step: number;
  readonly steps: number;
  /** Simulated time, ms: step · dt. */
  readonly time: number;
  /** Seconds that the run took: what goes to disk and what it rested to keep its pace counts, pauses and, without a pace, waiting for the page do not. */
  readonly wallSeconds: number;
  /** Simulated ms at which these seconds began: of a run that went on from a checkpoint; 0 where it is left out. */
  readonly since?: number;
  /** Simulated seconds per wall second, averaged over about a second: 1 is real time. */
  readonly speed: number;
}

export type FromWorker =
  | { readonly type: 'engines'; readonly engines: readonly EngineReport[] }
  | {
      /** Said once more where what is on disk turns out damaged: what came before is void, and its batches begin anew. */
      readonly type: 'ready';
      readonly runId: number;
      /** The step that its batches begin with: 0, where it goes on, or where what is on disk of it begins, which comes before. */
      readonly step: number;
      /** From this step on batches hold V of all neurons; before it NaN stands for what is not on disk. */
      readonly completeStep: number;
      readonly engine: EngineInfo;
      readonly network: NetworkSummary;
      /** Sentences the user should read: 'current.npy ends at 500 ms; its last column holds until 1000 ms.' */
      readonly notices: readonly string[];
    }
  /** The edit counts from this step on. */
  | {
      readonly type: 'edited';
      readonly runId: number;
      readonly step: number;
      readonly network: NetworkSummary;
      readonly notices: readonly string[];
    }
  /** The run goes on as it was. `message` is one sentence for the user. */
  | { readonly type: 'editRefused'; readonly runId: number; readonly message: string }
  | { readonly type: 'batch'; readonly runId: number; readonly batch: Batch; readonly progress: Progress }
  /** The device has not answered for so many seconds; said again every two seconds until it does or is given up. */
  | { readonly type: 'stalled'; readonly runId: number; readonly seconds: number }
  | { readonly type: 'paused'; readonly runId: number }
  /** How much of a run that goes to disk is there: said once it is opened, and after each of its batches. */
  | { readonly type: 'confirmed'; readonly runId: number; readonly progress: LongRunProgress }
  | { readonly type: 'finished'; readonly runId: number; readonly progress: Progress }
  | { readonly type: 'state'; readonly runId: number; readonly step: number; readonly state: Float64Array<ArrayBuffer> }
  | { readonly type: 'checkpoint'; readonly runId: number; readonly checkpoint: Checkpoint }
  /** Where the run could go on if its worker or its device were gone now: said every few seconds, and after every edit. */
  | { readonly type: 'kept'; readonly runId: number; readonly checkpoint: Checkpoint }
  /** The run is over. `message` is one sentence for the user: what, where, the value, what would be right. */
  | {
      readonly type: 'failed';
      readonly runId: number;
      readonly message: string;
      /** The numbers themselves went wrong: they would again. */
      readonly isDivergence?: true;
    };

/** How many batches may be under way to the page at once. */
export const CREDITS = 3;
