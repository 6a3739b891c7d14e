import { isTakenAutomatically, type EngineChoice, type EngineReport } from '../engine/engineInfo.ts';

/**
 * The engine that the next run will most likely get: what the page can say before there is a run. The worker decides,
 * and it may pass an engine over that this network does not fit on.
 */
export function expectEngine(choice: EngineChoice, engines: readonly EngineReport[]): EngineReport | undefined {
  if (choice !== 'auto') return engines.find(({ kind }) => kind === choice);
  return engines.find(isTakenAutomatically);
}
