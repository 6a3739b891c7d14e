import type { RunDescription } from '../../model/description.ts';
import type { RepeatedRun } from './repeatRun.ts';

/** What is repeated: 'now' or a pin's letter, and the run that it stands for. */
export interface RepeatRequest {
  readonly label: string;
  readonly run: RunDescription;
}

/** The runs of one request that have ended. */
export interface RepeatSet extends RepeatRequest {
  readonly seeds: readonly number[];
  /** ms that each value of `meanVoltage` is the mean of. */
  readonly blockMs: number;
  /** In the order of the seeds. */
  readonly runs: readonly RepeatedRun[];
}

export interface RepeatsState {
  readonly status: 'idle' | 'running' | 'finished' | 'stopped' | 'failed';
  /** Runs that have ended, and all that were asked for. */
  readonly done: number;
  readonly total: number;
  /** 0 … 1, those under way included. */
  readonly share: number;
  /** s of the wall clock since the start. */
  readonly seconds: number;
  /** s; undefined while nothing can be said. */
  readonly secondsLeft: number | undefined;
  /** Goes up when another run has ended: what `Repeats.sets` holds is new then. */
  readonly revision: number;
  readonly problem: string | undefined;
}

export const NOT_REPEATED: RepeatsState = {
  status: 'idle',
  done: 0,
  total: 0,
  share: 0,
  seconds: 0,
  secondsLeft: undefined,
  revision: 0,
  problem: undefined,
};
