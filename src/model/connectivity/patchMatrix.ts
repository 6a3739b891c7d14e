import type { MatrixPatch, Span } from '../description.ts';
import { randomStream } from '../random.ts';
import type { Matrix } from './matrix.ts';

/**
 * A matrix with patches applied to it, one after the other; the matrix itself stays as it is.
 * @param allowsSelf where it is false the diagonal is 0 in the end.
 * @throws RangeError with a sentence when a patch reaches beyond the n neurons or sets a weight that is no number.
 */
export function patchMatrix(matrix: Matrix, patches: readonly MatrixPatch[], allowsSelf: boolean): Matrix {
  const { n } = matrix;
  let weights = matrix.weights.slice();
  for (const patch of patches) weights = applyPatch(weights, n, patch);
  if (!allowsSelf) for (let i = 0; i < n; i++) weights[i * n + i] = 0;
  return { n, weights };
}

function applyPatch(weights: Matrix['weights'], n: number, patch: MatrixPatch): Matrix['weights'] {
  switch (patch.kind) {
    case 'cells': {
      const one = typeof patch.weights === 'number' ? patch.weights : undefined;
      const next = withRoomFor(weights, patch.weights);
      patch.cells.forEach((cell, k) => {
        if (cell >= n * n) throw new RangeError(`cell ${cell} is outside of a matrix of ${n} × ${n}`);
        next[cell] = one ?? (patch.weights as Float32Array)[k]!;
      });
      return next;
    }
    case 'block': {
      const { rows, columns, weight, probability, seed = 0 } = patch;
      const next = withRoomFor(weights, weight);
      const draws = probability === undefined ? undefined : randomStream(seed, 'connectivity');
      forEachCell(n, rows, columns, (cell) => {
        next[cell] = draws === undefined || draws.uniform() < probability! ? weight : 0;
      });
      return next;
    }
    default:
      throw new RangeError(`there is no patch ${patch.kind} yet`);
  }
}

/** The same weights where the new ones can stand beside them, else as float32. */
function withRoomFor(weights: Matrix['weights'], added: number | Float32Array): Matrix['weights'] {
  const all = typeof added === 'number' ? [added] : added;
  if (!all.every(Number.isFinite)) throw new RangeError('a weight is no number: expected numbers, 0 for no synapse');
  if (weights instanceof Float32Array || all.every((weight) => weight === 0 || weight === 1)) return weights;
  return Float32Array.from(weights);
}

function forEachCell(n: number, rows: Span, columns: Span, visit: (cell: number) => void): void {
  for (const { first, count } of [rows, columns]) {
    if (first < 0 || count < 0 || first + count > n) {
      throw new RangeError(`neurons ${first} to ${first + count - 1} are not all among the ${n} of the matrix`);
    }
  }
  for (let row = rows.first; row < rows.first + rows.count; row++) {
    for (let column = columns.first; column < columns.first + columns.count; column++) visit(row * n + column);
  }
}
