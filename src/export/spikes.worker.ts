import { answerFileRequests } from '../files/fileWorker.ts';
import { isHdf5 } from './hdf5/isHdf5.ts';
import type { ImportedSpikes } from './importedSpikes.ts';
import { readSpikesTable } from './readSpikesTable.ts';
import type { SpikesRequest } from './spikesClient.ts';

answerFileRequests<SpikesRequest, ImportedSpikes>(
  async (bytes, { file, purpose }) => {
    if (!isHdf5(bytes) && !/\.(h5|hdf5)$/i.test(file.name)) return readSpikesTable(bytes, file.name, purpose);
    const { readSonata } = await import('./readSonata.ts');
    return readSonata(bytes, file.name, purpose);
  },
  ({ neuron, time, events }) => [
    neuron.buffer,
    time.buffer,
    ...(events ? [events.neuron.buffer, events.time.buffer] : []),
  ],
);
