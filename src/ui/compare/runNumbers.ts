import { isComparedByEvents } from '../../analysis/runs/isComparedByEvents.ts';
import type { RunSummary } from '../../analysis/runs/runSummary.ts';
import { formatFixed } from '../../charts/ticks.ts';

/** A line of a table of runs: one number of each. */
export interface RunNumber {
  readonly name: string;
  readonly unit: string;
  readonly decimals: number;
  /** Of a number about 0 a share tells nothing: the change is a difference. */
  readonly isDifference?: true;
  /** NaN where nothing can be said. */
  readonly of: (summary: RunSummary) => number;
}

/**
 * The numbers of runs with these populations.
 * @param hasEvents whether all of the runs tell LN events: else all are counted by spikes
 */
export function runNumbers(populations: readonly { readonly name: string }[], hasEvents = true): readonly RunNumber[] {
  return [
    ...populations.flatMap(({ name }): RunNumber[] => {
      const own = (summary: RunSummary) => summary.populations.find((one) => one.name === name);
      const isEvent = isComparedByEvents({ name }, { hasEvents });
      return [
        {
          name: isEvent ? `${name} events` : `${name} spikes`,
          unit: '',
          decimals: 0,
          of: (summary) => own(summary)?.events ?? own(summary)?.spikes ?? NaN,
        },
        { name: `${name} rate`, unit: 'Hz', decimals: 2, of: (summary) => own(summary)?.rateHz ?? NaN },
      ];
    }),
    { name: 'Peak of the mean PN voltage', unit: 'Hz', decimals: 1, of: ({ peakHz }) => peakHz ?? NaN },
    {
      name: 'Synchrony of PN spikes ρ',
      unit: '',
      decimals: 3,
      isDifference: true,
      of: ({ synchrony }) => synchrony ?? NaN,
    },
  ];
}

/** '+12 %', '−100 %', '+0.031' of a difference; '–' where there is nothing to be a share of. */
export function changeText({ isDifference, decimals }: RunNumber, from: number, to: number): string {
  if (!Number.isFinite(from) || !Number.isFinite(to)) return '–';
  if (isDifference) return `${to > from ? '+' : ''}${formatFixed(to - from, decimals)}`;
  if (from === to) return '0 %';
  if (from === 0) return '–';
  const percent = (100 * (to - from)) / Math.abs(from);
  if (Math.abs(percent) < 0.05) return 'below 0.1 %';
  const digits = Math.abs(percent) < 10 ? 1 : 0;
  return `${percent > 0 ? '+' : '−'}${Math.abs(percent).toFixed(digits)} %`;
}
