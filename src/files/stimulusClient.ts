import { FileError } from './fileError.ts';
import type { StimulusReply, StimulusRequest, StimulusUpload } from './stimulusProtocol.ts';

/**
 * `readCurrent` in a worker of its own, with a preview for the screen; the page stays free meanwhile.
 * Rejects with a FileError whose message is for the user.
 */
export function readCurrentInWorker(
  file: File,
  options: { readonly n: number; readonly samplesPerMs: number },
): Promise<StimulusUpload> {
  const worker = new Worker(new URL('./stimulus.worker.ts', import.meta.url), { type: 'module' });
  const reading = new Promise<StimulusUpload>((resolve, reject) => {
    worker.onmessage = ({ data: reply }: MessageEvent<StimulusReply>) => {
      switch (reply.type) {
        case 'read':
          return resolve({ stimulus: reply.stimulus, notices: reply.notices, preview: reply.preview });
        case 'refused':
          return reject(new FileError(reply.message));
        case 'broken':
          return reject(new Error(reply.message));
      }
    };
    worker.onerror = (event) => reject(new Error(`the reader of ${file.name} failed: ${event.message}`));
    const request: StimulusRequest = { file, n: options.n, samplesPerMs: options.samplesPerMs };
    worker.postMessage(request);
  });
  return reading.finally(() => worker.terminate());
}
