import type { EngineBatch } from '../../engine/engine.ts';
import type { Checkpoint } from '../checkpoint.ts';

/** What is known of a long run's progress to disk. */
export interface LongRunProgress {
  /** Batches that are on disk, whole, with the checkpoint behind them. */
  readonly confirmed: number;
  readonly batches: number;
  /** The step that the first batch begins with. */
  readonly start: number;
  /** The step at which the batch in progress ends; all steps once the run is over. */
  readonly batchEnd: number;
  /** Bytes on disk. */
  readonly bytes: number;
}

/** Takes a run to disk while it goes. */
export interface RunRecorder {
  readonly progress: LongRunProgress;
  /** What was recorded, without a gap; no batch of an engine goes beyond `progress.batchEnd`. */
  append(recorded: EngineBatch): Promise<void>;
  /** The batch in progress is whole: it goes to disk, and its checkpoint behind it, before this resolves. */
  confirm(checkpoint: Checkpoint): Promise<void>;
  /** Lets go of what is open; what was not confirmed is lost. */
  close(): Promise<void>;
}
