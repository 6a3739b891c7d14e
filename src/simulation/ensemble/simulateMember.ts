import { DivergenceError } from '../../engine/engine.ts';
import type { EngineRequest } from '../../engine/engineInfo.ts';
import type { RunDescription } from '../../model/description.ts';
import { countSteps } from '../countSteps.ts';
import { makeProblem } from '../makeProblem.ts';
import type { OpenEngine } from '../session.ts';
import type { MemberResult } from './ensemble.ts';
import { MemberRecorder } from './memberRecorder.ts';

/** Steps per batch: so many that batches cost nothing, so few that a GPU is not taken away and an interruption is heard. */
const BATCH_STEPS = 1000;

/**
 * One member from its first step to its last, alone on an engine.
 * @throws Error with a sentence when the run does not fit or the engine is not to be had; a run that diverges has a result.
 * @throws the reason of `signal`, which is heard between batches.
 */
export async function simulateMember(
  run: RunDescription,
  request: EngineRequest,
  openEngine: OpenEngine,
  signal?: AbortSignal,
): Promise<MemberResult> {
  const steps = countSteps(run);
  const problem = makeProblem(run);
  const recorder = new MemberRecorder(problem);
  const { engine, info } = await openEngine(problem, request, { steps });
  try {
    while (engine.step < steps && !recorder.hasDiverged) {
      signal?.throwIfAborted();
      const size = Math.min(BATCH_STEPS, engine.mostSteps, steps - engine.step);
      recorder.append(await engine.advance(size).catch(divergence));
    }
    return recorder.result(info);
  } finally {
    engine.dispose();
  }
}

function divergence(error: unknown): DivergenceError {
  if (error instanceof DivergenceError) return error;
  throw error;
}
