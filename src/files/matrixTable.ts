import type { Matrix } from '../model/connectivity/matrix.ts';
import type { MatrixRow } from '../model/connectivity/matrixRow.ts';
import type { PopulationRange } from '../model/population.ts';
import { formatWeight } from './table.ts';

/** The cell above the rows' and before the columns' labels; it says which axis is which. */
const POST_PRE = 'postsynaptic \\ presynaptic';

/** A matrix as .csv: a line for each postsynaptic neuron, neurons named by population and index in the network: 'LN 97'. */
export function writeMatrixTable({ rows }: Matrix, populations: readonly PopulationRange[]): string {
  const labels = populations.flatMap(({ name, first, count }) =>
    Array.from({ length: count }, (_, k) => `${name} ${first + k}`),
  );
  const lines = rows.map((row, post) => `${labels[post]},${weightsOfRow(row)}`);
  return [`${POST_PRE},${labels.join(',')}`, ...lines, ''].join('\n');
}

function weightsOfRow(row: MatrixRow): string {
  return row instanceof Uint8Array ? row.join(',') : Array.from(row, formatWeight).join(',');
}
