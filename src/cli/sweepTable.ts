import type { RunSummary } from '../analysis/runSummary.ts';
import { isCountedByEvents } from '../analysis/spikes.ts';
import type { ParameterChange } from '../model/description.ts';
import { changeTarget } from '../model/parameters/parameterChanges.ts';
import type { PopulationRange } from '../model/population.ts';
import type { EnsembleMember, MemberResult } from '../simulation/ensemble/ensemble.ts';
import type { SweepAxis } from './sweep.ts';

/** First line of sweep.csv. */
export function sweepHeader(axes: readonly SweepAxis[], populations: readonly PopulationRange[]): string {
  return toLine([
    'run',
    ...axes.map((axis) => changeTarget(axis)),
    'seed',
    ...populations.map(({ name }) => `spikes_${name}`),
    ...populations.filter(isCountedByEvents).map(({ name }) => `events_${name}`),
    ...populations.map(({ name }) => `rate_${name}_hz`),
    'peak_hz',
    'synchrony',
    'time_ms',
    'diverged',
  ]);
}

/** The line of one run. What cannot be said is empty. */
export function sweepLine(
  run: number,
  { changes = [] }: EnsembleMember,
  seed: number,
  { populations, eventCounts, time, diverged = '' }: MemberResult,
  summary: RunSummary,
): string {
  return toLine([
    String(run),
    ...changes.map((change) => String(numberOf(change))),
    String(seed),
    ...summary.populations.map(({ spikes }) => String(spikes)),
    ...populations.flatMap((population, p) => (isCountedByEvents(population) ? String(eventCounts[p]!) : [])),
    ...summary.populations.map(({ rateHz }) => toCell(rateHz)),
    toCell(summary.peakHz ?? NaN),
    toCell(summary.synchrony ?? NaN),
    toCell(time),
    diverged,
  ]);
}

/** A sweep sets or scales; lists and draws have no one number. */
function numberOf(change: ParameterChange): number {
  if (change.kind === 'set') return change.value;
  return change.kind === 'scale' ? change.factor : NaN;
}

function toCell(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(6))) : '';
}

/** RFC 4180: a cell with a comma or a quotation mark stands in quotation marks. */
function toLine(cells: readonly string[]): string {
  const quoted = cells.map((cell) => (/[",\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell));
  return `${quoted.join(',')}\n`;
}
