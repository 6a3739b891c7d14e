import { MOST_THREADS } from '../engine/engineInfo.ts';

/** How many threads this page can have: one where it is not cross-origin isolated. */
export function mostThreads(): number {
  return crossOriginIsolated ? Math.min(MOST_THREADS, navigator.hardwareConcurrency) : 1;
}

/** 1, 2, 4 … up to `most`, and `most` itself. */
export function threadCounts(most: number): readonly number[] {
  const counts: number[] = [];
  for (let count = 1; count < most; count *= 2) counts.push(count);
  return [...counts, most];
}
