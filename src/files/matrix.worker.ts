import { answerFileRequests } from './fileWorker.ts';
import type { MatrixProposal } from './matrixProposal.ts';
import type { MatrixRequest } from './matrixProtocol.ts';
import { proposeMatrix } from './proposeMatrix.ts';

answerFileRequests<MatrixRequest, MatrixProposal>(
  (bytes, { file, purpose }) => proposeMatrix(bytes, file.name, purpose),
  ({ weights }) => [weights.buffer],
);
