import { writeCsvTable } from '../../files/csvTable.ts';
import type { RepeatSet } from '../../store/compare/repeatsState.ts';
import { runNumbers } from './runNumbers.ts';

/** A line for each seed of each set; what cannot be said is an empty cell. @param notes what the runs are */
export function repeatCsv(sets: readonly RepeatSet[], notes: readonly string[]): string {
  const runs = sets.flatMap((set) => set.runs.map((run) => ({ ...run, label: set.label })));
  const numbers = runNumbers(runs[0]?.summary.populations ?? []);
  return writeCsvTable(
    [
      { head: 'run', values: runs.map(({ label }) => label) },
      { head: 'seed', values: runs.map(({ seed }) => seed) },
      ...numbers.map(({ name, unit, of }) => ({
        head: headOf(unit ? `${name} ${unit}` : name),
        values: runs.map(({ summary }) => of(summary)),
      })),
      { head: 'diverged', values: runs.map(({ diverged }) => diverged ?? '') },
    ],
    notes,
  );
}

/** 'PN rate Hz' → 'PN_rate_Hz': a name for every reader. */
function headOf(name: string): string {
  return name
    .replaceAll(/[^A-Za-z0-9]+/g, ' ')
    .trim()
    .replaceAll(' ', '_');
}
