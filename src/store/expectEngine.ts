import { isTakenAutomatically, type EngineReport, type EngineRequest } from '../engine/engineInfo.ts';
import { offersPrecision } from './engineRequest.ts';

/**
 * The engine that the next run will most likely get: what the page can say before there is a run. The worker decides,
 * and it may pass an engine over that this network does not fit on.
 */
export function expectEngine(request: EngineRequest, engines: readonly EngineReport[]): EngineReport | undefined {
  if (request.choice !== 'auto') return engines.find(({ kind }) => kind === request.choice);
  return engines.find((report) => isTakenAutomatically(report) && offersPrecision(report, request));
}
