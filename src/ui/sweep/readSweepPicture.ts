import { SHORTEST_SIGNAL } from '../../analysis/rhythm/averagedSpectrum.ts';
import type { SweepPicture, SweptAxis, SweptCell } from '../../charts/sweep/sweepPicture.ts';
import type { LabDocument } from '../../store/labDocument.ts';
import type { Sweep } from '../../store/sweep/sweep.ts';
import type { SweepState } from '../../store/sweep/sweepState.ts';
import { populationsOf } from '../../store/sweep/sweepPlan.ts';
import { statisticsOf, sweepMeasures } from '../../store/sweep/sweepMeasures.ts';
import type { SweepMeasure, SweepResult } from '../../store/sweep/sweepMeasures.ts';
import type { SweepAxis, SweepPlan } from '../../store/sweep/sweepPlan.ts';

/** What the chart draws of a sweep; undefined before the first one. */
export function readSweepPicture(
  { results }: Sweep,
  state: SweepState,
  document: LabDocument,
): SweepPicture | undefined {
  const { plan } = state;
  if (!plan) return undefined;
  const measure = measureOf(plan, state.measure);
  const [x, y] = plan.axes.map((axis) => axisOf(axis, document));
  const population = populationsOf(plan).findIndex(({ name }) => measure.key === `rate ${name}`);
  return {
    x: x!,
    y,
    measure: { label: measure.label, unit: measure.unit, population: population < 0 ? undefined : population },
    cells: cellsOf(plan, results, state, measure),
    seeds: plan.seeds.length,
  };
}

/** The measure of that key; where none was chosen the peak frequency, of runs that are too short for it the rate of the first population. */
export function measureOf(plan: SweepPlan, key: string | undefined): SweepMeasure {
  const measures = sweepMeasures(populationsOf(plan));
  const usual = plan.description.duration < SHORTEST_SIGNAL ? 'rate' : 'peak';
  return measures.find((one) => one.key === key) ?? measures.find((one) => one.key.startsWith(usual)) ?? measures[0]!;
}

/** The runs of a cell, by their index in the plan, in the order of the seeds. */
export function runsOfCell({ runs }: SweepPlan, cell: number): number[] {
  return runs.flatMap((one, run) => (one.cell === cell ? run : []));
}

function axisOf({ target, values, spacing }: SweepAxis, document: LabDocument): SweptAxis {
  const { label, unit } = target;
  return { label, unit, values, isLog: spacing === 'log', now: target.read(document) };
}

function cellsOf(
  { runs, cells }: SweepPlan,
  results: readonly (SweepResult | undefined)[],
  { status, ended, atOnce }: SweepState,
  measure: SweepMeasure,
): SweptCell[] {
  const values: number[][] = cells.map(() => []);
  const areByChance: boolean[][] = cells.map(() => []);
  const diverged: string[][] = cells.map(() => []);
  const endedOf = cells.map(() => 0);
  const running = new Set<number>();
  // Runs begin in their order, another one whenever one ends.
  const begun = status === 'running' ? ended + atOnce : 0;
  runs.forEach(({ cell }, run) => {
    const result = results[run];
    if (!result) {
      if (run < begun) running.add(cell);
      return;
    }
    endedOf[cell]!++;
    if (result.diverged !== undefined) {
      diverged[cell]!.push(result.diverged);
      return;
    }
    const value = measure.read(result);
    if (value === undefined) return;
    values[cell]!.push(value);
    areByChance[cell]!.push(measure.isByChance?.(result) ?? false);
  });
  return cells.map((_, cell) => {
    const { mean, deviation } = statisticsOf(values[cell]!);
    return {
      values: values[cell]!,
      areByChance: areByChance[cell]!,
      mean,
      deviation,
      ended: endedOf[cell]!,
      diverged: diverged[cell]!,
      isRunning: running.has(cell),
    };
  });
}
