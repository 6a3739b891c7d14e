import { HIGHEST_HZ, LONGEST_INTERVAL, SHORTEST_SIGNAL } from '../../analysis/averagedSpectrum.ts';
import type { Signal } from '../../analysis/signal.ts';
import { formatNumber } from '../format.ts';

/** Why there is no spectrum of a mean voltage, in one sentence; undefined where there is one. */
export function fieldProblem({ samples, interval }: Signal): string | undefined {
  const ms = samples.length * interval;
  // The allowance is for rounding: 200 rows of 1 ms may be 199.99999999999997 ms.
  if (ms < SHORTEST_SIGNAL - 1e-6) {
    return `A spectrum needs at least ${SHORTEST_SIGNAL} ms; ${formatNumber(ms)} ms of this range have been recorded.`;
  }
  if (interval > LONGEST_INTERVAL) {
    return `A spectrum up to ${HIGHEST_HZ} Hz needs V every ${LONGEST_INTERVAL} ms; it was kept every ${formatNumber(interval)} ms.`;
  }
  if (!samples.every(Number.isFinite)) return 'The mean voltage is not a number in all of this range.';
  return undefined;
}
