import { FileError } from '../../files/fileError.ts';
import { populationRanges } from '../../model/buildNetwork.ts';
import { checkPatch, checkWeight } from '../../model/connectivity/checkPatch.ts';
import { checkRule } from '../../model/connectivity/generateMatrix.ts';
import { emptyRows, type Matrix } from '../../model/connectivity/matrix.ts';
import type { MatrixContext } from '../../model/connectivity/matrixCache.ts';
import type { GeneratedMatrix, MatrixDescription, MatrixPatch, NetworkDescription } from '../../model/description.ts';
import type { SynapseType } from '../../model/model.ts';
import { PRESETS } from '../../model/presets.ts';
import type { Lab } from '../lab.ts';
import { withNetwork } from '../labDocument.ts';
import { matrixProblem } from './matrixProblem.ts';

const AS_DRAWN: MatrixDescription = { start: { kind: 'drawn' }, patches: [] };

/**
 * The document's matrix of a synapse type, `rows[postsynaptic][presynaptic]`: the same object until it changes, and the same rows where an
 * edit left them alone. Where it cannot be made (`matrixProblem` says why) it has no synapses.
 */
export function matrixOf(lab: Lab, type: string): Matrix {
  const { network } = lab.document.getState();
  return tryMatrix(lab, network, type) ?? emptyMatrix(network.n);
}

/** The matrix of the run on the screen, where it is not the document's (an edit is on its way, or needs a new start). */
export function matrixOfRun(lab: Lab, type: string): Matrix | undefined {
  const { run } = lab.run.getState();
  const matrix = run && tryMatrix(lab, run.network, type);
  return matrix === matrixOf(lab, type) ? undefined : matrix;
}

/** How the document describes the matrix: its start, its patches, whether self connections are allowed. */
export function matrixDescription(lab: Lab, type: string): MatrixDescription {
  return lab.document.getState().network.matrices?.[type] ?? AS_DRAWN;
}

/**
 * Edits the matrix. A patch with the gesture of the last one takes its place: while a slider is dragged there is one patch.
 * @returns why the patch was refused, in one sentence; the matrix stays then
 */
export function applyPatch(
  lab: Lab,
  type: string,
  patch: MatrixPatch,
  label: string,
  gesture?: string,
): string | undefined {
  const { start, patches, allowsSelf } = matrixDescription(lab, type);
  const last = patches.at(-1);
  const isSameGesture = gesture !== undefined && last !== undefined && gestures.get(last) === gesture;
  const next = { start, patches: [...(isSameGesture ? patches.slice(0, -1) : patches), patch], allowsSelf };
  const { network } = lab.document.getState();
  const refused = reasonOf(() => {
    checkPatch(patch, network.n);
    makeMatrix(lab, { ...network, matrices: { ...network.matrices, [type]: next } }, type);
  });
  if (refused !== undefined) return refused;
  if (gesture !== undefined) gestures.set(patch, gesture);
  setMatrix(lab, type, next, label, gesture);
  return undefined;
}

/** The gestures that patches came from. */
const gestures = new WeakMap<MatrixPatch, string>();

/** What the newest patch of a stroke painted, by cell: the next one goes on with it. */
const strokes = new WeakMap<MatrixPatch, Map<number, number>>();

/**
 * Sets cells (row · n + column) to a weight, 0 to erase. All that is painted with one gesture (a new name for each press of the pointer)
 * is one patch and one entry of the history: 'GABA: 14 cells painted'. Cells that have the weight already, or would be a neuron's synapse
 * onto itself where that is not allowed, are passed over.
 * @returns why it was refused, in one sentence
 */
export function paintCells(
  lab: Lab,
  type: string,
  cells: Uint32Array,
  weight: number,
  gesture: string,
): string | undefined {
  const refused = reasonOf(() => checkWeight(weight)) ?? matrixProblem(lab.document.getState().network, type);
  if (refused !== undefined) return refused;
  const { start, patches, allowsSelf = false } = matrixDescription(lab, type);
  const { n, rows } = matrixOf(lab, type);
  const exact = Math.fround(weight);
  const fresh = cells.filter((cell) => {
    const post = Math.floor(cell / n);
    const pre = cell - post * n;
    return post < n && (allowsSelf || pre !== post) && rows[post]![pre] !== exact;
  });
  if (fresh.length === 0) return undefined;
  const last = patches.at(-1);
  const started = last && gestures.get(last) === gesture ? strokes.get(last) : undefined;
  const stroke = started ?? new Map<number, number>();
  for (const cell of fresh) stroke.set(cell, weight);
  const isOneWeight = Array.from(stroke.values()).every((other) => other === weight);
  const patch: MatrixPatch = {
    kind: 'cells',
    n,
    cells: Uint32Array.from(stroke.keys()),
    weights: isOneWeight ? weight : Float32Array.from(stroke.values()),
  };
  gestures.set(patch, gesture);
  // The map is the new patch's now: who undoes to the old one and goes on starts another.
  if (started) strokes.delete(last!);
  strokes.set(patch, stroke);
  const kept = started ? patches.slice(0, -1) : patches;
  const count = stroke.size === 1 ? '1 cell' : `${stroke.size} cells`;
  const label = `${type}: ${count} ${isOneWeight ? paintedWith(weight) : 'edited'}`;
  setMatrix(lab, type, { start, patches: [...kept, patch], allowsSelf }, label, gesture);
  return undefined;
}

function paintedWith(weight: number): string {
  if (weight === 0) return 'erased';
  return weight === 1 ? 'painted' : `set to ${weight}`;
}

/**
 * Connects by a rule instead of what there was, edits too.
 * @returns why the rule was refused, in one sentence; the matrix stays then
 */
export function generateMatrix(lab: Lab, type: string, rule: GeneratedMatrix): string | undefined {
  const { network } = lab.document.getState();
  const refused = reasonOf(() => checkRule(rule, contextOf(network).populations));
  if (refused !== undefined) return refused;
  const { allowsSelf } = matrixDescription(lab, type);
  setMatrix(lab, type, { start: rule, patches: [], allowsSelf }, `${type}: ${ruleLabel(rule)}`);
  return undefined;
}

/** Back to the matrix that the model and the network's seed draw. */
export function takeModelMatrix(lab: Lab, type: string): void {
  setMatrix(lab, type, undefined, `${type}: as the model draws it`);
}

/** No synapses of this type. */
export function clearMatrix(lab: Lab, type: string): void {
  const { allowsSelf } = matrixDescription(lab, type);
  setMatrix(lab, type, { start: { kind: 'none' }, patches: [], allowsSelf }, `${type}: no synapses`);
}

/** Swaps who drives whom. */
export function transposeMatrix(lab: Lab, type: string): void {
  const { start, patches, allowsSelf } = matrixDescription(lab, type);
  const isTurned = patches.at(-1)?.kind === 'transpose';
  // Twice is not at all.
  const next: readonly MatrixPatch[] = isTurned ? patches.slice(0, -1) : [...patches, { kind: 'transpose' }];
  setMatrix(lab, type, { start, patches: next, allowsSelf }, `${type}: transposed`);
}

/** Whether neurons may have synapses onto themselves; what start and patches put on the diagonal shows where they may. */
export function setAllowsSelf(lab: Lab, type: string, allowsSelf: boolean): void {
  const label = `${type}: self connections ${allowsSelf ? 'allowed' : 'removed'}`;
  setMatrix(lab, type, { ...matrixDescription(lab, type), allowsSelf }, label);
}

/** Describes the matrix anew, or as the model draws it where the description is undefined. */
export function setMatrix(
  lab: Lab,
  type: string,
  description: MatrixDescription | undefined,
  label: string,
  gesture?: string,
): void {
  lab.edit(
    label,
    (document) => {
      const { [type]: _, ...others } = document.network.matrices ?? {};
      return withNetwork(document, { matrices: description ? { ...others, [type]: description } : others });
    },
    gesture,
  );
}

/**
 * The matrix of a described network, the document's or the run's.
 * @throws RangeError when it cannot be made
 */
export function makeMatrix(lab: Pick<Lab, 'matrices'>, network: NetworkDescription, type: string): Matrix {
  return lab.matrices.matrixOf(synapseType(network, type), network.matrices?.[type], contextOf(network));
}

function tryMatrix(lab: Lab, network: NetworkDescription, type: string): Matrix | undefined {
  try {
    return makeMatrix(lab, network, type);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** What else a described network says of its matrices. */
export function contextOf({ preset, n, counts, seed }: NetworkDescription): MatrixContext {
  const model = PRESETS[preset];
  return { n, populations: populationRanges(model, n, counts), types: model.synapses, seed };
}

/** @throws TypeError with the types that there are */
export function synapseType({ preset }: NetworkDescription, name: string): SynapseType {
  const { synapses } = PRESETS[preset];
  const type = synapses.find((one) => one.name === name);
  if (type) return type;
  throw new TypeError(`there is no synapse type ${name}: expected ${synapses.map((one) => one.name).join(', ')}`);
}

/** The last one that was asked for: the same size, the same object. */
let empty: Matrix = { n: 0, rows: [] };

function emptyMatrix(n: number): Matrix {
  if (empty.n !== n) empty = { n, rows: emptyRows(n) };
  return empty;
}

/** 'random, 20 %, seed 3'. */
function ruleLabel(rule: GeneratedMatrix): string {
  const share = (value: number): string => `${Number((100 * value).toPrecision(6))} %`;
  switch (rule.kind) {
    case 'random':
      return `random, ${share(rule.probability)}, seed ${rule.seed}`;
    case 'allToAll':
      return 'all to all';
    case 'oneToOne':
      return 'one to one';
    case 'ring':
      return `ring of ${rule.neighbours} on either side`;
    case 'distance':
      return `distance-dependent, ${share(rule.probability)}, length ${rule.length}, seed ${rule.seed}`;
    case 'smallWorld':
      return `small world of ${rule.neighbours} on either side, ${share(rule.rewiring)} rewired, seed ${rule.seed}`;
    case 'inDegree':
      return `in-degree ${rule.inDegree}, seed ${rule.seed}`;
  }
}

/** The sentence of what was refused. */
export function reasonOf(check: () => void): string | undefined {
  try {
    check();
    return undefined;
  } catch (error) {
    if (error instanceof RangeError || error instanceof FileError) return error.message;
    throw error;
  }
}
