import { isHdf5 } from '../hdf5/isHdf5.ts';
import type { ImportedSpikes, SpikesPurpose } from './importedSpikes.ts';
import { readSpikesTable } from './readSpikesTable.ts';

/** Spikes of a SONATA file or a table. @throws FileError with a sentence for the user */
export async function readSpikes(
  bytes: Uint8Array<ArrayBuffer>,
  name: string,
  purpose: SpikesPurpose,
): Promise<ImportedSpikes> {
  if (!isHdf5(bytes) && !/\.(h5|hdf5)$/i.test(name)) return readSpikesTable(bytes, name, purpose);
  const { readSonata } = await import('./readSonata.ts');
  return readSonata(bytes, name, purpose);
}

/** What of them is handed over from thread to thread. */
export function spikeBuffers({ neuron, time, events }: ImportedSpikes): ArrayBuffer[] {
  return [neuron.buffer, time.buffer, ...(events ? [events.neuron.buffer, events.time.buffer] : [])];
}
