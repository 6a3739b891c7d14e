import type { Connectivity } from '../network.ts';
import { compressRows, type Matrix } from './matrix.ts';

type Rows = Pick<Connectivity, 'rowStart' | 'presynaptic' | 'weights'>;

const known = new WeakMap<Matrix, Rows>();

/** The synapses of a matrix row by row: the same arrays each time it is asked, so that who has seen them need not look again. */
export function rowsOf(matrix: Matrix): Rows {
  let rows = known.get(matrix);
  if (rows === undefined) {
    rows = compressRows(matrix);
    known.set(matrix, rows);
  }
  return rows;
}
