import type { Span } from '../../analysis/span.ts';
import { slugOf } from '../../files/slugOf.ts';
import type { RunFacts } from './runFacts.ts';

/** 'odour-pulse-n120-seed1': what begins the name of every file of a run. */
export function runStem({ title, run }: Pick<RunFacts, 'title' | 'run'>): string {
  const { n, seed } = run.network;
  return `${slugOf(title)}-n${n}-seed${seed}`;
}

/** The same of a stretch of time: 'odour-pulse-n120-seed1-0-1000ms'. */
export function fileStem(facts: Pick<RunFacts, 'title' | 'run'>, { from, to }: Span): string {
  return `${runStem(facts)}-${from.toFixed()}-${to.toFixed()}ms`;
}
