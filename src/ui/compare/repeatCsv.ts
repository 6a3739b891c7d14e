import type { RepeatSet } from '../../store/compare/repeats.ts';
import { runNumbers } from './runNumbers.ts';

/** A line for each seed of each set, RFC 4180 but for its line ends; what cannot be said is an empty cell. */
export function repeatCsv(sets: readonly RepeatSet[]): string {
  const numbers = runNumbers(sets[0]?.runs[0]?.summary.populations ?? []);
  const head = ['run', 'seed', ...numbers.map(({ name, unit }) => (unit ? `${name} (${unit})` : name)), 'diverged'];
  const lines = sets.flatMap(({ label, runs }) =>
    runs.map(({ seed, summary, diverged }) => [
      label,
      String(seed),
      ...numbers.map(({ of }) => (Number.isFinite(of(summary)) ? String(of(summary)) : '')),
      diverged ?? '',
    ]),
  );
  return [head, ...lines].map((cells) => `${cells.map(quote).join(',')}\n`).join('');
}

function quote(text: string): string {
  return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
