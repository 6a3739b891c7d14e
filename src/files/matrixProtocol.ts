import type { MatrixProposal, MatrixPurpose } from './matrixProposal.ts';

/** From the page to matrix.worker.ts. */
export interface MatrixRequest {
  readonly file: File;
  readonly purpose: MatrixPurpose;
}

/** And back: one reply per request. */
export type MatrixReply =
  | { readonly type: 'read'; readonly proposal: MatrixProposal }
  /** The file is not what was expected. */
  | { readonly type: 'refused'; readonly message: string }
  /** The reader failed, whatever the file. */
  | { readonly type: 'broken'; readonly message: string };
