import type { Matrix } from './matrix.ts';
import { countSynapses, sumWeights, type MatrixRow } from './matrixRow.ts';

/** How many synapses each neuron has, and the sums of their weights; a neuron's synapse onto itself counts on both sides. */
export interface Degrees {
  /** Synapses onto each postsynaptic neuron, [n]. */
  readonly inDegree: Uint32Array<ArrayBuffer>;
  /** Synapses from each presynaptic neuron, [n]. */
  readonly outDegree: Uint32Array<ArrayBuffer>;
  /** [n]. */
  readonly inWeight: Float64Array<ArrayBuffer>;
  /** [n]. */
  readonly outWeight: Float64Array<ArrayBuffer>;
}

/** Above this share of changed columns all are counted anew: that goes along the rows, as the memory lies. */
const MOST_COLUMNS = 1 / 16;

/**
 * The degrees of a matrix.
 * @param before a matrix that it was made from, with its degrees: then only rows and columns that differ are counted, with the same result
 */
export function degreesOf(matrix: Matrix, before?: { readonly matrix: Matrix; readonly degrees: Degrees }): Degrees {
  if (before === undefined || before.matrix.n !== matrix.n) return countAll(matrix);
  const { n, rows } = matrix;
  const changed: number[] = [];
  for (let post = 0; post < n; post++) if (rows[post] !== before.matrix.rows[post]) changed.push(post);
  if (changed.length === 0) return before.degrees;
  const columns = changedColumns(changed, before.matrix.rows, rows);
  if (columns.length > MOST_COLUMNS * n) return countAll(matrix);
  const inDegree = before.degrees.inDegree.slice();
  const inWeight = before.degrees.inWeight.slice();
  for (const post of changed) {
    inDegree[post] = countSynapses(rows[post]!);
    inWeight[post] = sumWeights(rows[post]!);
  }
  const outDegree = before.degrees.outDegree.slice();
  const outWeight = before.degrees.outWeight.slice();
  // Counted and not corrected by the difference: sums of floats would drift.
  for (const pre of columns) {
    let count = 0;
    let sum = 0;
    for (let post = 0; post < n; post++) {
      const weight = rows[post]![pre]!;
      if (weight !== 0) count++;
      sum += weight;
    }
    outDegree[pre] = count;
    outWeight[pre] = sum;
  }
  return { inDegree, outDegree, inWeight, outWeight };
}

function countAll({ n, rows }: Matrix): Degrees {
  const outDegree = new Uint32Array(n);
  const outWeight = new Float64Array(n);
  for (const row of rows) {
    if (row instanceof Uint8Array) addBytes(row, outDegree, outWeight);
    else addFloats(row, outDegree, outWeight);
  }
  return {
    inDegree: Uint32Array.from(rows, (row) => countSynapses(row)),
    outDegree,
    inWeight: Float64Array.from(rows, (row) => sumWeights(row)),
    outWeight,
  };
}

// One function for each kind of array: one for both takes twice as long.

function addBytes(row: Uint8Array, outDegree: Uint32Array, outWeight: Float64Array): void {
  for (let pre = 0; pre < row.length; pre++) {
    outDegree[pre]! += row[pre]!;
    outWeight[pre]! += row[pre]!;
  }
}

function addFloats(row: Float32Array, outDegree: Uint32Array, outWeight: Float64Array): void {
  for (let pre = 0; pre < row.length; pre++) {
    outDegree[pre]! += row[pre] === 0 ? 0 : 1;
    outWeight[pre]! += row[pre]!;
  }
}

/** The columns in which some of the rows differ, ascending. */
function changedColumns(posts: readonly number[], before: readonly MatrixRow[], now: readonly MatrixRow[]): number[] {
  const isChanged = new Uint8Array(now.length);
  for (const post of posts) {
    const old = before[post]!;
    const row = now[post]!;
    for (let pre = 0; pre < row.length; pre++) if (row[pre] !== old[pre]) isChanged[pre] = 1;
  }
  return Array.from(isChanged.keys()).filter((pre) => isChanged[pre] === 1);
}
