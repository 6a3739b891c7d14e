import type { ExportReply, ExportRequest, MadeFile } from './exportRequest.ts';
import { startWorker } from './startWorker.ts';

/**
 * `makeExport` in a worker of its own, which ends with it; V is handed over. Rejects with an Error whose message is for the user, or where
 * `signal` says to stop.
 */
export function exportInWorker(
  request: ExportRequest,
  options: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<MadeFile> {
  const { onProgress, signal } = options;
  if (signal.aborted) return Promise.reject(new Error('Stopped.'));
  const worker = startWorker();
  const making = new Promise<MadeFile>((resolve, reject) => {
    signal.addEventListener('abort', () => reject(new Error('Stopped.')));
    worker.onmessage = ({ data: reply }: MessageEvent<ExportReply>) => {
      switch (reply.type) {
        case 'progress':
          return onProgress(reply.share);
        case 'made':
          return resolve(reply.file);
        case 'failed':
          return reject(new Error(reply.message));
      }
    };
    worker.onerror = (event) => reject(new Error(`the program that writes files failed: ${event.message}`));
    worker.postMessage(request, request.of === 'run' ? [request.run.voltage.values.buffer] : []);
  });
  return making.finally(() => worker.terminate());
}
