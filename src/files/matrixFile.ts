import { MOST_WEIGHT } from '../model/connectivity/checkPatch.ts';
import type { FlatWeights } from '../model/connectivity/matrix.ts';
import { FileError } from './fileError.ts';
import { formatShape, readNpy } from './npy.ts';
import { parseTable } from './table.ts';

export interface MatrixFile {
  readonly n: number;
  /** [n, n] row-major as in the file; Uint8Array where all are 0 and 1. */
  readonly weights: FlatWeights;
  /** What a .csv file says beside its numbers. */
  readonly remarks: readonly string[];
}

/**
 * Read a connectivity matrix of weights, 0 where there is no synapse: an .npy array, or a .csv table with or without labels.
 *
 * @param options.n Number of neurons; where it is left out, any square matrix will do.
 * @throws FileError when the bytes are no array or table, not square or of another size, or hold what is no weight.
 */
export function readMatrix(
  bytes: Uint8Array<ArrayBuffer>,
  options: { readonly name: string; readonly n?: number },
): MatrixFile {
  const { name, n } = options;
  const isTable = /\.(csv|tsv|txt)$/i.test(name);
  const { shape, values, remarks } = isTable ? readTable(bytes, name) : { ...readNpy(bytes, name), remarks: [] };
  const [rows, columns] = shape;
  const isSquare = shape.length === 2 && rows === columns && rows !== 0;
  if (!isSquare || (n !== undefined && rows !== n)) {
    const expected = n === undefined ? 'a square matrix, [postsynaptic, presynaptic]' : formatShape([n, n]);
    const network = n === undefined ? '' : `, the network has ${n} neurons`;
    throw new FileError(`${name} is ${formatShape(shape)}${network}: expected ${expected}`);
  }
  return { n: rows!, weights: toWeights(values, columns!, name), remarks };
}

function readTable(bytes: Uint8Array<ArrayBuffer>, name: string) {
  const { rows, columns, values, remarks } = parseTable(decodeText(bytes), name, { isSquare: true });
  return { shape: [rows, columns], values, remarks };
}

/** UTF-8, or what Excel saves as 'Unicode text': UTF-16 with a byte order mark. */
function decodeText(bytes: Uint8Array<ArrayBuffer>): string {
  const isUtf16 = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isUtf16 ? 'utf-16le' : 'utf-8').decode(bytes);
}

/**
 * Numbers as weights, row-major: Uint8Array where all are 0 and 1, else Float32Array.
 * @throws FileError with the place of what is no weight
 */
export function toWeights(values: ArrayLike<number>, columns: number, name: string): FlatWeights {
  let isBinary = true;
  // A plain loop: a file holds millions of weights. NaN is no smaller than anything.
  for (let k = 0; k < values.length; k++) {
    const value = values[k]!;
    if (value === 0 || value === 1) continue;
    if (!(Math.abs(value) <= MOST_WEIGHT)) {
      throw new FileError(
        `${name} holds ${value} in row ${Math.floor(k / columns)}, column ${k % columns}: ` +
          `expected weights from -${MOST_WEIGHT} to ${MOST_WEIGHT}, 0 where there is no synapse`,
      );
    }
    isBinary = false;
  }
  // Copies, also of the right type: the values may be a view of a whole file. The addition makes 0 of -0.
  const weights = isBinary ? new Uint8Array(values.length) : new Float32Array(values.length);
  for (let k = 0; k < values.length; k++) weights[k] = values[k]! + 0;
  return weights;
}
