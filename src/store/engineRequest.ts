import type { EngineKind, EngineReport, EngineRequest } from '../engine/engineInfo.ts';

/** Whether a kind of engine shares a step out to threads. */
export function hasThreads(kind: EngineKind): boolean {
  return kind === 'cpu';
}

/** Whether two requests ask for the same. */
export function isSameRequest(a: EngineRequest, b: EngineRequest): boolean {
  return (
    a.choice === b.choice &&
    a.precision === b.precision &&
    a.threads === b.threads &&
    a.isCompensated === b.isCompensated
  );
}

/** Whether an engine can do what was asked for, but for the choice of its kind. */
export function offersPrecision({ precisions }: EngineReport, { precision }: EngineRequest): boolean {
  return precision === undefined || precisions.includes(precision);
}
