import type { Span } from '../../analysis/span.ts';
import type { RunFacts } from './runFacts.ts';

const LONGEST_TITLE = 40;

/** 'odour-pulse-n120-seed1': what begins the name of every file of a run. */
export function runStem({ title, run }: Pick<RunFacts, 'title' | 'run'>): string {
  const { n, seed } = run.network;
  return `${slugOf(title)}-n${n}-seed${seed}`;
}

/** The same of a stretch of time: 'odour-pulse-n120-seed1-0-1000ms'. */
export function fileStem(facts: Pick<RunFacts, 'title' | 'run'>, { from, to }: Span): string {
  return `${runStem(facts)}-${from.toFixed()}-${to.toFixed()}ms`;
}

/** The title in letters that every file system takes. */
function slugOf(title: string): string {
  const plain = title
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[\u0300-\u036f]/g, '');
  const slug = plain
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST_TITLE)
    .replace(/^-+|-+$/g, '');
  return slug || 'nerveflow';
}
