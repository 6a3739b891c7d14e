import { checkMatrix } from '../../model/connectivity/checkPatch.ts';
import type { NetworkDescription } from '../../model/description.ts';

/** Why a network cannot have the matrix that is described, in one sentence; undefined where it can. */
export function matrixProblem({ n, matrices }: NetworkDescription, type: string): string | undefined {
  const description = matrices?.[type];
  if (description === undefined) return undefined;
  try {
    checkMatrix(type, description, n);
    return undefined;
  } catch (error) {
    if (error instanceof RangeError) return error.message;
    throw error;
  }
}
