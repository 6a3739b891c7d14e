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
  readonly peakStandsOut?: boolean | undefined;
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
  /** Unit and definition, for a line below the names: 'Hz: strongest peak …'. */
  readonly meaning: string;
  read(row: SweepRow): number;
}

/**
 * What was counted and measured, column by column.
 * @param populations which are counted by events
 */
export function sweepColumns(
  populations: readonly { readonly name: string; readonly hasEvents: boolean }[],
): SweepColumn[] {
  const first = populations[0]?.name;
  return [
    ...populations.map(({ name }, p) => ({
      name: `spikes_${name}`,
      meaning: `count: spikes (upward crossings of 0 mV) of all ${name}s`,
      read: (row: SweepRow) => row.populations[p]!.spikes,
    })),
    ...populations.flatMap(({ name, hasEvents }, p) =>
      hasEvents
        ? [
            {
              name: `events_${name}`,
              meaning: `count: calcium potentials (upward crossings of −20 mV) of all ${name}s`,
              read: (row: SweepRow) => row.populations[p]!.events ?? NaN,
            },
          ]
        : [],
    ),
    ...populations.map(({ name, hasEvents }, p) => ({
      name: `rate_${name}_hz`,
      meaning: `Hz: ${hasEvents ? 'events' : 'spikes'} per ${name} and second, over the whole run`,
      read: (row: SweepRow) => rounded(row.populations[p]!.rateHz),
    })),
    {
      name: 'peak_hz',
      meaning: `Hz: strongest peak in the spectrum of the mean ${first} voltage, over the whole run; empty without a peak and below 200 ms`,
      read: ({ peakHz }) => rounded(peakHz ?? NaN),
    },
    {
      name: 'peak_stands_out',
      meaning:
        '1 or 0: whether that peak is above what a spectrum without rhythm has in 95 % of runs; empty without a peak',
      read: ({ peakStandsOut }) => (peakStandsOut === undefined ? NaN : Number(peakStandsOut)),
    },
    {
      name: 'synchrony',
      meaning: `no unit, −1 to 1: mean pairwise Pearson correlation of the ${first}s’ spike counts in bins of 10 ms, over the whole run; ${first}s without spikes are left out`,
      read: ({ synchrony }) => rounded(synchrony ?? NaN),
    },
    {
      name: 'time_ms',
      meaning: 'ms: simulated time, the whole run or up to where it diverged',
      read: ({ time }) => rounded(time),
    },
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
