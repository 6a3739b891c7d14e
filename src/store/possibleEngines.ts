import { isTakenAutomatically, type EngineReport, type EngineRequest } from '../engine/engineInfo.ts';
import { offersPrecision } from './engineRequest.ts';

/**
 * The engines that the next run may get: what the page can say before there is a run. Which of several it will be, the worker finds out
 * when the run starts, on its network.
 */
export function possibleEngines(request: EngineRequest, engines: readonly EngineReport[]): readonly EngineReport[] {
  if (request.choice !== 'auto') return engines.filter(({ kind }) => kind === request.choice);
  const fitting = engines.filter((report) => isTakenAutomatically(report) && offersPrecision(report, request));
  // The reference is there to judge the others, and runs only where there is none.
  const fast = fitting.filter(({ kind }) => kind !== 'reference');
  return fast.length > 0 ? fast : fitting;
}
