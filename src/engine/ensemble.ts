import type { Batch } from '../recording/batch.ts';
import type { DivergenceError } from './engine.ts';

/**
 * Several networks at once, on one device and in the same submissions. They share the model, n, dt, recordEvery, firstStep and the
 * integrator, and their layouts are alike (`layOutAlike`); parameters, matrices, stimulus and initial state may differ.
 */
export interface EnsembleEngine {
  /** How many networks there are, R. */
  readonly members: number;
  /** Steps done since t = 0, by every member that did not diverge. */
  readonly step: number;
  /** How many steps one call of `advance` may take: what the engine's buffers hold. */
  readonly mostSteps: number;
  /**
   * Advances every member by `steps` · dt and resolves with one result per member, in the order of the problems: what was recorded
   * on the way, or, from the call on in which it diverged, why there is nothing more of it. The other members go on.
   * Calls must not overlap.
   * @throws RangeError when `steps` is more than `mostSteps`.
   * @throws Error with a sentence when the device was lost or refused the work.
   */
  advance(steps: number): Promise<readonly (Batch | DivergenceError)[]>;
  /** Frees what the engine holds on the device; it cannot be used any more. */
  dispose(): void;
}
