import type { ExportFile } from './exportFile.ts';
import type { ExportReply, ExportRequest } from './exportRequest.ts';

/**
 * `makeExport` in a worker of its own, which ends with it; V is handed over. Rejects with an Error whose message is for the user, or where
 * `signal` says to stop.
 */
export function exportInWorker(
  request: ExportRequest,
  options: { readonly onProgress: (share: number) => void; readonly signal: AbortSignal },
): Promise<ExportFile> {
  const { onProgress, signal } = options;
  const worker = new Worker(new URL('./export.worker.ts', import.meta.url), { type: 'module' });
  const making = new Promise<ExportFile>((resolve, reject) => {
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
    worker.postMessage(request, [request.run.voltage.values.buffer]);
  });
  return making.finally(() => worker.terminate());
}
