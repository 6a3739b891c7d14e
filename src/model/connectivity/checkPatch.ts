import type { MatrixDescription, MatrixPatch, Span } from '../description.ts';
import { distributionProblem } from '../parameters/distribution.ts';
import { MOST_SEED, isSeed } from '../random.ts';

/** The greatest weight: a synapse a hundred times as strong as the model's. */
export const MOST_WEIGHT = 100;

/** Patches are immutable: one that was found right for so many neurons stays so. */
const checked = new WeakMap<MatrixPatch, number>();

/** @throws RangeError with a sentence when a matrix was not made for n neurons, or what was edited lies beyond them. */
export function checkMatrix(type: string, { start, patches }: MatrixDescription, n: number): void {
  if (start.kind === 'given' && start.weights.length !== n * n) {
    const rows = Math.sqrt(start.weights.length);
    throw new RangeError(
      `the ${type} matrix of ${start.name} is [${rows}, ${rows}]: a network of ${n} neurons needs [${n}, ${n}]`,
    );
  }
  for (const patch of patches) checkPatch(patch, n);
}

/** @throws RangeError with a sentence when a patch reaches beyond the n neurons or its numbers cannot be right. */
export function checkPatch(patch: MatrixPatch, n: number): void {
  if (checked.get(patch) === n) return;
  switch (patch.kind) {
    case 'cells':
      checkCells(patch, n);
      break;
    case 'block': {
      const { weight, probability, seed } = patch;
      checkWeight(weight);
      if (probability !== undefined) checkProbability('the probability', probability);
      if (seed !== undefined) checkSeed(seed);
      break;
    }
    case 'scale':
      if (!(Math.abs(patch.factor) <= MOST_WEIGHT)) {
        throw new RangeError(`weights times ${patch.factor}: expected a factor from -${MOST_WEIGHT} to ${MOST_WEIGHT}`);
      }
      break;
    case 'draw': {
      const problem = distributionProblem(patch.distribution);
      if (problem !== undefined) throw new RangeError(`weights cannot be drawn: ${problem}`);
      checkSeed(patch.seed);
      break;
    }
    case 'transpose':
      break;
  }
  if ('rows' in patch) {
    checkSpan(patch.rows, n, 'postsynaptic');
    checkSpan(patch.columns, n, 'presynaptic');
  }
  checked.set(patch, n);
}

function checkCells({ n: side, cells, weights }: MatrixPatch & { kind: 'cells' }, n: number): void {
  if (typeof weights === 'number') checkWeight(weights);
  else {
    if (weights.length !== cells.length) {
      throw new RangeError(`${cells.length} cells with ${weights.length} weights: expected one weight for each cell`);
    }
    weights.forEach(checkWeight);
  }
  const most = Math.min(side, n);
  for (const cell of cells) {
    const post = Math.floor(cell / side);
    const pre = cell - post * side;
    if (post < most && pre < most) continue;
    throw new RangeError(
      `the matrix has an edit from neuron ${pre} onto neuron ${post}: a network of ${n} has neurons 0 to ${n - 1}`,
    );
  }
}

/** @throws RangeError with a sentence when no synapse can have the weight. */
export function checkWeight(weight: number): void {
  if (Math.abs(weight) <= MOST_WEIGHT) return;
  throw new RangeError(
    `a weight of ${weight}: expected a number from -${MOST_WEIGHT} to ${MOST_WEIGHT}, 0 for no synapse`,
  );
}

function checkSpan({ first, count }: Span, n: number, what: string): void {
  const isWhole = Number.isInteger(first) && Number.isInteger(count) && first >= 0 && count >= 0;
  if (isWhole && first + count <= n) return;
  throw new RangeError(
    `the ${what} neurons ${first} to ${first + count - 1}: a network of ${n} has neurons 0 to ${n - 1}`,
  );
}

/** @throws RangeError with a sentence when the value is no probability. */
export function checkProbability(what: string, value: number): void {
  if (value >= 0 && value <= 1) return;
  throw new RangeError(`${what} is ${value}: expected a number from 0 to 1`);
}

/** @throws RangeError with a sentence when the value is no seed. */
export function checkSeed(seed: number): void {
  if (isSeed(seed)) return;
  throw new RangeError(`the seed is ${seed}: expected a whole number from 0 to ${MOST_SEED}`);
}
