import { readMatrixInWorker } from '../../files/matrixClient.ts';
import { toWeights } from '../../files/matrixFile.ts';
import type { MatrixProposal, MatrixPurpose } from '../../files/matrixProposal.ts';
import { writeMatrixTable } from '../../files/matrixTable.ts';
import { writeNpy } from '../../files/npy.ts';
import { formatWeight, parseTable } from '../../files/table.ts';
import { transpose } from '../../files/transpose.ts';
import { flatWeights, type FlatWeights } from '../../model/connectivity/matrix.ts';
import type { MatrixPatch, Span } from '../../model/description.ts';
import type { Lab } from '../lab.ts';
import { applyPatch, contextOf, matrixDescription, matrixOf, reasonOf, setMatrix, synapseType } from './matrixEdits.ts';

/**
 * Pastes a table (tabs, semicolons, commas or spaces between the columns, labels left out) with its first number at a cell. A table of all
 * neurons takes the place of what there was, edits too.
 * @returns why it was refused, in one sentence; the matrix stays then
 */
export function pasteTable(
  lab: Lab,
  type: string,
  text: string,
  at: { /** Postsynaptic neuron. */ readonly row: number; /** Presynaptic neuron. */ readonly column: number },
): string | undefined {
  const { network } = lab.document.getState();
  const { n } = network;
  return reasonOf(() => {
    const { rows, columns, values } = parseTable(text, 'the table');
    const { row, column } = at;
    if (row + rows > n || column + columns > n) {
      throw new RangeError(
        `the table is ${rows} × ${columns}, from row ${row}, column ${column} on there are ${n - row} × ${n - column} cells: ` +
          'paste it further up or left, or a smaller one',
      );
    }
    const weights = toWeights(values, columns, 'the table');
    const label = `${type}: ${rows} × ${columns} weights pasted`;
    if (rows === n && columns === n) {
      const { allowsSelf } = matrixDescription(lab, type);
      const start = { kind: 'given', name: 'pasted table', n, weights } as const;
      return setMatrix(lab, type, { start, patches: [], allowsSelf }, label);
    }
    const cells = new Uint32Array(rows * columns);
    for (let k = 0; k < cells.length; k++) cells[k] = (row + Math.floor(k / columns)) * n + column + (k % columns);
    const patch: MatrixPatch = { kind: 'cells', n, cells, weights: Float32Array.from(weights) };
    const refused = applyPatch(lab, type, patch, label);
    if (refused !== undefined) throw new RangeError(refused);
  });
}

/** A part of the matrix for a spreadsheet: tabs between the columns, a line for each row. */
export function copyTable(lab: Lab, type: string, rows: Span, columns: Span): string {
  const matrix = matrixOf(lab, type);
  return matrix.rows
    .slice(rows.first, rows.first + rows.count)
    .map((row) => Array.from(row.subarray(columns.first, columns.first + columns.count), formatWeight).join('\t'))
    .join('\n');
}

/**
 * Reads an .npy or .csv file of [n, n] weights, off the page's thread. Nothing changes yet: `takeMatrixFile` takes it.
 * Rejects with a FileError whose message is for the user.
 */
export function readMatrixFile(
  lab: Lab,
  type: string,
  file: File,
  read: (file: File, purpose: MatrixPurpose) => Promise<MatrixProposal> = readMatrixInWorker,
): Promise<MatrixProposal> {
  const { network } = lab.document.getState();
  const { n, populations } = contextOf(network);
  const { name, from, to } = synapseType(network, type);
  return read(file, { n, populations, type: { name, from, to } });
}

/**
 * Takes the matrix of a file instead of what there was, edits too; self connections are allowed where it has some.
 * @param isTransposed whether it is the other way round than proposed
 * @returns why it was refused, in one sentence: the network has another size by now
 */
export function takeMatrixFile(
  lab: Lab,
  type: string,
  proposal: MatrixProposal,
  isTransposed: boolean,
): string | undefined {
  const { n, name } = proposal;
  const { network } = lab.document.getState();
  if (network.n !== n) return `${name} is [${n}, ${n}], the network has ${network.n} neurons by now: choose it again`;
  let { weights } = proposal;
  if (isTransposed) {
    const turned: FlatWeights = weights instanceof Uint8Array ? new Uint8Array(n * n) : new Float32Array(n * n);
    transpose(weights, turned, n, n);
    weights = turned;
  }
  let allowsSelf = false;
  for (let neuron = 0; neuron < n; neuron++) allowsSelf ||= weights[neuron * (n + 1)] !== 0;
  setMatrix(
    lab,
    type,
    { start: { kind: 'given', name, n, weights }, patches: [], allowsSelf },
    `${type}: from ${name}`,
  );
  return undefined;
}

/** The matrix as a file; name it as `matrixFileName` says, for that is where an .npy file says which axis is which. */
export function writeMatrixFile(lab: Lab, type: string, format: 'npy' | 'csv'): Blob {
  const matrix = matrixOf(lab, type);
  const { n } = matrix;
  if (format === 'npy') return new Blob([writeNpy({ shape: [n, n], values: flatWeights(matrix) })]);
  const { populations } = contextOf(lab.document.getState().network);
  return new Blob([writeMatrixTable(matrix, populations)], { type: 'text/csv' });
}

/** 'GABA_post_pre.npy': rows are postsynaptic, columns presynaptic neurons. */
export function matrixFileName(type: string, format: 'npy' | 'csv'): string {
  return `${type}_post_pre.${format}`;
}
