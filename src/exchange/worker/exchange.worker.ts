import { postAnswer, readBytes } from '../../files/fileWorker.ts';
import { messageOf } from '../../wording/messageOf.ts';
import type { ExportReply, ExportRequest } from './exportRequest.ts';
import { makeExport } from '../makeExport.ts';
import { readSpikes, spikeBuffers } from '../spikes/readSpikes.ts';
import type { SpikesRequest } from './spikesClient.ts';

// One program writes and reads: the library for HDF5, much larger than the rest, is built once.
self.onmessage = ({ data: request }: MessageEvent<ExportRequest | SpikesRequest>) => {
  if (request.of !== 'spikes') return write(request);
  const { file, purpose } = request;
  return postAnswer(async () => readSpikes(await readBytes(file), file.name, purpose), spikeBuffers);
};

async function write(request: ExportRequest): Promise<void> {
  try {
    const { bytes, ...file } = await makeExport(request, (share) => answer({ type: 'progress', share }));
    answer({ type: 'made', file: { ...file, content: new Blob([bytes]) } });
  } catch (error) {
    answer({ type: 'failed', message: messageOf(error) });
  }
}

function answer(reply: ExportReply): void {
  self.postMessage(reply);
}
