import { stimulusColumns } from '../model/stimulus.ts';
import { readCurrent } from './currentFile.ts';
import { FileError } from './fileError.ts';
import { readBytes } from './readBytes.ts';
import { previewStimulus } from './stimulusPreview.ts';
import type { StimulusReply, StimulusRequest } from './stimulusProtocol.ts';

/** Reads one file per message; a large file would hold the page for longer than a frame. */
async function answer({ file, n, samplesPerMs }: StimulusRequest): Promise<StimulusReply> {
  try {
    const bytes = await readBytes(file);
    const { stimulus, notices } = readCurrent(bytes, { name: file.name, n, samplesPerMs });
    return { type: 'read', stimulus, notices, preview: previewStimulus(stimulusColumns(stimulus, n, 0)) };
  } catch (error) {
    if (error instanceof FileError) return { type: 'refused', message: error.message };
    return { type: 'broken', message: error instanceof Error ? error.message : String(error) };
  }
}

self.onmessage = async ({ data }: MessageEvent<StimulusRequest>) => {
  const reply = await answer(data);
  self.postMessage(reply, { transfer: transferables(reply) });
};

function transferables(reply: StimulusReply): Transferable[] {
  if (reply.type !== 'read') return [];
  const { stimulus, preview } = reply;
  return [stimulus.values.buffer, preview.min.buffer, preview.max.buffer, preview.mean.buffer];
}
