import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { RunDescription } from '../../model/description.ts';
import type { EarlierRun, LongRunRequest } from '../protocol.ts';
import type { OpenEngine, Session } from '../session.ts';
import type { Replay } from './openReplay.ts';
import type { LongRunProgress } from './runRecorder.ts';

/** A session as a worker's loop drives it: the run itself, or what takes it to disk. */
export type RunningSession = Pick<
  Session,
  | 'engine'
  | 'network'
  | 'notices'
  | 'isDone'
  | 'isUnderWay'
  | 'progress'
  | 'dt'
  | 'halt'
  | 'changePace'
  | 'advance'
  | 'deliver'
  | 'edit'
  | 'readState'
  | 'readCheckpoint'
  | 'takeKept'
  | 'giveUp'
  | 'dispose'
> & {
  /** How much of it is on disk; missing where it does not go there. */
  readonly longRun?: LongRunProgress;
};

export interface StartOnDisk {
  readonly run: RunDescription;
  readonly engine: EngineRequest;
  readonly longRun: LongRunRequest;
}

/** A run that a worker is at work on. */
export interface OpenRun {
  readonly session: RunningSession;
  /** What is on disk of it already, to be shown before it goes on. */
  readonly replay?: Replay | undefined;
  /** Of its folder, where it has one. */
  letGo?(): void;
}

/** Where a worker's runs go to disk; tests hand in a memory. */
export interface RunDisk {
  /**
   * Opens a run that goes on from the last batch in its folder; nobody else may touch that until it is let go of.
   * @throws Error with a sentence for the user
   */
  open(
    start: StartOnDisk,
    openEngine: OpenEngine,
    onSilent: (seconds: number) => void,
  ): Promise<OpenRun & { letGo(): void }>;
  /**
   * What a run shows of the time before the step `until`, where anybody looks; nobody else may touch it until all of that was read.
   * @returns undefined where it is not to be had: it was deleted, is used elsewhere or does not reach that far
   */
  replay?(earlier: EarlierRun, until: number): Promise<Replay | undefined>;
}
