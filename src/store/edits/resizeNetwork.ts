import { populationRanges } from '../../model/buildNetwork.ts';
import { isSameSpan } from '../../model/connectivity/cellRange.ts';
import type {
  MatrixDescription,
  MatrixPatch,
  ParameterChange,
  PresetName,
  Receivers,
  Span,
  StimulusPart,
} from '../../model/description.ts';
import type { PopulationRange } from '../../model/population.ts';
import { PRESETS } from '../../model/presets.ts';
import { hasProbe } from '../../model/probes.ts';
import { withNetwork } from '../labDocument.ts';
import type { LabDocument, StimulusEntry } from '../labDocument.ts';
import { withoutStaleState } from './staleState.ts';

/** Something that was made for neurons that are no longer there, or are others now. */
export interface Lost {
  readonly kind: 'matrix' | 'change' | 'receivers' | 'state' | 'probes';
  /** 'the cells painted in ACh', 'g_Na of 3 neurons'. */
  readonly what: string;
}

/** How many neurons each population of the document has. */
export function countsOf({ network }: LabDocument): readonly number[] {
  return rangesOf(network).map(({ count }) => count);
}

/** The document with n neurons; the populations keep their shares of them. */
export function withNeurons(document: LabDocument, n: number): LabDocument {
  return resized(document, countsFor(document, n)).document;
}

/** What was lost on the way from one document to another because the numbers of neurons changed. */
export function lostBetween(before: LabDocument, after: LabDocument): readonly Lost[] {
  return resized(before, countsOf(after)).lost;
}

/** The name of an edit with what was lost by it. */
export function labelWith(label: string, lost: readonly Lost[]): string {
  return lost.length > 0 ? `${label}; without ${lost.map(({ what }) => what).join(', ')}` : label;
}

/**
 * The document with other numbers of neurons. What is generated follows by itself; blocks and lists go along where they stand for whole
 * populations; what was painted, given or listed for single neurons stays only where it still means the same neurons.
 */
export function resized(
  document: LabDocument,
  counts: readonly number[],
): { readonly document: LabDocument; readonly lost: readonly Lost[] } {
  const { network } = document;
  const n = counts.reduce((sum, count) => sum + count, 0);
  const isDefault = defaultCounts(network.preset, n).every((count, p) => count === counts[p]);
  const before = rangesOf(network);
  const after = populationRanges(PRESETS[network.preset], n, counts);
  if (before.every(({ count }, p) => count === after[p]!.count)) return { document, lost: [] };
  const lost: Lost[] = [];
  const next = withNetwork(document, {
    n,
    counts: isDefault ? undefined : counts,
    ...(network.matrices && { matrices: resizeMatrices(network.matrices, before, after, lost) }),
    ...(network.changes && { changes: resizeChanges(network.changes, before, after, lost) }),
  });
  const stimulus = resizeStimulus(document.stimulus, n, lost);
  const probes = resizeProbes(document, after, lost);
  const { document: fitting, isStale } = withoutStaleState(document, { ...next, stimulus, probes });
  if (isStale) lost.push({ kind: 'state', what: 'the initial state' });
  return { document: fitting, lost };
}

type Matrices = Readonly<Record<string, MatrixDescription>>;

function resizeMatrices(
  matrices: Matrices,
  before: readonly PopulationRange[],
  after: readonly PopulationRange[],
  lost: Lost[],
): Matrices | undefined {
  const isSameN = endOf(before) === endOf(after);
  const kept = Object.entries(matrices).flatMap(([type, matrix]): [string, MatrixDescription][] => {
    if (isSameN) {
      const moved = matrix.patches.map((patch) => movePatch(patch, before, after));
      return [[type, moved.every((patch, k) => patch === matrix.patches[k]) ? matrix : { ...matrix, patches: moved }]];
    }
    if (matrix.start.kind === 'given') {
      lost.push({ kind: 'matrix', what: `${type} from ${matrix.start.name}` });
      return [];
    }
    const patches = matrix.patches
      .map((patch) => resizePatch(patch, before, after))
      .filter((patch) => patch !== undefined);
    const gone = matrix.patches.length - patches.length;
    if (gone > 0) lost.push({ kind: 'matrix', what: `what was painted in ${type}` });
    // Nothing but what was painted: the model's matrix takes its place.
    return matrix.start.kind === 'none' && gone > 0 && patches.length === 0 ? [] : [[type, { ...matrix, patches }]];
  });
  return kept.length > 0 ? Object.fromEntries(kept) : undefined;
}

/** The patch for the neurons as they are now; undefined where it was for single neurons. */
function resizePatch(
  patch: MatrixPatch,
  before: readonly PopulationRange[],
  after: readonly PopulationRange[],
): MatrixPatch | undefined {
  if (patch.kind === 'transpose') return patch;
  if (patch.kind === 'cells') return undefined;
  const rows = resizeSpan(patch.rows, before, after);
  const columns = resizeSpan(patch.columns, before, after);
  return rows && columns && { ...patch, rows, columns };
}

/** The patch where only the border between populations moves: what was for single neurons stays with them. */
function movePatch(
  patch: MatrixPatch,
  before: readonly PopulationRange[],
  after: readonly PopulationRange[],
): MatrixPatch {
  if (patch.kind === 'transpose' || patch.kind === 'cells') return patch;
  const rows = resizeSpan(patch.rows, before, after) ?? patch.rows;
  const columns = resizeSpan(patch.columns, before, after) ?? patch.columns;
  return isSameSpan(rows, patch.rows) && isSameSpan(columns, patch.columns) ? patch : { ...patch, rows, columns };
}

/** A span that was all neurons or a whole population is that again. */
function resizeSpan(
  span: Span,
  before: readonly PopulationRange[],
  after: readonly PopulationRange[],
): Span | undefined {
  if (span.first === 0 && span.count === endOf(before)) return { first: 0, count: endOf(after) };
  const p = before.findIndex((one) => isSameSpan(one, span));
  return p < 0 ? undefined : { first: after[p]!.first, count: after[p]!.count };
}

function resizeChanges(
  changes: readonly ParameterChange[],
  before: readonly PopulationRange[],
  after: readonly PopulationRange[],
  lost: Lost[],
): readonly ParameterChange[] {
  const kept = changes.filter((change) => {
    const { parameter, population, neurons } = change;
    const isForAll = neurons === undefined && change.kind !== 'list';
    const isSameList =
      neurons === undefined &&
      before.every(
        ({ name, count }, p) => (population !== undefined && population !== name) || count === after[p]!.count,
      );
    const areSameNeurons = neurons?.every((neuron) => {
      const was = populationAt(before, neuron);
      return was !== undefined && was === populationAt(after, neuron);
    });
    if (isForAll || isSameList || areSameNeurons) return true;
    const whose = neurons ? `of ${neurons.length} ${neurons.length === 1 ? 'neuron' : 'neurons'}` : 'neuron by neuron';
    lost.push({ kind: 'change', what: `${parameter} ${whose}` });
    return false;
  });
  return kept.length === changes.length ? changes : kept;
}

function resizeStimulus(stimulus: readonly StimulusEntry[], n: number, lost: Lost[]): readonly StimulusEntry[] {
  if (!stimulus.some(({ part }) => reachesBeyond(part, n))) return stimulus;
  return stimulus.flatMap((entry) => {
    const { part } = entry;
    if (part.kind === 'array' || !reachesBeyond(part, n)) return entry;
    const receivers = part.receivers as Extract<Receivers, { kind: 'list' }>;
    const neurons = receivers.neurons.filter((neuron) => neuron < n);
    const gone = receivers.neurons.length - neurons.length;
    lost.push({ kind: 'receivers', what: `${gone} ${gone === 1 ? 'receiver' : 'receivers'} of a current` });
    return neurons.length > 0 ? { ...entry, part: { ...part, receivers: { ...receivers, neurons } } } : [];
  });
}

/** Those of neurons that are there and have the variable: the same number may be a neuron of another population now. */
function resizeProbes(
  { network, probes }: LabDocument,
  after: readonly PopulationRange[],
  lost: Lost[],
): LabDocument['probes'] {
  const kept = probes?.filter((probe) => hasProbe(PRESETS[network.preset], after, probe));
  const gone = (probes?.length ?? 0) - (kept?.length ?? 0);
  if (gone === 0) return probes;
  lost.push({ kind: 'probes', what: `${gone} recorded ${gone === 1 ? 'variable' : 'variables'}` });
  return kept!.length > 0 ? kept : undefined;
}

/** Whether a current goes into single neurons that a network of n has not. */
function reachesBeyond(part: StimulusPart, n: number): boolean {
  if (part.kind === 'array') return false;
  const { receivers } = part;
  return receivers?.kind === 'list' && receivers.neurons.some((neuron) => neuron >= n);
}

export function rangesOf({ preset, n, counts }: LabDocument['network']): readonly PopulationRange[] {
  return populationRanges(PRESETS[preset], n, counts);
}

export function defaultCounts(preset: PresetName, n: number): readonly number[] {
  return populationRanges(PRESETS[preset], n).map(({ count }) => count);
}

/** Numbers of neurons with the shares that they have now, n in all. */
function countsFor(document: LabDocument, n: number): readonly number[] {
  const { preset, n: before, counts } = document.network;
  if (counts === undefined) return defaultCounts(preset, n);
  // What rounding leaves goes to the last population, as in the model.
  const next = counts.slice(0, -1).map((count) => Math.round((count / before) * n));
  return [...next, n - next.reduce((sum, count) => sum + count, 0)];
}

function endOf(populations: readonly PopulationRange[]): number {
  const { first, count } = populations.at(-1)!;
  return first + count;
}

function populationAt(populations: readonly PopulationRange[], neuron: number): string | undefined {
  return populations.find(({ first, count }) => neuron >= first && neuron < first + count)?.name;
}
