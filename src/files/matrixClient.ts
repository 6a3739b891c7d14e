import { FileError } from './fileError.ts';
import type { MatrixProposal, MatrixPurpose } from './matrixProposal.ts';
import type { MatrixReply, MatrixRequest } from './matrixProtocol.ts';

/**
 * `proposeMatrix` in a worker of its own; the page stays free meanwhile. Rejects with a FileError whose message is for the user.
 */
export function readMatrixInWorker(file: File, purpose: MatrixPurpose): Promise<MatrixProposal> {
  const worker = new Worker(new URL('./matrix.worker.ts', import.meta.url), { type: 'module' });
  const reading = new Promise<MatrixProposal>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<MatrixReply>) => {
      switch (reply.type) {
        case 'read':
          return resolve(reply.proposal);
        case 'refused':
          return reject(new FileError(reply.message));
        case 'broken':
          return reject(new Error(reply.message));
      }
    };
    worker.onerror = (event) => reject(new Error(`the reader of ${file.name} failed: ${event.message}`));
    const request: MatrixRequest = { file, purpose };
    worker.postMessage(request);
  });
  return reading.finally(() => worker.terminate());
}
