import { FileError } from '../files/fileError.ts';
import { previewStimulus } from '../files/stimulusPreview.ts';
import type { StimulusUpload } from '../files/stimulusProtocol.ts';
import { stimulusColumns } from '../model/stimulus/stimulus.ts';
import { arraysOf } from './arraysOf.ts';
import type { ExperimentReply, ExperimentRequest } from './experimentProtocol.ts';
import type { OpenedExperiment } from './openedExperiment.ts';
import { readExperiment } from './readExperiment.ts';
import { writeExperiment } from './writeExperiment.ts';
import { messageOf } from '../wording/messageOf.ts';

self.onmessage = async ({ data: request }: MessageEvent<ExperimentRequest>) => {
  const reply = await answer(request);
  const arrays = reply.type === 'written' ? [reply.file.bytes] : reply.type === 'read' ? arraysOf(reply.opened) : [];
  self.postMessage(reply, { transfer: [...new Set(arrays.map(({ buffer }) => buffer))] });
};

async function answer(request: ExperimentRequest): Promise<ExperimentReply> {
  switch (request.type) {
    case 'read':
      try {
        return { type: 'read', opened: await open(request.file) };
      } catch (error) {
        if (error instanceof FileError) return { type: 'refused', message: error.message };
        throw error;
      }
    case 'write':
      return { type: 'written', file: writeExperiment(request.experiment, request) };
  }
}

async function open(file: File): Promise<OpenedExperiment> {
  const { experiment, notices } = readExperiment(await bytesOf(file), file.name);
  const uploads = new Map<string, StimulusUpload>();
  for (const { id, part } of experiment.stimulus) {
    if (part.kind !== 'array') continue;
    uploads.set(id, { stimulus: part, notices: [], preview: previewStimulus(stimulusColumns(part, part.n, 0)) });
  }
  return { experiment, notices, uploads, from: file.name };
}

async function bytesOf(file: File): Promise<Uint8Array<ArrayBuffer>> {
  try {
    return new Uint8Array(await file.arrayBuffer());
  } catch (error) {
    // Moved, changed since it was chosen, a folder, or larger than memory.
    throw new FileError(`${file.name} could not be read: ${messageOf(error)}`);
  }
}
