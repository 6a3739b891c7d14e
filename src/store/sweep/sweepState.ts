import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { LabDocument } from '../labDocument.ts';
import type { SweepDescription, SweepPlan } from './sweepPlan.ts';

export interface SweepState {
  /** What will be swept next. */
  readonly description: SweepDescription;
  /** The key of the measure that was chosen to be shown. */
  readonly measure?: string;
  /** Whether a network that is opened runs at once. */
  readonly runsOpened: boolean;
  readonly status: 'idle' | 'running' | 'stopped' | 'finished' | 'failed';
  /** What is or was swept; its results are in `Sweep.results`. */
  readonly plan?: SweepPlan;
  /** How many runs have ended: `Sweep.results` has changed when this has. */
  readonly ended: number;
  readonly diverged: number;
  /** How much of the whole is done, 0 … 1. */
  readonly share: number;
  /** Whether one device runs all of them together. */
  readonly isTogether: boolean;
  /** How many run at once. */
  readonly atOnce: number;
  /** s of the wall clock, of what has ended. */
  readonly seconds: number;
  /** s: as it was estimated before the start, and more and more as it was measured since; undefined where nothing is known. */
  readonly secondsLeft?: number;
  readonly engine?: EngineInfo;
  /** One sentence: why it ended early. */
  readonly failure?: string;
  /** The cell that is pointed at, by its index in the plan. */
  readonly cursor?: number;
  /** The run whose network was opened last, and the document that it became. */
  readonly opened?: { readonly run: number; readonly document: LabDocument };
}
