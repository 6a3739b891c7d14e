import type { MatrixPurpose } from './matrixProposal.ts';

/** From the page to matrix.worker.ts; it answers with a MatrixProposal. */
export interface MatrixRequest {
  readonly file: File;
  readonly purpose: MatrixPurpose;
}
