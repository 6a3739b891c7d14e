import { askFileWorker } from './fileWorker.ts';
import type { StimulusRequest, StimulusUpload } from './stimulusProtocol.ts';

/**
 * `readCurrent` in a worker of its own, with a preview for the screen; the page stays free meanwhile.
 * Rejects with a FileError whose message is for the user.
 */
export function readCurrentInWorker(
  file: File,
  { n, samplesPerMs }: { readonly n: number; readonly samplesPerMs: number },
): Promise<StimulusUpload> {
  const worker = new Worker(new URL('./stimulus.worker.ts', import.meta.url), { type: 'module' });
  return askFileWorker<StimulusRequest, StimulusUpload>(worker, { file, n, samplesPerMs });
}
