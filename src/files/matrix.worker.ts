import { FileError } from './fileError.ts';
import type { MatrixReply, MatrixRequest } from './matrixProtocol.ts';
import { proposeMatrix } from './proposeMatrix.ts';
import { readBytes } from './readBytes.ts';

/** Reads one file per message; a large matrix would hold the page for longer than a frame. */
async function answer({ file, purpose }: MatrixRequest): Promise<MatrixReply> {
  try {
    return { type: 'read', proposal: proposeMatrix(await readBytes(file), file.name, purpose) };
  } catch (error) {
    if (error instanceof FileError) return { type: 'refused', message: error.message };
    return { type: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
}

self.onmessage = async ({ data }: MessageEvent<MatrixRequest>) => {
  const reply = await answer(data);
  self.postMessage(reply, { transfer: reply.type === 'read' ? [reply.proposal.weights.buffer] : [] });
};
