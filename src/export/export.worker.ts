import type { ExportReply, ExportRequest } from './exportRequest.ts';
import { makeExport } from './makeExport.ts';
import { messageOf } from '../wording/messageOf.ts';

self.onmessage = async ({ data: request }: MessageEvent<ExportRequest>) => {
  try {
    const { bytes, ...file } = await makeExport(request, (share) => answer({ type: 'progress', share }));
    answer({ type: 'made', file: { ...file, content: new Blob([bytes]) } });
  } catch (error) {
    answer({ type: 'failed', message: messageOf(error) });
  }
};

function answer(reply: ExportReply): void {
  self.postMessage(reply);
}
