import { ENGINE_KINDS, MOST_THREADS, PRECISIONS } from '../engine/engineInfo.ts';
import type { EngineChoice, EngineKind, EngineReport, EngineRequest } from '../engine/engineInfo.ts';

const CHOICES: readonly EngineChoice[] = ['auto', ...ENGINE_KINDS];

/**
 * A request as a save or the page's address holds it: each entry that is not legal is left out. A precision or a number of threads
 * alone leaves the kind to the automatic choice.
 *
 * @returns undefined where nothing legal is left
 */
export function readEngineRequest(saved: {
  readonly choice?: unknown;
  readonly precision?: unknown;
  readonly threads?: unknown;
  readonly isCompensated?: unknown;
}): EngineRequest | undefined {
  const choice = CHOICES.find((one) => one === saved.choice);
  const precision = PRECISIONS.find((one) => one === saved.precision);
  const threads = Number(saved.threads ?? NaN);
  const isCount = Number.isInteger(threads) && threads >= 1 && threads <= MOST_THREADS;
  if (choice === undefined && precision === undefined && !isCount) return undefined;
  return {
    choice: choice ?? 'auto',
    ...(precision && { precision }),
    ...(isCount && { threads }),
    ...(saved.isCompensated === false && { isCompensated: false }),
  };
}

/** Whether a kind of engine shares a step out to threads. */
export function hasThreads(kind: EngineKind): boolean {
  return kind === 'cpu';
}

/** Whether an engine can do what was asked for, but for the choice of its kind. */
export function offersPrecision({ precisions }: EngineReport, { precision }: EngineRequest): boolean {
  return precision === undefined || precisions.includes(precision);
}
