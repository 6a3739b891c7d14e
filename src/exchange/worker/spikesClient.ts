import { FileError } from '../../files/fileError.ts';
import { askFileWorker } from '../../files/fileWorker.ts';
import { MOST_SPIKE_BYTES } from '../spikes/importedSpikes.ts';
import type { ImportedSpikes, SpikesPurpose } from '../spikes/importedSpikes.ts';
import { startWorker } from './startWorker.ts';
import { formatBytes } from '../../wording/formatBytes.ts';

/** From the page to exchange.worker.ts; it answers with ImportedSpikes. */
export interface SpikesRequest {
  readonly of: 'spikes';
  readonly file: File;
  readonly purpose: SpikesPurpose;
}

/** ms: the library that reads HDF5 may lose itself in a damaged file. */
const LONGEST = 30_000;

/**
 * Spikes of a SONATA file or a table, read in a worker of its own; the page stays free meanwhile. Rejects with a FileError whose message is
 * for the user.
 */
export async function readSpikesInWorker(file: File, purpose: SpikesPurpose): Promise<ImportedSpikes> {
  if (file.size > MOST_SPIKE_BYTES) {
    throw new FileError(
      `${file.name} has ${formatBytes(file.size)}: expected ${formatBytes(MOST_SPIKE_BYTES)} of spikes at most`,
    );
  }
  const request: SpikesRequest = { of: 'spikes', file, purpose };
  const worker = startWorker();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      worker.terminate();
      reject(new FileError(`${file.name} was not read within ${LONGEST / 1000} s: it is damaged, or too large`));
    }, LONGEST);
  });
  try {
    return await Promise.race([askFileWorker<SpikesRequest, ImportedSpikes>(worker, request), late]);
  } finally {
    clearTimeout(timer);
  }
}
