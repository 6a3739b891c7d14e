import type { MatrixDescription, MatrixPatch, MatrixStart } from '../description.ts';
import type { SynapseType } from '../model.ts';
import type { PopulationRange } from '../population.ts';
import { randomStream } from '../random.ts';
import { drawMatrix, generateMatrix } from './generateMatrix.ts';
import type { Matrix } from './matrix.ts';
import { patchMatrix } from './patchMatrix.ts';

/** What a matrix depends on besides its description. */
export interface MatrixContext {
  readonly n: number;
  readonly populations: readonly PopulationRange[];
  /** The model's synapse types in their order: matrices that the network's seed draws come out of one stream. */
  readonly types: readonly SynapseType[];
  readonly seed: number;
}

interface Held {
  readonly start: MatrixStart;
  readonly allowsSelf: boolean;
  readonly patches: readonly MatrixPatch[];
  readonly matrix: Matrix;
}

const DRAWN: MatrixDescription = { start: { kind: 'drawn' }, patches: [] };

/**
 * Makes matrices from descriptions and keeps the last of each type, so that one more patch costs no more than itself. What a
 * call returns is not changed by later calls.
 */
export class MatrixCache {
  private context: MatrixContext | undefined;
  private readonly held = new Map<string, Held>();
  /** The drawn matrices of this context, by type. */
  private drawn: ReadonlyMap<string, Uint8Array<ArrayBuffer>> | undefined;

  /** @throws RangeError with a sentence when a given matrix is not for n neurons, or a patch reaches beyond them. */
  matrixOf(type: SynapseType, description: MatrixDescription = DRAWN, context: MatrixContext): Matrix {
    if (!this.context || !isSameContext(this.context, context)) {
      this.held.clear();
      this.drawn = undefined;
    }
    this.context = context;
    const { start, patches, allowsSelf = false } = description;
    const held = this.held.get(type.name);
    const canGoOn =
      held !== undefined &&
      held.start === start &&
      held.allowsSelf === allowsSelf &&
      held.patches.length <= patches.length &&
      held.patches.every((patch, p) => patch === patches[p]);
    const isSame = canGoOn && held.patches.length === patches.length;
    if (isSame) return held.matrix;
    const from = canGoOn ? held.matrix : { n: context.n, weights: this.startOf(type, start, context) };
    const matrix = patchMatrix(from, patches.slice(canGoOn ? held.patches.length : 0), allowsSelf);
    this.held.set(type.name, { start, allowsSelf, patches, matrix });
    return matrix;
  }

  private startOf(type: SynapseType, start: MatrixStart, context: MatrixContext): Matrix['weights'] {
    const { n, populations } = context;
    switch (start.kind) {
      case 'drawn':
        this.drawn ??= drawAll(context);
        return this.drawn.get(type.name)!;
      case 'none':
        return new Uint8Array(n * n);
      case 'given': {
        if (start.weights.length !== n * n) {
          throw new RangeError(
            `the ${type.name} matrix has ${start.weights.length} entries, a network of ${n} neurons needs ${n} × ${n}`,
          );
        }
        return start.weights;
      }
      default:
        return generateMatrix(start, populations, n);
    }
  }
}

function isSameContext(a: MatrixContext, b: MatrixContext): boolean {
  return (
    a.n === b.n &&
    a.seed === b.seed &&
    a.types === b.types &&
    a.populations.every(({ count }, p) => count === b.populations[p]?.count)
  );
}

/** All of them, whether they are used or not: a matrix that comes from elsewhere leaves the draws of the others alone. */
function drawAll({ n, populations, types, seed }: MatrixContext): ReadonlyMap<string, Uint8Array<ArrayBuffer>> {
  const draws = randomStream(seed, 'connectivity');
  return new Map(types.map((type) => [type.name, drawMatrix(type, populations, n, draws)]));
}
