import type { MatrixDescription } from '../description.ts';
import type { Connectivity } from '../network.ts';

/** A matrix of weights, [n, n] row-major, row = postsynaptic, column = presynaptic neuron; 0 where there is no synapse. */
export interface Matrix {
  readonly n: number;
  /** Uint8Array while every synapse has weight 1. */
  readonly weights: Uint8Array<ArrayBuffer> | Float32Array<ArrayBuffer>;
}

/** The synapses of a matrix row by row. */
export function compressRows({ n, weights }: Matrix): Pick<Connectivity, 'rowStart' | 'presynaptic' | 'weights'> {
  const rowStart = new Uint32Array(n + 1);
  let count = 0;
  for (let post = 0; post < n; post++) {
    for (let k = post * n; k < (post + 1) * n; k++) if (weights[k] !== 0) count++;
    rowStart[post + 1] = count;
  }
  const presynaptic = new Uint32Array(count);
  const own = weights instanceof Float32Array ? new Float64Array(count) : undefined;
  let synapse = 0;
  for (let post = 0; post < n; post++) {
    for (let pre = 0; pre < n; pre++) {
      const weight = weights[post * n + pre]!;
      if (weight === 0) continue;
      if (own) own[synapse] = weight;
      presynaptic[synapse++] = pre;
    }
  }
  // A matrix whose weights happen to be all 1 is the cheaper kind.
  return { rowStart, presynaptic, ...(own?.some((weight) => weight !== 1) && { weights: own }) };
}

/** The weights of a matrix that was given. @throws TypeError where it was not. */
export function weightsOf({ start }: MatrixDescription): Matrix['weights'] {
  if (start.kind !== 'given') throw new TypeError(`the matrix is ${start.kind}: expected a given one`);
  return start.weights;
}

/** The description of a matrix that somebody has: taken as it is, self connections too. */
export function givenMatrix(weights: Matrix['weights'], name = 'matrix.npy'): MatrixDescription {
  const n = Math.round(Math.sqrt(weights.length));
  return { start: { kind: 'given', name, n, weights }, patches: [], allowsSelf: true };
}
