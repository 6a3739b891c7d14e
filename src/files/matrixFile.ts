import { FileError } from './fileError.ts';
import { formatShape, readNpy } from './npy.ts';

/**
 * Read a connectivity matrix: [n, n] row-major, row = postsynaptic, column = presynaptic, only 0 and 1.
 *
 * @param options.n Number of neurons; where it is left out, any square matrix will do.
 * @throws FileError when the bytes are no array, not square or of another size, or hold anything but 0 and 1.
 */
export function readMatrix(
  bytes: Uint8Array<ArrayBuffer>,
  options: { readonly name: string; readonly n?: number },
): Uint8Array<ArrayBuffer> {
  const { name, n } = options;
  const { shape, values } = readNpy(bytes, name);
  const [rows, columns] = shape;
  const isSquare = shape.length === 2 && rows === columns && rows !== 0;
  if (!isSquare || (n !== undefined && rows !== n)) {
    const expected = n === undefined ? 'a square matrix, [postsynaptic, presynaptic]' : formatShape([n, n]);
    const network = n === undefined ? '' : `, the network has ${n} neurons`;
    throw new FileError(`${name} is ${formatShape(shape)}${network}: expected ${expected}`);
  }
  const matrix = new Uint8Array(values.length);
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    if (value !== 0 && value !== 1) {
      const presynaptic = i % columns!;
      const postsynaptic = (i - presynaptic) / columns!;
      throw new FileError(
        `${name} holds ${value} in row ${postsynaptic} (postsynaptic), column ${presynaptic} (presynaptic): ` +
          'expected only 0 and 1',
      );
    }
    matrix[i] = value;
  }
  return matrix;
}
