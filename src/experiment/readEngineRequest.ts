import { ENGINE_KINDS, MOST_THREADS, PRECISIONS } from '../engine/engineInfo.ts';
import type { EngineRequest } from '../engine/engineInfo.ts';
import { objectOf, oneOf, when, wholeFrom } from './shape.ts';
import type { Read } from './shape.ts';

const choice = oneOf('auto', ...ENGINE_KINDS);
const precision = oneOf(...PRECISIONS);
const threads = wholeFrom(1, MOST_THREADS);
const isCompensated = when((value) => value === false, 'false, where it is there');

/** A request that is right as a whole. */
export const engineRequest: Read<EngineRequest> = objectOf({ choice }, { precision, threads, isCompensated });

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
  const asked = {
    choice: choice(saved.choice),
    precision: precision(saved.precision),
    // An address holds texts.
    threads: threads(Number(saved.threads ?? NaN)),
    isCompensated: isCompensated(saved.isCompensated),
  };
  if (asked.choice === undefined && asked.precision === undefined && asked.threads === undefined) return undefined;
  return engineRequest({ ...asked, choice: asked.choice ?? 'auto' });
}
