import type { EnsembleDescription } from '../../simulation/ensemble/ensemble.ts';
import { seededNetwork, seededParts } from '../../simulation/ensemble/ensemble.ts';
import { coarseToFine, combinations, spacedValues } from '../../simulation/ensemble/sweepGrid.ts';
import type { Spacing } from '../../simulation/ensemble/sweepGrid.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { MOST_SEED, isSeed } from '../../model/random.ts';
import { checkField } from '../fields.ts';
import { describeRun } from '../../experiment/describeRun.ts';
import type { LabDocument } from '../labDocument.ts';
import { checkLimits } from '../../experiment/numberLimits.ts';
import { checkDocument } from '../warnings.ts';
import { sweepTargets } from './sweepTargets.ts';
import type { SweepTarget } from './sweepTargets.ts';

/** Which values one number of the document takes. */
export interface AxisDescription {
  /** The key of a `SweepTarget`: 'g_GABA', 'PN.E_L', 'odour.amplitude'. */
  readonly target: string;
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly spacing: Spacing;
}

/** Many runs of the document's network: one for each combination of values, and for each seed. Plain data. */
export interface SweepDescription {
  /** One or two; the first is drawn across. */
  readonly axes: readonly AxisDescription[];
  /** The seeds first, first + 1, …; without them every run is of the network as it is. */
  readonly seeds?: { readonly first: number; readonly count: number };
  /** Of each run, ms. */
  readonly duration: number;
}

/** The most values of an axis, seeds of a cell, and runs. */
export const MOST_VALUES = 64;
export const MOST_SEEDS = 64;
const MOST_RUNS = 16_384;

/** One run of a sweep, in the order in which they begin. */
export interface PlannedRun {
  /** Index into `SweepPlan.cells`. */
  readonly cell: number;
  /** Index into `SweepPlan.seeds`. */
  readonly seed: number;
}

export interface SweepAxis {
  readonly target: SweepTarget;
  readonly values: readonly number[];
  readonly spacing: Spacing;
}

/** A sweep that has been checked. */
export interface SweepPlan {
  /** What it is a sweep of. */
  readonly document: LabDocument;
  readonly description: SweepDescription;
  readonly axes: readonly SweepAxis[];
  /** A value for each axis; the last axis changes first. */
  readonly cells: readonly (readonly number[])[];
  /** One that is undefined draws nothing anew. */
  readonly seeds: readonly (number | undefined)[];
  /** The first seed of all cells, from coarse to fine over the grid, then the second … */
  readonly runs: readonly PlannedRun[];
}

/** Why a sweep cannot be run, in one sentence. `axis`: which of them is meant, where one is. */
export interface SweepProblem {
  readonly problem: string;
  readonly axis?: number;
}

/** Checks a sweep of the document: names, ranges, numbers of runs, and every cell's document. */
export function planSweep(document: LabDocument, description: SweepDescription): SweepPlan | SweepProblem {
  const targets = sweepTargets(document);
  const axes: SweepAxis[] = [];
  for (const [index, axis] of description.axes.entries()) {
    const target = targets.find(({ key }) => key === axis.target);
    const problem = target ? axisProblem(target, axis) : `${axis.target} is no number of this network or its currents`;
    if (!target || problem !== undefined) return { problem: problem!, axis: index };
    if (axes.some((other) => meet(other.target, target))) {
      return { problem: `${target.label} is swept by the other axis already: choose another`, axis: index };
    }
    axes.push({ target, values: spacedValues(axis.from, axis.to, axis.count, axis.spacing), spacing: axis.spacing });
  }
  const general = seedsProblem(description) ?? checkField('duration', description.duration);
  if (general !== undefined) return { problem: general };
  const { first, count } = description.seeds ?? { first: 0, count: 0 };
  const seeds = count > 0 ? Array.from({ length: count }, (_, k) => first + k) : [undefined];
  const cells = combinations(axes.map(({ values }) => values));
  if (cells.length * seeds.length > MOST_RUNS) {
    return { problem: `${cells.length * seeds.length} runs: expected at most ${MOST_RUNS}` };
  }
  const order = coarseToFine(axes.map(({ values }) => values.length));
  const runs = seeds.flatMap((_, seed) => order.map((cell): PlannedRun => ({ cell, seed })));
  const plan = { document, description, axes, cells, seeds, runs };
  for (const run of runs.slice(0, cells.length)) {
    const problem = checkDocument(runDocument(plan, run));
    if (problem !== undefined) return { problem: `${runLabel(plan, run)}: ${problem}` };
  }
  return plan;
}

function axisProblem(target: SweepTarget, { from, to, count, spacing }: AxisDescription): string | undefined {
  if (!Number.isInteger(count) || count < 1 || count > MOST_VALUES) {
    return `${target.label} takes ${count} values: expected a whole number from 1 to ${MOST_VALUES}`;
  }
  const problem = checkLimits(target, from) ?? checkLimits(target, to);
  if (problem !== undefined) return problem;
  if (count > 1 && from === to) return `${target.label} goes from ${from} to ${to}: expected two different values`;
  if (spacing === 'log' && from * to <= 0) {
    return `${target.label} goes from ${from} to ${to}: equal ratios need two values of one sign, and no 0`;
  }
  return undefined;
}

/** Whether one would undo what the other does: g_GABA and g_GABA of PN do. */
function meet(a: SweepTarget, b: SweepTarget): boolean {
  return (
    a.key === b.key || (a.symbol !== undefined && a.symbol === b.symbol && (a.key === a.symbol || b.key === b.symbol))
  );
}

function seedsProblem({ seeds }: SweepDescription): string | undefined {
  if (seeds === undefined) return undefined;
  const { first, count } = seeds;
  if (!Number.isInteger(count) || count < 1 || count > MOST_SEEDS) {
    return `${count} seeds: expected a whole number from 1 to ${MOST_SEEDS}`;
  }
  if (isSeed(first) && isSeed(first + count - 1)) return undefined;
  return `the seeds ${first} to ${first + count - 1}: expected whole numbers from 0 to ${MOST_SEED}`;
}

export function populationsOf({ document: { network } }: SweepPlan): readonly PopulationRange[] {
  return populationRanges(PRESETS[network.preset], network.n, network.counts);
}

/** The document of one run: what opens when its cell is opened, and what is simulated. */
export function runDocument({ document, description, axes, cells, seeds }: SweepPlan, run: PlannedRun): LabDocument {
  const seed = seeds[run.seed];
  const drawn = seed === undefined ? document : seededDocument(document, seed);
  return axes.reduce((made, { target }, a) => target.write(made, cells[run.cell]![a]!), {
    ...drawn,
    duration: description.duration,
  });
}

/** The document with the seed that members of ensembles get: `seededNetwork`, `seededParts`. */
function seededDocument(document: LabDocument, seed: number): LabDocument {
  const on = document.stimulus.filter(({ isOn }) => isOn);
  const parts = on.map(({ part }) => part);
  const seeded = seededParts(parts, seed);
  const stimulus =
    seeded === parts
      ? document.stimulus
      : document.stimulus.map((entry) => (entry.isOn ? { ...entry, part: seeded[on.indexOf(entry)]! } : entry));
  return { ...document, network: seededNetwork(document.network, seed), stimulus };
}

/** The ensemble of a sweep; its members are the planned runs in their order. */
export function sweepEnsemble(plan: SweepPlan): EnsembleDescription {
  const base = describeRun({ ...plan.document, duration: plan.description.duration });
  const members = plan.runs.map((run) => {
    const { network, stimulus } = describeRun(runDocument(plan, run));
    return { network, stimulus };
  });
  return { base, members };
}

/** 'g_GABA 0.4 mS/cm², E_L of PN −60 mV, seed 3' */
export function runLabel({ axes, cells, seeds }: SweepPlan, { cell, seed }: PlannedRun): string {
  const values = axes.map(({ target: { label, unit } }, a) => {
    const value = String(Number(cells[cell]![a]!.toPrecision(4))).replace('-', '−');
    return `${label} ${value}${unit && ` ${unit}`}`;
  });
  const drawn = seeds[seed];
  return [...values, ...(drawn === undefined ? [] : [`seed ${drawn}`])].join(', ');
}
