import { csvText } from './csvTable.ts';

/** What a sweep's table says of one run; what cannot be said is NaN or undefined, and an empty cell. */
export interface SweepRow {
  /** Its number, counted from 0: the last axis changes before the first, and seeds before all. */
  readonly run: number;
  /** In the order of the axes. */
  readonly values: readonly number[];
  readonly seed: number;
  readonly populations: readonly {
    readonly name: string;
    readonly spikes: number;
    /** Where the population is counted by them: −20 mV events. */
    readonly events?: number;
    /** Hz per neuron. */
    readonly rateHz: number;
  }[];
  readonly peakHz: number | undefined;
  /** −1 … 1. */
  readonly synchrony: number | undefined;
  /** Simulated time, ms. */
  readonly time: number;
  /** Where the run diverged, one sentence. */
  readonly diverged?: string | undefined;
}

/** A column of numbers of the table. */
export interface SweepColumn {
  readonly name: string;
  read(row: SweepRow): number;
}

/**
 * What was counted and measured, column by column.
 * @param populations which are counted by events
 */
export function sweepColumns(
  populations: readonly { readonly name: string; readonly hasEvents: boolean }[],
): SweepColumn[] {
  return [
    ...populations.map(({ name }, p) => ({
      name: `spikes_${name}`,
      read: (row: SweepRow) => row.populations[p]!.spikes,
    })),
    ...populations.flatMap(({ name, hasEvents }, p) =>
      hasEvents ? [{ name: `events_${name}`, read: (row: SweepRow) => row.populations[p]!.events ?? NaN }] : [],
    ),
    ...populations.map(({ name }, p) => ({
      name: `rate_${name}_hz`,
      read: (row: SweepRow) => rounded(row.populations[p]!.rateHz),
    })),
    { name: 'peak_hz', read: ({ peakHz }) => rounded(peakHz ?? NaN) },
    { name: 'synchrony', read: ({ synchrony }) => rounded(synchrony ?? NaN) },
    { name: 'time_ms', read: ({ time }) => rounded(time) },
  ];
}

/** First line of sweep.csv. @param axes names of what is swept: 'g_GABA', 'PN.E_L' */
export function sweepHeader(axes: readonly string[], columns: readonly SweepColumn[]): string {
  return toLine(['run', ...axes, 'seed', ...columns.map(({ name }) => name), 'diverged']);
}

/** The line of one run. */
export function sweepLine(row: SweepRow, columns: readonly SweepColumn[]): string {
  const { run, values, seed, diverged = '' } = row;
  const numbers = columns.map(({ read }) => {
    const value = read(row);
    return Number.isFinite(value) ? String(value) : '';
  });
  return toLine([String(run), ...values.map(String), String(seed), ...numbers, diverged]);
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}

function toLine(cells: readonly string[]): string {
  return `${cells.map(csvText).join(',')}\n`;
}
