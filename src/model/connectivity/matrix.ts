import type { MatrixDescription, MatrixStart } from '../description.ts';
import type { Connectivity } from '../network.ts';
import { collectColumns, countSynapses, isBinaryRow, type MatrixRow } from './matrixRow.ts';

/**
 * A matrix of weights: `rows[postsynaptic][presynaptic]`, 0 where there is no synapse. A row is never written once it stands in a matrix:
 * an edited matrix is a new one that has the rows which stayed from the one before it, so that whoever drew or counted that one compares
 * rows by identity, and nobody who holds it is surprised. Rows without a synapse may all be one array.
 */
export interface Matrix {
  readonly n: number;
  /** [n] of [n]. */
  readonly rows: readonly MatrixRow[];
}

/** [n, n] row-major, row = postsynaptic: as files hold it. Uint8Array where every synapse has weight 1. */
export type FlatWeights = Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;

/** n rows without a synapse: one array, n times. */
export function emptyRows(n: number): MatrixRow[] {
  const empty = new Uint8Array(n);
  return Array.from({ length: n }, () => empty);
}

/** The synapses of a matrix row by row. */
export function compressRows({ n, rows }: Matrix): Pick<Connectivity, 'rowStart' | 'presynaptic' | 'weights'> {
  const rowStart = new Uint32Array(n + 1);
  let count = 0;
  for (let post = 0; post < n; post++) {
    count += countSynapses(rows[post]!);
    rowStart[post + 1] = count;
  }
  const presynaptic = new Uint32Array(count);
  const own = rows.some((row) => row instanceof Float32Array) ? new Float64Array(count) : undefined;
  const columns = new Uint32Array(n + 1);
  for (let post = 0; post < n; post++) {
    const row = rows[post]!;
    const first = rowStart[post]!;
    const found = rowStart[post + 1]! - first;
    if (found === 0) continue;
    collectColumns(row, columns);
    presynaptic.set(columns.subarray(0, found), first);
    if (own && row instanceof Float32Array) gatherWeights(row, columns, own.subarray(first, first + found));
    else own?.fill(1, first, first + found);
  }
  // A matrix whose weights happen to be all 1 is the cheaper kind.
  return { rowStart, presynaptic, ...(own && !isAllOnes(own) && { weights: own }) };
}

function gatherWeights(row: Float32Array, columns: Uint32Array, into: Float64Array): void {
  for (let s = 0; s < into.length; s++) into[s] = row[columns[s]!]!;
}

function isAllOnes(weights: Float64Array): boolean {
  for (let s = 0; s < weights.length; s++) if (weights[s] !== 1) return false;
  return true;
}

/** The rows of weights that lie one after the other: views, no copies. */
export function rowsOf(weights: FlatWeights, n: number): MatrixRow[] {
  return Array.from({ length: n }, (_, post) => weights.subarray(post * n, (post + 1) * n));
}

/** The weights one row after the other. */
export function flatWeights({ n, rows }: Matrix): FlatWeights {
  const isBinary = rows.every(isBinaryRow);
  const weights = isBinary ? new Uint8Array(n * n) : new Float32Array(n * n);
  rows.forEach((row, post) => weights.set(row, post * n));
  return weights;
}

/** The weights of a matrix that was given. @throws TypeError where it was not. */
export function weightsOf({ start }: MatrixDescription): FlatWeights {
  if (start.kind !== 'given') throw new TypeError(`the matrix is ${start.kind}: expected a given one`);
  return start.weights;
}

/** The description of a matrix that somebody has: taken as it is, self connections too. */
export function givenMatrix(weights: FlatWeights, name = 'matrix.npy'): MatrixDescription {
  const n = Math.round(Math.sqrt(weights.length));
  const start: MatrixStart = { kind: 'given', name, n, weights };
  return { start, patches: [], allowsSelf: true };
}
