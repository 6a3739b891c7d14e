import { askFileWorker } from './fileWorker.ts';
import type { MatrixProposal, MatrixPurpose } from './matrixProposal.ts';
import type { MatrixRequest } from './matrixProtocol.ts';

/**
 * `proposeMatrix` in a worker of its own; the page stays free meanwhile. Rejects with a FileError whose message is for the user.
 */
export function readMatrixInWorker(file: File, purpose: MatrixPurpose): Promise<MatrixProposal> {
  const worker = new Worker(new URL('./matrix.worker.ts', import.meta.url), { type: 'module' });
  return askFileWorker<MatrixRequest, MatrixProposal>(worker, { file, purpose });
}
