import type { MatrixPatch, Span } from '../description.ts';
import { drawValue } from '../parameters/distribution.ts';
import { randomStream } from '../random.ts';
import { MOST_WEIGHT, checkPatch } from './checkPatch.ts';
import type { Matrix } from './matrix.ts';
import { countSynapses, type MatrixRow } from './matrixRow.ts';

/**
 * A matrix with a patch applied to it; the matrix itself stays as it is, and rows that do not change are shared with it: a patch costs
 * what it touches.
 * @param allowsSelf where it is false the patch leaves the diagonal alone.
 * @throws RangeError with a sentence when the patch reaches beyond the n neurons or leads to a weight out of range.
 */
export function patchMatrix(matrix: Matrix, patch: MatrixPatch, allowsSelf: boolean): Matrix {
  checkPatch(patch, matrix.n);
  switch (patch.kind) {
    case 'cells':
      return setCells(matrix, patch, allowsSelf);
    case 'block':
      return setBlock(matrix, patch, allowsSelf);
    case 'scale':
      return scaleBlock(matrix, patch);
    case 'draw':
      return drawBlock(matrix, patch);
    case 'transpose':
      return transposeMatrix(matrix);
  }
}

function setCells(matrix: Matrix, patch: MatrixPatch & { kind: 'cells' }, allowsSelf: boolean): Matrix {
  const rows = matrix.rows.slice();
  const { n, cells, weights } = patch;
  for (let k = 0; k < cells.length; k++) {
    const cell = cells[k]!;
    const post = Math.floor(cell / n);
    const pre = cell - post * n;
    if (!allowsSelf && post === pre) continue;
    // The addition makes 0 of -0.
    const weight = Math.fround(typeof weights === 'number' ? weights : weights[k]!) + 0;
    const row = rows[post]!;
    if (row[pre] === weight) continue;
    const isOwn = row !== matrix.rows[post] && hasRoomFor(row, weight);
    const own = isOwn ? row : copyRow(row, hasRoomFor(row, weight));
    own[pre] = weight;
    rows[post] = own;
  }
  return { n: matrix.n, rows };
}

function setBlock(matrix: Matrix, patch: MatrixPatch & { kind: 'block' }, allowsSelf: boolean): Matrix {
  const { columns, probability, seed = 0 } = patch;
  const weight = patch.weight + 0;
  const draws = probability === undefined ? undefined : randomStream(seed, 'matrixPatch');
  return withRows(matrix, patch.rows, (row, post) => {
    const next = copyRow(row, hasRoomFor(row, weight));
    const self = next[post]!;
    const end = columns.first + columns.count;
    if (draws === undefined) next.fill(weight, columns.first, end);
    else for (let pre = columns.first; pre < end; pre++) next[pre] = draws.uniform() < probability! ? weight : 0;
    if (!allowsSelf) next[post] = self;
    return next;
  });
}

function scaleBlock(matrix: Matrix, { rows, columns, factor }: MatrixPatch & { kind: 'scale' }): Matrix {
  const end = columns.first + columns.count;
  return withRows(matrix, rows, (row, post) => {
    if (countSynapses(row, columns.first, end) === 0) return row;
    const next = copyRow(row, hasRoomFor(row, factor));
    const tooMuch = scaleWeights(next, columns.first, end, factor);
    if (tooMuch !== undefined) {
      throw new RangeError(
        `the weight ${row[tooMuch]} of the synapse from neuron ${tooMuch} onto neuron ${post} times ${factor} ` +
          `would be ${next[tooMuch]}: expected -${MOST_WEIGHT} to ${MOST_WEIGHT}`,
      );
    }
    return next;
  });
}

/** Returns the first presynaptic neuron whose weight gets out of range. */
function scaleWeights(row: MatrixRow, from: number, to: number, factor: number): number | undefined {
  for (let pre = from; pre < to; pre++) {
    // 0 times a negative factor is -0.
    row[pre] = row[pre]! * factor + 0;
    if (Math.abs(row[pre]!) > MOST_WEIGHT) return pre;
  }
  return undefined;
}

function drawBlock(matrix: Matrix, patch: MatrixPatch & { kind: 'draw' }): Matrix {
  const { rows, columns, distribution, seed } = patch;
  const end = columns.first + columns.count;
  let count = 0;
  for (let post = rows.first; post < rows.first + rows.count; post++) {
    count += countSynapses(matrix.rows[post]!, columns.first, end);
  }
  const stream = randomStream(seed, 'matrixPatch');
  let k = 0;
  return withRows(matrix, rows, (row) => {
    if (countSynapses(row, columns.first, end) === 0) return row;
    const next = copyRow(row, false);
    for (let pre = columns.first; pre < end; pre++) {
      if (row[pre] === 0) continue;
      const weight = drawValue(distribution, stream, count > 1 ? k++ / (count - 1) : 0);
      next[pre] = Math.min(MOST_WEIGHT, Math.max(-MOST_WEIGHT, weight));
    }
    return next;
  });
}

/** Rows of both matrices that are in the cache at a time. */
const BLOCK = 64;

function transposeMatrix({ n, rows }: Matrix): Matrix {
  const isBinary = rows.every((row) => row instanceof Uint8Array);
  const turned = Array.from({ length: n }, () => (isBinary ? new Uint8Array(n) : new Float32Array(n)));
  for (let first = 0; first < n; first += BLOCK) {
    const end = Math.min(first + BLOCK, n);
    for (let to = 0; to < n; to++) {
      const row = turned[to]!;
      for (let post = first; post < end; post++) row[post] = rows[post]![to]!;
    }
  }
  return { n, rows: turned };
}

/** The matrix with the rows of a span replaced. */
function withRows(matrix: Matrix, { first, count }: Span, change: (row: MatrixRow, post: number) => MatrixRow): Matrix {
  const rows = matrix.rows.slice();
  for (let post = first; post < first + count; post++) rows[post] = change(rows[post]!, post);
  return { n: matrix.n, rows };
}

function hasRoomFor(row: MatrixRow, weight: number): boolean {
  return row instanceof Float32Array || weight === 0 || weight === 1;
}

function copyRow(row: MatrixRow, isSameKind: boolean): MatrixRow {
  return isSameKind ? row.slice() : new Float32Array(row);
}
