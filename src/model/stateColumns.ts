import type { LongRunDescription, RecordingPlan, Span } from './description.ts';
import type { NetworkModel } from './model.ts';
import type { Connectivity, Network } from './network.ts';
import { probeVariables } from './probes.ts';
import { stateVariables } from './stateVariables.ts';

/** What of a network tells the columns of its recorded states. */
export type RecordedShape = Pick<Network, 'model' | 'n' | 'populations'> & {
  readonly synapses: readonly Pick<Connectivity, 'type' | 'rowStart'>[];
};

/** The columns of one variable in the rows of a recorded run; one of a full state is one of `writeSavedState`. */
export interface StateColumns {
  /** As states name it: 'V', 'm_Na', 'o_ACh', 't_fire'. */
  readonly variable: string;
  readonly unit: string;
  /** What the columns stand for: neurons, or the synapses of the type with this number. */
  readonly of: 'neurons' | { readonly type: number };
  /** Indices of the neurons, or of the synapses in row-major order over the ones of their matrix; ascending, without overlap. */
  readonly spans: readonly Span[];
  /** Its first column, and how many it has. */
  readonly first: number;
  readonly count: number;
}

/** The time of a neuron's last spike, as states name it. */
export const FIRING_MEMORY = 't_fire';
/** Steps from one row to the next, at most. */
export const MOST_EVERY = 1_000_000;
/** Each batch is three files, and each is planned and drawn one by one. */
export const MOST_BATCHES = 10_000;

/** Everything that a plan may record, in the order of the columns. */
export function recordableVariables(model: NetworkModel): readonly string[] {
  return [
    ...stateVariables(model).map(({ name }) => name),
    ...model.synapses.map(({ name }) => openFractionName(name)),
    FIRING_MEMORY,
  ];
}

/** What each of them is, with its unit: 'calcium concentration, mM'. */
export function recordableMeanings(model: NetworkModel): ReadonlyMap<string, string> {
  const ofNeurons = model.populations.flatMap(({ name }) => probeVariables(model, name));
  const withUnit = (meaning: string, unit: string): string => (unit === '1' ? meaning : `${meaning}, ${unit}`);
  return new Map([
    ...ofNeurons.map(({ name, meaning, unit }) => [name, withUnit(meaning, unit)] as const),
    ...model.synapses.map(
      ({ name, title }) => [openFractionName(name), `open fraction of each ${title} synapse`] as const,
    ),
    [FIRING_MEMORY, 'time of the last spike of each neuron, ms'],
  ]);
}

/**
 * The columns of a plan's rows: those of a saved state, less what the plan leaves out.
 * @throws RangeError with a sentence where the plan names what is not there, or nothing is left.
 */
export function stateColumns(shape: RecordedShape, plan: RecordingPlan): readonly StateColumns[] {
  checkPlan(shape, plan);
  const { model, n, populations, synapses } = shape;
  const { variables, neurons } = plan;
  const isChosen = (name: string): boolean => variables === undefined || variables.includes(name);
  const chosen: readonly Span[] = neurons === undefined ? [{ first: 0, count: n }] : spansOf(neurons);
  const all: Omit<StateColumns, 'first' | 'count'>[] = [
    ...stateVariables(model).map(({ name, unit, populations: having }) => ({
      variable: name,
      unit,
      of: 'neurons' as const,
      spans: intersection(
        chosen,
        populations.filter((population) => having.includes(population.name)),
      ),
    })),
    ...synapses.map(({ type, rowStart }, t) => ({
      variable: openFractionName(type.name),
      unit: '1',
      of: { type: t },
      spans: chosen.map(({ first, count }) => ({
        first: rowStart[first]!,
        count: rowStart[first + count]! - rowStart[first]!,
      })),
    })),
    { variable: FIRING_MEMORY, unit: 'ms', of: 'neurons', spans: chosen },
  ];
  let first = 0;
  const columns = all.flatMap((one) => {
    const spans = one.spans.filter(({ count }) => count > 0);
    const count = spans.reduce((sum, span) => sum + span.count, 0);
    if (count === 0 || !isChosen(one.variable)) return [];
    const placed = { ...one, spans, first, count };
    first += count;
    return placed;
  });
  if (columns.length === 0) {
    throw new RangeError(
      `recording ${variables?.join(', ')} of neurons ${neurons?.join(', ')}: none of them has such a variable`,
    );
  }
  return columns;
}

/** How many numbers a row has. */
export function columnCount(columns: readonly StateColumns[]): number {
  return columns.reduce((sum, { count }) => sum + count, 0);
}

/** @throws RangeError with a sentence where a run of so many steps cannot be split like that. */
export function checkBatches({ batches }: Pick<LongRunDescription, 'batches'>, steps: number): void {
  const most = Math.min(steps, MOST_BATCHES);
  if (Number.isInteger(batches) && batches >= 1 && batches <= most) return;
  const why = steps <= MOST_BATCHES ? ', the steps of the run' : '';
  throw new RangeError(`${batches} batches: expected a whole number from 1 to ${most}${why}`);
}

/** @throws RangeError with a sentence where a plan names what a network of n neurons does not have, or records nothing. */
export function checkPlan(
  { model, n }: Pick<RecordedShape, 'model' | 'n'>,
  { every, variables, neurons }: RecordingPlan,
): void {
  if (!Number.isInteger(every) || every < 1 || every > MOST_EVERY) {
    throw new RangeError(`recording every ${every} steps: expected a whole number from 1 to ${MOST_EVERY}`);
  }
  const known = recordableVariables(model);
  const unknown = variables?.find((name) => !known.includes(name));
  if (unknown !== undefined) {
    throw new RangeError(`recording '${unknown}': expected variables among ${known.join(', ')}`);
  }
  if (variables?.length === 0 || neurons?.length === 0) {
    const what = variables?.length === 0 ? 'variable' : 'neuron';
    throw new RangeError(`recording no ${what} at all: expected at least one`);
  }
  neurons?.forEach((neuron, k) => {
    if (!Number.isInteger(neuron) || neuron < 0 || neuron >= n) {
      throw new RangeError(`recording neuron ${neuron}: expected whole numbers from 0 to ${n - 1}`);
    }
    if (k > 0 && neuron <= neurons[k - 1]!) {
      throw new RangeError(
        `recording neuron ${neuron} after ${neurons[k - 1]}: expected each once, in ascending order`,
      );
    }
  });
}

function openFractionName(type: string): string {
  return `o_${type}`;
}

/** Indices, ascending, as stretches without a gap. */
function spansOf(indices: readonly number[]): Span[] {
  const spans: { first: number; count: number }[] = [];
  for (const index of indices) {
    const last = spans.at(-1);
    if (last !== undefined && last.first + last.count === index) last.count++;
    else spans.push({ first: index, count: 1 });
  }
  return spans;
}

function intersection(a: readonly Span[], b: readonly Span[]): Span[] {
  return a.flatMap((one) =>
    b.map((other) => {
      const first = Math.max(one.first, other.first);
      const end = Math.min(one.first + one.count, other.first + other.count);
      return { first, count: Math.max(0, end - first) };
    }),
  );
}
