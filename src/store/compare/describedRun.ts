import type { EngineInfo } from '../../engine/engineInfo.ts';
import type { RunDescription } from '../../model/description.ts';
import type { StimulusEntry } from '../labDocument.ts';
import type { RunEditMark } from '../runState.ts';

/** What makes a run the one that it is: the same started run with the same edits on the same engine gives the same recording. */
export interface DescribedRun {
  /** The run as it was when it started. */
  readonly started: RunDescription;
  /** What was edited while it ran, in order. */
  readonly edits: readonly RunEditMark[];
  /** Undefined before the worker has said which it is. */
  readonly engine: EngineInfo | undefined;
  /** The currents of the document that it is a run of: they have the names and ids that parts of a description lack. */
  readonly stimulus: readonly StimulusEntry[];
}
